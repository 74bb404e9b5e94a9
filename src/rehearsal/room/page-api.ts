/** The doors behind the page, under `/room/`; the scripted people come in by the same ones. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CardActions } from './card-actions.js';
import type { ChannelMemory } from './channel-memory.js';
import { largestFile, type ChatFiles } from './chat-files.js';
import type { Conversations } from './conversations.js';
import type { Directory } from './directory.js';
import type { Faults } from './faults.js';
import { answerJson, expectOwnPage, HttpRefusal, parseObject, readBody, readBytes } from './http.js';
import type { RoomPerson } from './identities.js';
import { viewOf, type MessageView } from './message-view.js';
import type { Message } from './state.js';
import { unreadOf } from './unread.js';
import type { Viewers } from './viewers.js';

/** Lets the scripted people play; wired by whoever composes the rehearsal. */
export interface Play {
  /** @param exclusions keys of those whom somebody at the page has taken */
  start(exclusions: readonly string[]): Promise<void> | void;
  stop(): Promise<void> | void;
  state(): { readonly playing: boolean; readonly exclusions: readonly string[] };
  /** Somebody said or pressed something, whoever acts as them. */
  did(key: string): void;
}

/** The hand work that cards ask of somebody outside of the channel; wired by whoever composes the rehearsal. */
export interface Hands {
  tasks(key: string): Promise<readonly object[]>;
  /** Null: there is no such task in their hands. */
  task(key: string, id: string): Promise<object | null>;
  /** @param only single deeds; all of the task without */
  carryOut(key: string, id: string, only: readonly string[] | null): Promise<object | null>;
}

export interface PersonView {
  readonly key: string;
  readonly name: string;
  readonly givenName: string;
  readonly job: string;
  readonly company: string;
  readonly guest: boolean;
  readonly lang: 'en' | 'ru';
  /** Unread mentions in the channels that wait for them still. */
  readonly mentions: number;
  readonly channelUnread: number;
  readonly personalUnread: number;
}

export interface RoomView {
  readonly me: string;
  readonly now: string;
  readonly bot: { readonly key: 'bot'; readonly name: string; readonly connected: boolean };
  readonly team: { readonly id: string; readonly name: string };
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly PersonView[];
  /** Everything the person may see, oldest first. */
  readonly messages: readonly MessageView[];
  readonly play: { readonly playing: boolean; readonly exclusions: readonly string[] } | null;
}

export interface PageApiOptions {
  readonly memory: ChannelMemory;
  readonly directory: Directory;
  readonly conversations: Conversations;
  readonly files: ChatFiles;
  readonly actions: CardActions;
  readonly viewers: Viewers;
  readonly faults: Faults;
  readonly now: () => Date;
  readonly botConnected: () => boolean;
  readonly play: Play | null;
  readonly hands: Hands | null;
}

type Body = Record<string, unknown>;

export class PageApi {
  private badgesDue: NodeJS.Timeout | null = null;

  constructor(private readonly options: PageApiOptions) {
    const { memory, viewers, directory, actions } = options;
    memory.onEntry((entry) => {
      if (entry.kind !== 'viewed' && entry.kind !== 'delivered' && entry.kind !== 'installed') this.badgesSoon();
      if (entry.kind === 'read' || entry.kind === 'pressed' || entry.kind === 'installed') return;
      const message = memory.state.messages.get(entry.kind === 'posted' ? entry.message.id : entry.id);
      if (message === undefined) return;
      // Who looks at a card that changed gets their own form of it asked for at once.
      if (entry.kind === 'posted' || entry.kind === 'edited') {
        for (const person of viewers.people()) if (directory.maySee(person, message)) actions.look(person, message);
      }
      const only = entry.kind === 'viewed' ? entry.key : null;
      viewers.tell('message', (person) => (only === null || only === person.key ? this.viewed(person, message) : null));
    });
  }

  /** A mark of one person's card changed: only that person is told. */
  tellMark(person: RoomPerson, message: Message): void {
    this.options.viewers.tell('message', (viewer) => (viewer === person ? this.viewed(person, message) : null));
  }

