/** Everything the channel remembers. It changes only by entries of the journal, so that a start replays into the same room. */

export type Author = { readonly kind: 'bot' } | { readonly kind: 'person'; readonly key: string };

/** One that a person put into their OneDrive by sending it. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

export interface MessageContent {
  readonly text: string;
  readonly summary: string;
  readonly entities: readonly unknown[];
  readonly attachments: readonly { readonly contentType: string; readonly content: unknown }[];
  /** Of a person's message in the chat with the bot. */
  readonly files?: readonly SentFile[];
}

export interface Message extends MessageContent {
  readonly id: string;
  /** The channel (`19:…`) or the personal chat (`a:…`), without `;messageid=`. */
  readonly conversationId: string;
  /** In a channel the post this belongs to (its own id for a post); null in a personal chat. */
  readonly rootId: string | null;
  readonly from: Author;
  /** Virtual time. */
  readonly at: string;
  readonly editedAt: string | null;
  readonly deletedBy: Author | null;
  /** Grows with every edit: personal views were made for one version. */
  readonly version: number;
  /** Who was mentioned when it was posted; edits notify nobody. */
  readonly mentioned: readonly string[];
  /** Whether the bot took a message meant for it. */
  readonly delivery: 'none' | 'pending' | 'taken' | 'failed';
}

/** What one person sees in place of the card everybody sees. */
export interface PersonalView {
  readonly card: Record<string, unknown>;
  readonly version: number;
  /** Wall time, milliseconds: Teams asks again after a minute of real time. */
  readonly askedAt: number;
}

export type Entry =
  | { readonly kind: 'posted'; readonly message: Message }
  | { readonly kind: 'edited'; readonly id: string; readonly at: string; readonly content: MessageContent }
  | { readonly kind: 'deleted'; readonly id: string; readonly by: Author }
  | { readonly kind: 'viewed'; readonly id: string; readonly key: string; readonly view: PersonalView | null }
  | { readonly kind: 'delivered'; readonly id: string; readonly delivery: Message['delivery'] }
  /** Somebody pressed something on a card, and the bot took it. */
  | { readonly kind: 'pressed'; readonly id: string; readonly key: string }
  | { readonly kind: 'read'; readonly key: string; readonly conversationId: string; readonly upTo: string }
  | { readonly kind: 'installed'; readonly conversationId: string };

export interface RoomState {
  readonly messages: Map<string, Message>;
  /** By message, then by person. */
  readonly views: Map<string, Map<string, PersonalView>>;
  /** By person, then by conversation: the last message read. */
  readonly read: Map<string, Map<string, string>>;
  /** By message: who pressed something on it. */
  readonly pressed: Map<string, Set<string>>;
  /** Conversations in which the bot was told that it is installed. */
  readonly installed: Set<string>;
  lastId: number;
}

export const emptyState = (): RoomState => ({
  messages: new Map(),
  views: new Map(),
  read: new Map(),
  pressed: new Map(),
  installed: new Set(),
  lastId: 0,
});

export function applyEntry(state: RoomState, entry: Entry): void {
  switch (entry.kind) {
    case 'posted':
      state.messages.set(entry.message.id, entry.message);
      state.lastId = Math.max(state.lastId, Number(entry.message.id));
      return;
    case 'edited':
      return change(state, entry.id, (message) => {
        state.views.delete(entry.id);
        return { ...message, ...entry.content, editedAt: entry.at, version: message.version + 1 };
      });
    case 'deleted':
      return change(state, entry.id, (message) => {
        state.views.delete(entry.id);
        const nothing = { text: '', summary: '', entities: [], attachments: [] };
        return { ...message, ...nothing, files: [], deletedBy: entry.by, version: message.version + 1 };
      });
    case 'viewed': {
      const views = state.views.get(entry.id) ?? new Map<string, PersonalView>();
      if (entry.view === null) views.delete(entry.key);
      else views.set(entry.key, entry.view);
      state.views.set(entry.id, views);
      return;
    }
    case 'delivered':
      return change(state, entry.id, (message) => ({ ...message, delivery: entry.delivery }));
    case 'pressed': {
      state.pressed.set(entry.id, (state.pressed.get(entry.id) ?? new Set<string>()).add(entry.key));
      return;
    }
    case 'read': {
      const read = state.read.get(entry.key) ?? new Map<string, string>();
      if (Number(entry.upTo) > Number(read.get(entry.conversationId) ?? 0)) read.set(entry.conversationId, entry.upTo);
      state.read.set(entry.key, read);
      return;
    }
    case 'installed':
      state.installed.add(entry.conversationId);
      return;
  }
}

function change(state: RoomState, id: string, to: (message: Message) => Message): void {
  const message = state.messages.get(id);
  if (message !== undefined) state.messages.set(id, to(message));
}

interface Snapshot {
  readonly messages: readonly Message[];
  readonly views: readonly (readonly [string, readonly (readonly [string, PersonalView])[]])[];
  readonly read: readonly (readonly [string, readonly (readonly [string, string])[]])[];
  readonly pressed?: readonly (readonly [string, readonly string[]])[];
  readonly installed: readonly string[];
  readonly lastId: number;
}

export const snapshotOf = (state: RoomState): Snapshot => ({
  messages: [...state.messages.values()],
  views: [...state.views].map(([id, views]) => [id, [...views]] as const),
  read: [...state.read].map(([key, read]) => [key, [...read]] as const),
  pressed: [...state.pressed].map(([id, keys]) => [id, [...keys]] as const),
  installed: [...state.installed],
  lastId: state.lastId,
});

export function stateFrom(snapshot: unknown): RoomState {
  if (snapshot === null) return emptyState();
  const kept = snapshot as Snapshot;
  return {
    messages: new Map(kept.messages.map((message) => [message.id, message])),
    views: new Map(kept.views.map(([id, views]) => [id, new Map(views)])),
    read: new Map(kept.read.map(([key, read]) => [key, new Map(read)])),
    pressed: new Map((kept.pressed ?? []).map(([id, keys]) => [id, new Set(keys)])),
    installed: new Set(kept.installed),
    lastId: kept.lastId,
  };
}
