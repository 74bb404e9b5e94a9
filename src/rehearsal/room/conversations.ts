/** What people do in the room with the keyboard: write, delete, read. */
import type { ChannelMemory } from './channel-memory.js';
import { mostFiles, type ChatFiles } from './chat-files.js';
import type { Delivery, Where } from './delivery.js';
import type { Directory } from './directory.js';
import { HttpRefusal } from './http.js';
import type { RoomPerson } from './identities.js';
import type { Message } from './state.js';

/** Whom a text calls: a person's key, or `bot`. The text says `@name` where the mention stands. */
export type MentionWish = string;

export class Conversations {
  constructor(
    private readonly memory: ChannelMemory,
    private readonly directory: Directory,
    private readonly delivery: Delivery,
    private readonly files: ChatFiles,
    private readonly now: () => Date,
  ) {}

  /**
   * A message of a person. In a channel it reaches the bot only if it mentions it, as in Teams; in the personal chat always.
   * @param conversation `channel` (a new post), the id of a post (a reply), or `personal`.
   * @param fileIds of files that the person has put into their OneDrive; in a channel Teams hands a bot none
   */
  say(
    person: RoomPerson,
    conversation: string,
    text: string,
    mentions: readonly MentionWish[],
    fileIds: readonly string[] = [],
  ): Message {
    if (text.trim() === '' && fileIds.length === 0) throw new HttpRefusal(400, 'Empty', 'A message needs words.');
    if (fileIds.length > 0 && conversation !== 'personal')
      throw new HttpRefusal(400, 'NotHere', 'A bot is handed files in its personal chat only.');
    if (fileIds.length > mostFiles)
      throw new HttpRefusal(400, 'TooMany', `A message carries ${mostFiles} files at most.`);
    const files = fileIds.map((fileId) => this.files.sent(person, fileId));
    const id = this.memory.nextId();
    const where = this.where(person, conversation, id);
    const marked = this.marked(text, mentions);
    const personal = where.rootId === null;
    const toBot = personal || mentions.includes('bot');
    const content = { ...marked, summary: '', attachments: [], ...(files.length === 0 ? {} : { files }) };
    const message: Message = {
      ...content,
      ...where,
      id,
      from: { kind: 'person', key: person.key },
      at: this.now().toISOString(),
      editedAt: null,
      deletedBy: null,
      version: 1,
      mentioned: this.directory.mentionedIn(content),
      delivery: toBot ? 'pending' : 'none',
    };
    this.memory.record({ kind: 'posted', message });
    if (toBot) void this.deliver(person, message);
    return message;
  }

  /** Action.Submit: a message without words that carries the inputs. */
  async submit(person: RoomPerson, message: Message, data: unknown): Promise<boolean> {
    const answer = await this.delivery.message(person, message, this.memory.nextId(), {
      value: data,
      replyToId: message.id,
    });
    return answer.kind === 'answered' && answer.status < 300;
  }

  /** The owner of a team may delete what anybody posted; in the room everybody may, so that the bot's answer to it can be seen. */
  delete(person: RoomPerson, id: string): void {
    const message = this.seen(person, id);
    this.memory.record({ kind: 'deleted', id: message.id, by: { kind: 'person', key: person.key } });
  }

  read(person: RoomPerson, conversationId: string, upTo: string): void {
    const before = Number(this.memory.state.read.get(person.key)?.get(conversationId) ?? 0);
    if (Number(upTo) > before) this.memory.record({ kind: 'read', key: person.key, conversationId, upTo });
  }

  /** @throws {HttpRefusal} 404 when the person has no such message before them. */
  seen(person: RoomPerson, id: unknown): Message {
    const message = this.memory.state.messages.get(String(id));
    if (message === undefined || message.deletedBy !== null || !this.directory.maySee(person, message)) {
      throw new HttpRefusal(404, 'NotFound', 'There is no such message.');
    }
    return message;
  }

  private where(person: RoomPerson, conversation: string, newId: string): Where {
    if (conversation === 'personal') return { conversationId: person.personalConversationId, rootId: null };
    const channel =
      conversation === 'channel' ? this.directory.places.channels[0] : this.directory.channel(conversation);
    if (channel) return { conversationId: channel.id, rootId: newId };
    const root = this.memory.state.messages.get(conversation);
    if (root === undefined || root.rootId !== root.id)
      throw new HttpRefusal(404, 'NotFound', 'There is no such thread.');
    return { conversationId: root.conversationId, rootId: root.id };
  }

  private marked(text: string, mentions: readonly MentionWish[]): { text: string; entities: readonly unknown[] } {
    // What a person types is never a mention by itself.
    let marked = text.replace(/<(\/?)at>/gi, '‹$1at›');
    const entities = mentions.map((wish) => {
      const person = this.directory.person(wish);
      if (wish !== 'bot' && person === null) throw new HttpRefusal(400, 'UnknownPerson', 'Nobody here has that name.');
      const name = person?.name ?? this.directory.botName;
      const tag = `<at>${name}</at>`;
      marked = marked.includes(`@${name}`) ? marked.replace(`@${name}`, tag) : `${tag} ${marked}`;
      return { type: 'mention', text: tag, mentioned: { id: person?.id ?? this.directory.botId, name } };
    });
    return { text: marked, entities };
  }

  private async deliver(person: RoomPerson, message: Message): Promise<void> {
    const chatId = message.conversationId;
    if (message.rootId === null && !this.memory.state.installed.has(chatId)) {
      const told = await this.delivery.installed(person, message);
      if (told.kind === 'answered') this.memory.record({ kind: 'installed', conversationId: chatId });
    }
    const zone = this.directory.zoneOf(person);
    const answer = await this.delivery.message(person, message, message.id, {
      text: message.text,
      textFormat: 'plain',
      attachments: [
        { contentType: 'text/html', content: `<p>${html(message.text)}</p>` },
        ...(message.files ?? []).map((file) => this.files.attachment(person, file)),
      ],
      entities: [
        ...message.entities,
        {
          type: 'clientInfo',
          locale: person.lang === 'ru' ? 'ru-RU' : 'en-GB',
          country: 'DE',
          platform: 'Web',
          ...(zone === null ? {} : { timezone: zone }),
        },
      ],
    });
    const taken = answer.kind === 'answered' && answer.status < 300;
    this.memory.record({ kind: 'delivered', id: message.id, delivery: taken ? 'taken' : 'failed' });
  }
}

const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replace(/<(?!\/?at>)/g, '&lt;')
    .replaceAll('\n', '<br>');