  tellTyping(conversationId: string, rootId: string | null): void {
    const { viewers, directory } = this.options;
    viewers.tell('typing', (person) =>
      directory.channel(conversationId) !== null || person.personalConversationId === conversationId
        ? { place: directory.channel(conversationId) === null ? 'personal' : conversationId, rootId }
        : null,
    );
  }

  tellBot(): void {
    this.options.viewers.tell('bot', () => ({ connected: this.options.botConnected() }));
  }

  async handle(req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams): Promise<void> {
    const method = req.method ?? 'GET';
    const changes = method !== 'GET' && method !== 'HEAD';
    expectOwnPage(req, changes);
    if (method === 'GET') return this.read(res, path, query);
    if (method === 'PUT' && path === '/room/files') return this.keep(req, res, query);
    const text = await readBody(req);
    const body = parseObject(text === '' ? '{}' : text);
    const speaker = this.options.directory.person(body['as']);
    if (speaker !== null) this.options.directory.sitsIn(speaker, body['timeZone']);
    const card = /^\/room\/activities\/([^/]+)$/.exec(path)?.[1];
    if (method === 'DELETE' && card !== undefined) {
      this.options.conversations.delete(this.person(body['as'] ?? query.get('as')), card);
      return answerJson(res, 200, {});
    }
    const door = method === 'POST' ? this.doors[path] : undefined;
    if (door === undefined) throw new HttpRefusal(404, 'NotFound', 'The room has no such door.');
    const { status, answer } = await door(body);
    answerJson(res, status, answer);
  }

