/** What one person sees of a message: the shape that the page shows and the scripted people read. */
import type { Directory } from './directory.js';
import type { RoomPerson } from './identities.js';
import type { Message, RoomState, SentFile } from './state.js';

export interface MessageView {
  readonly id: string;
  /** `personal`, or the id of the channel. */
  readonly place: string;
  readonly rootId: string | null;
  readonly from: { readonly kind: 'bot' | 'person'; readonly key: string; readonly name: string };
  readonly at: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly version: number;
  /** With `<at>name</at>` where somebody is mentioned. */
  readonly text: string;
  readonly summary: string;
  readonly mentions: readonly { readonly text: string; readonly me: boolean; readonly bot: boolean }[];
  readonly mentionsMe: boolean;
  readonly cards: readonly Record<string, unknown>[];
  /** What a person sent along. */
  readonly files: readonly SentFile[];
  /** The card is this person's own form of it; the others see another. */
  readonly personalView: boolean;
  /** The person's own form is being asked for. */
  readonly refreshing: boolean;
  /** What the bot answered in place of the person's own form, when it was last asked for. */
  readonly unserved: string | null;
  /** The bot did not take this message. */
  readonly undelivered: boolean;
}

export const cardType = 'application/vnd.microsoft.card.adaptive';

export function viewOf(
  directory: Directory,
  state: RoomState,
  person: RoomPerson,
  message: Message,
  refreshing: boolean,
  unserved: string | null,
): MessageView {
  const view = state.views.get(message.id)?.get(person.key) ?? null;
  const cards = message.attachments
    .filter(({ contentType }) => contentType === cardType)
    .map(({ content }) => content as Record<string, unknown>);
  return {
    id: message.id,
    place: message.rootId === null ? 'personal' : message.conversationId,
    rootId: message.rootId,
    from: {
      kind: message.from.kind,
      key: message.from.kind === 'bot' ? 'bot' : message.from.key,
      name: directory.authorName(message.from),
    },
    at: message.at,
    edited: message.editedAt !== null,
    deleted: message.deletedBy !== null,
    version: message.version,
    text: message.text,
    summary: message.summary,
    mentions: message.entities.flatMap((entity) => mentionOf(directory, person, entity)),
    mentionsMe: message.mentioned.includes(person.key),
    cards: view === null ? cards : [view.card, ...cards.slice(1)],
    files: message.files ?? [],
    personalView: view !== null,
    refreshing,
    unserved,
    undelivered: message.delivery === 'failed',
  };
}

function mentionOf(directory: Directory, person: RoomPerson, entity: unknown): MessageView['mentions'] {
  const { type, text, mentioned } = (entity ?? {}) as { type?: unknown; text?: unknown; mentioned?: { id?: unknown } };
  if (type !== 'mention' || typeof text !== 'string') return [];
  const id = mentioned?.id;
  return [{ text, me: directory.personById(id)?.key === person.key, bot: id === directory.botId }];
}

/** Whether the card asks Teams to fetch a form of its own for this person, and with which action. */
export function refreshFor(directory: Directory, person: RoomPerson, message: Message): Record<string, unknown> | null {
  const [first] = message.attachments;
  if (message.deletedBy !== null || first?.contentType !== cardType) return null;
  const { refresh } = first.content as {
    refresh?: { action?: Record<string, unknown>; userIds?: unknown };
  };
  // Without a list Teams refreshes by itself only for small conversations; cards meant for somebody always name them.
  if (refresh?.action?.['type'] !== 'Action.Execute' || !Array.isArray(refresh.userIds)) return null;
  // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
  const named = refresh.userIds.slice(0, 60).some((id) => directory.personById(id)?.key === person.key);
  return named ? refresh.action : null;
}
