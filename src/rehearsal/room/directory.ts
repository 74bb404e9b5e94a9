import type { BotRegistration } from './key-ring.js';
import type { RoomPerson, RoomPlaces } from './identities.js';
import type { Author, Message } from './state.js';

/** Who and what there is in the room, and what belongs to whom. */
export class Directory {
  readonly botId: string;
  private readonly byKey: ReadonlyMap<string, RoomPerson>;
  /** Where whoever acts as somebody sits, by the person's key. */
  private readonly zones = new Map<string, string>();
  private readonly byAnyId: ReadonlyMap<string, RoomPerson>;

  constructor(
    readonly people: readonly RoomPerson[],
    readonly places: RoomPlaces,
    readonly hostTenantId: string,
    readonly botName: string,
    registration: BotRegistration,
  ) {
    this.botId = `28:${registration.appId}`;
    this.byKey = new Map(people.map((person) => [person.key, person]));
    this.byAnyId = new Map(
      people.flatMap((person) =>
        [person.id, person.aadObjectId, person.userPrincipalName, person.email].map(
          (id) => [id.toLowerCase(), person] as const,
        ),
      ),
    );
  }

  person(key: unknown): RoomPerson | null {
    return typeof key === 'string' ? (this.byKey.get(key) ?? null) : null;
  }

  /** As a client tells the service with everything it does; one that tells nothing sits nowhere. */
  sitsIn(person: RoomPerson, zone: unknown): void {
    if (typeof zone === 'string' && /^[A-Za-z][\w+/-]{1,63}$/.test(zone)) this.zones.set(person.key, zone);
    else this.zones.delete(person.key);
  }

  zoneOf({ key }: RoomPerson): string | null {
    return this.zones.get(key) ?? null;
  }

  /** By any id a mention, a member list or `refresh.userIds` may carry: `29:…`, object id, sign-in name. */
  personById(id: unknown): RoomPerson | null {
    return typeof id === 'string' ? (this.byAnyId.get(id.toLowerCase()) ?? null) : null;
  }

  channel(conversationId: string): { readonly id: string; readonly name: string } | null {
    return this.places.channels.find((channel) => channel.id === conversationId) ?? null;
  }

  ownerOfChat(conversationId: string): RoomPerson | null {
    return this.people.find((person) => person.personalConversationId === conversationId) ?? null;
  }

  authorName(author: Author): string {
    return author.kind === 'bot' ? this.botName : (this.person(author.key)?.name ?? author.key);
  }

  maySee(person: RoomPerson, message: Message): boolean {
    return message.rootId !== null || message.conversationId === person.personalConversationId;
  }

  /** People named by mention entities of a text or of a card in it. */
  mentionedIn(content: Pick<Message, 'entities' | 'attachments'>): readonly string[] {
    const inCards = content.attachments.flatMap(({ content: card }) => listOf((card as Loose)?.msteams?.entities));
    const ids = [...content.entities, ...inCards].map((entity) => (entity as Loose)?.mentioned?.id);
    return [...new Set(ids.flatMap((id) => this.personById(id)?.key ?? []))];
  }
}

interface Loose {
  readonly msteams?: { readonly entities?: unknown };
  readonly mentioned?: { readonly id?: unknown };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