  /** One file, as it is, into the OneDrive of whoever is about to send it. */
  private async keep(req: IncomingMessage, res: ServerResponse, query: URLSearchParams): Promise<void> {
    const person = this.person(query.get('as'));
    const name = query.get('name') ?? '';
    // As OneDrive names them: https://support.microsoft.com/office/restrictions-and-limitations-in-onedrive-and-sharepoint
    if (name.trim() === '' || name.length > 255 || /["*:<>?/\\|\p{Cc}]/u.test(name)) throw malformed();
    const content = await readBytes(req, largestFile);
    answerJson(res, 201, this.options.files.keep(person, name, content));
  }

  private async read(res: ServerResponse, path: string, query: URLSearchParams): Promise<void> {
    if (path === '/room/state') return answerJson(res, 200, this.state(this.person(query.get('as'))));
    if (path === '/room/faults') return answerJson(res, 200, { next: this.options.faults.planned() });
    if (path === '/room/play') return answerJson(res, 200, this.options.play?.state() ?? null);
    if (path === '/room/hands') {
      const [{ key }, hands, task] = [this.person(query.get('as')), this.options.hands, query.get('task')];
      if (task === null) return answerJson(res, 200, { tasks: (await hands?.tasks(key)) ?? [] });
      return answerJson(res, 200, (await hands?.task(key, task)) ?? { deeds: [] });
    }
    if (path === '/room/events') {
      const person = this.person(query.get('as'));
      // The whole state is the first thing on the stream, before anything that happens to it.
      this.options.viewers.add(res, person, this.state(person));
      this.options.actions.lookAtAll(person);
      return;
    }
    throw new HttpRefusal(404, 'NotFound', 'The room has no such door.');
  }

  private readonly doors: Readonly<Record<string, (body: Body) => Promise<{ status: number; answer: unknown }>>> = {
    '/room/messages': async (body) => {
      const person = this.person(body['as']);
      const { conversation, text, mentions = [], files = [] } = body;
      if (typeof conversation !== 'string' || typeof text !== 'string') throw malformed();
      if (!isListOfText(mentions) || !isListOfText(files)) throw malformed();
      if (text.length > 28_000) throw new HttpRefusal(413, 'TooLong', 'The message is too long.');
      const message = this.options.conversations.say(person, conversation, text, mentions, files);
      this.options.play?.did(person.key);
      return { status: 201, answer: { id: message.id, rootId: message.rootId } };
    },
    '/room/actions': async (body) => {
      const person = this.person(body['as']);
      const message = this.options.conversations.seen(person, body['activityId']);
      const action = body['action'] as Body | undefined;
      this.options.play?.did(person.key);
      if (action?.['type'] === 'Action.Execute') {
        const { verb, data, id } = action;
        return { status: 200, answer: await this.options.actions.execute(person, message, { verb, data, id }) };
      }
      if (action?.['type'] === 'Action.Submit') {
        const taken = await this.options.conversations.submit(person, message, action['data']);
        return { status: 200, answer: taken ? { kind: 'nothing' } : { kind: 'error', why: 'unreachable', text: null } };
      }
      throw malformed();
    },
    '/room/look': async (body) => {
      this.options.actions.lookAtAll(this.person(body['as']));
      return { status: 202, answer: {} };
    },
    '/room/read': async (body) => {
      const person = this.person(body['as']);
      const { place, upTo } = body;
      if (typeof place !== 'string' || typeof upTo !== 'string' || !/^\d{1,16}$/.test(upTo)) throw malformed();
      const conversationId = place === 'personal' ? person.personalConversationId : place;
      if (place !== 'personal' && this.options.directory.channel(place) === null) throw malformed();
      this.options.conversations.read(person, conversationId, upTo);
      return { status: 200, answer: {} };
    },
    '/room/faults': async (body) => ({ status: 200, answer: { next: this.options.faults.plan(body) } }),
    '/room/hands': async (body) => {
      const { key } = this.person(body['as']);
      const { task, deeds = null } = body;
      if (typeof task !== 'string' || (deeds !== null && !isListOfText(deeds))) throw malformed();
      this.options.play?.did(key);
      const done = (await this.options.hands?.carryOut(key, task, deeds)) ?? null;
      if (done === null) throw new HttpRefusal(404, 'NotAtHand', 'No card asks this person for that.');
      return { status: 200, answer: done };
    },
    '/room/play': async (body) => {
      const { play } = this.options;
      if (play === null) throw new HttpRefusal(404, 'NotFound', 'Nobody plays here.');
      const { key } = this.person(body['as']);
      const others = play.state().exclusions.filter((one) => one !== key);
      // Nobody answers in the name of whoever asks, unless they say that they only watch.
      if (body['playing'] === false) await play.stop();
      else await play.start(body['mine'] === false ? others : [...others, key]);
      this.options.viewers.tell('play', () => play.state());
      return { status: 200, answer: play.state() };
    },
  };

  private person(key: unknown): RoomPerson {
    const person = this.options.directory.person(key);
    if (person === null) throw new HttpRefusal(400, 'UnknownPerson', 'Say as whom: `as` is the key of a person.');
    return person;
  }

  private state(person: RoomPerson): RoomView {
    const { memory, directory, play, now } = this.options;
    return {
      me: person.key,
      now: now().toISOString(),
      bot: { key: 'bot', name: directory.botName, connected: this.options.botConnected() },
      team: { id: directory.places.team.id, name: directory.places.team.name },
      channels: directory.places.channels,
      people: this.people(),
      messages: [...memory.state.messages.values()].flatMap((message) => this.viewed(person, message) ?? []),
      play: play?.state() ?? null,
    };
  }

  private viewed(person: RoomPerson, message: Message): MessageView | null {
    const { memory, directory, actions } = this.options;
    if (!directory.maySee(person, message)) return null;
    return viewOf(
      directory,
      memory.state,
      person,
      message,
      actions.isRefreshing(person, message),
      actions.whyUnserved(person, message),
    );
  }

  private people(): readonly PersonView[] {
    const { directory, memory } = this.options;
    return directory.people.map((person) => {
      const { key, name, givenName, job, company, guest, lang } = person;
      const channels = directory.places.channels.map(({ id }) => unreadOf(directory, memory.state, person, id));
      return {
        ...{ key, name, givenName, job, company, guest, lang },
        mentions: channels.reduce((sum, { mentions }) => sum + mentions, 0),
        channelUnread: channels.reduce((sum, { unread }) => sum + unread, 0),
        personalUnread: unreadOf(directory, memory.state, person, person.personalConversationId).unread,
      };
    });
  }

  /** Many messages may come at once; the counts are told when they have settled. */
  private badgesSoon(): void {
    this.badgesDue ??= setTimeout(() => {
      this.badgesDue = null;
      const people = this.people();
      this.options.viewers.tell('people', () => people);
    }, 30);
    this.badgesDue.unref();
  }
}

const malformed = (): HttpRefusal => new HttpRefusal(400, 'BadSyntax', 'The request is malformed.');

const isListOfText = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
