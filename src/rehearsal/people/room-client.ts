/**
 * One person in the room without a browser. It sees what the page shows that person and can do what the page lets that person do,
 * through the same doors; it waits on the room's own event stream.
 */
import { buttonsOf, invalidInputs, textsOf, type CardButton, type CardJson } from '../room/card-anatomy.js';
import type { ActionOutcome } from '../room/card-actions.js';
import type { MessageView } from '../room/message-view.js';
import type { PersonView, RoomView } from '../room/page-api.js';

export interface VisibleCard {
  readonly messageId: string;
  readonly place: string;
  readonly rootId: string | null;
  readonly card: CardJson;
  readonly version: number;
  /** The person's own form of a card that others see differently. */
  readonly personal: boolean;
  /** The person's own form is on its way. */
  readonly refreshing: boolean;
  /** What the bot answered in place of it, when it was last asked for. */
  readonly unserved: string | null;
  readonly mentionsMe: boolean;
  readonly summary: string;
  readonly buttons: readonly CardButton[];
  readonly texts: readonly string[];
}

/** Which button: the first that fits everything that is given. */
export interface ButtonWish {
  readonly verb?: string;
  readonly title?: string | RegExp;
}

/** The client would not send this: required inputs are empty or do not match. */
export class InputsMissing extends Error {
  constructor(readonly inputs: readonly string[]) {
    super(`Inputs to be filled in first: ${inputs.join(', ')}`);
    this.name = 'InputsMissing';
  }
}

export class RoomRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'RoomRefused';
  }
}

/** What somebody waited for has not come. */
export class WaitedInVain extends Error {}

const patienceMs = 30_000;

function readCard(message: MessageView): VisibleCard | null {
  const [card] = message.cards;
  if (card === undefined) return null;
  return {
    messageId: message.id,
    place: message.place,
    rootId: message.rootId,
    card,
    version: message.version,
    personal: message.personalView,
    refreshing: message.refreshing,
    unserved: message.unserved,
    mentionsMe: message.mentionsMe,
    summary: message.summary,
    buttons: buttonsOf(card),
    texts: textsOf(card),
  };
}

const looksDifferent = (before: MessageView | undefined, now: MessageView): boolean =>
  now.place !== 'personal' &&
  (before === undefined
    ? now.cards.length > 0
    : before.version !== now.version || before.personalView !== now.personalView || before.deleted !== now.deleted);

export async function joinRoom(baseUrl: string, as: string): Promise<PersonInRoom> {
  const person = new PersonInRoom(baseUrl, as);
  await person.connected();
  return person;
}

export class PersonInRoom {
  private view: RoomView | null = null;
  private messageById = new Map<string, MessageView>();
  /** A message that changes comes as a new one, so each is read once however often somebody looks at the channel. */
  private readonly cardOf = new WeakMap<MessageView, VisibleCard | null>();
  /** The lists people look at, made once between two events. */
  private readonly lists = new Map<string, readonly VisibleCard[]>();
  private readonly waiting = new Set<() => void>();
  private readonly listeners = new Set<() => void>();
  private changed = 0;
  private readonly leaving = new AbortController();
  private broken: unknown = null;

  constructor(
    private readonly baseUrl: string,
    readonly key: string,
  ) {
    void this.listen().catch((fault: unknown) => {
      this.broken = fault;
      this.wake();
    });
  }

  async connected(): Promise<void> {
    await this.until(() => this.view !== null);
  }

  /** Everything the person can see, oldest first; `personal` is the chat with the bot. */
  messages(place?: 'channel' | 'personal'): readonly MessageView[] {
    return [...this.messageById.values()].filter(
      (message) => place === undefined || (message.place === 'personal') === (place === 'personal'),
    );
  }

  /** The same list for as long as nothing happens in the room. */
  cards(place?: 'channel' | 'personal'): readonly VisibleCard[] {
    const known = this.lists.get(place ?? '');
    if (known !== undefined) return known;
    const cards = this.messages(place).flatMap((message) => {
      if (message.deleted) return [];
      let read = this.cardOf.get(message);
      if (read === undefined) this.cardOf.set(message, (read = readCard(message)));
      return read === null ? [] : [read];
    });
    this.lists.set(place ?? '', cards);
    return cards;
  }

  /** How often a card of the channel came, or came to look different to this person. */
  get changes(): number {
    return this.changed;
  }

  card(messageId: string): VisibleCard | null {
    return this.cards().find((card) => card.messageId === messageId) ?? null;
  }

  /** The counts beside the person's face. */
  badges(): PersonView | null {
    return this.view?.people.find((person) => person.key === this.key) ?? null;
  }

  room(): RoomView | null {
    return this.view;
  }

  button(card: VisibleCard, wish: ButtonWish): CardButton | null {
    const fits = (button: CardButton): boolean =>
      (wish.verb === undefined || button.verb === wish.verb) &&
      (wish.title === undefined ||
        (typeof wish.title === 'string' ? button.title === wish.title : wish.title.test(button.title)));
    return card.buttons.find((button) => button.opens === null && fits(button)) ?? null;
  }

  /**
   * Presses a button as a client does: with the values its inputs have, but for those given.
   * @throws {InputsMissing} when the client would not send it.
   */
  async press(
    card: VisibleCard,
    button: CardButton,
    values: Readonly<Record<string, string>> = {},
  ): Promise<ActionOutcome> {
    const invalid = invalidInputs(button.inputs, values);
    if (invalid.length > 0) throw new InputsMissing(invalid);
    const filled = Object.fromEntries(button.inputs.map(({ id, value }) => [id, values[id] ?? value]));
    const fixed = typeof button.data === 'object' && button.data !== null ? button.data : {};
    return this.send<ActionOutcome>(card.messageId, button, { ...fixed, ...filled });
  }

  /** Sends an action as it is given, shown or not: what a forged client could do. */
  send<T = ActionOutcome>(
    messageId: string,
    action: { readonly type: string; readonly verb: string | null; readonly id?: string | null },
    data: unknown,
  ): Promise<T> {
    const { type, verb } = action;
    return this.call('POST', '/room/actions', {
      activityId: messageId,
      action: { type, ...(verb === null ? {} : { verb }), ...(action.id ? { id: action.id } : {}), data },
    });
  }

  /** @param where `channel`, the id of a post, or `personal`. */
  say(where: string, text: string, mentions: readonly string[] = []): Promise<{ id: string; rootId: string | null }> {
    return this.call('POST', '/room/messages', { conversation: where, text, mentions });
  }

  deleteMessage(id: string): Promise<unknown> {
    return this.call('DELETE', `/room/activities/${id}`, {});
  }

  read(place: string, upTo: string): Promise<unknown> {
    return this.call('POST', '/room/read', { place, upTo });
  }

  /** Opens the channel anew: cards older than a minute are asked for again. */
  look(): Promise<unknown> {
    return this.call('POST', '/room/look', {});
  }

  /**
   * The first true answer of `see`, asked again after every event of the room.
   * @throws after the patience is over, or when the person has left.
   */
  async until<T>(see: () => T | null | undefined | false, patience = patienceMs): Promise<T> {
    const deadline = Date.now() + patience;
    for (;;) {
      const seen = see();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
      if (this.leaving.signal.aborted) throw new Error(`${this.key} left the room.`);
      if (this.broken !== null) throw this.broken;
      const left = deadline - Date.now();
      if (left <= 0) throw new WaitedInVain(`${this.key} waited ${patience} ms in vain.`);
      await this.next(left);
    }
  }

  /** Called after every event of the room. */
  onEvent(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** The next event of the room, or the end of the patience. */
  next(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, patience);
      this.waiting.add(done);
    });
  }

  leave(): void {
    this.leaving.abort();
    this.wake();
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
    for (const listener of this.listeners) listener();
  }

  private async call<T>(method: string, path: string, body: object): Promise<T> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: this.key, ...body }),
      signal: this.leaving.signal,
    });
    const answer = (await response.json()) as T & { error?: { code: string; message: string } };
    if (!response.ok) {
      throw new RoomRefused(response.status, answer.error?.code ?? '', answer.error?.message ?? 'The room refused.');
    }
    return answer;
  }

  /** The stream begins with the whole state, so a broken one is simply begun again. */
  private async listen(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      try {
        const response = await fetch(`${this.baseUrl}/room/events?as=${this.key}`, { signal: this.leaving.signal });
        if (response.ok && response.body !== null) await this.follow(response.body);
      } catch (fault) {
        if (this.leaving.signal.aborted) return;
        // The rehearsal restarts or is not up yet; the person simply keeps looking.
        if (!(fault instanceof TypeError)) throw fault;
      }
      if (!this.leaving.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async follow(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.take(event);
    }
  }

  private take(event: string): void {
    const name = /^event: (.*)$/m.exec(event)?.[1];
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (name === undefined || data === undefined) return;
    const value: unknown = JSON.parse(data);
    if (name === 'state') {
      this.view = value as RoomView;
      this.messageById = new Map(this.view.messages.map((message) => [message.id, message]));
      this.changed += 1;
      this.lists.clear();
    } else if (name === 'message') {
      const message = value as MessageView;
      if (looksDifferent(this.messageById.get(message.id), message)) this.changed += 1;
      this.messageById.set(message.id, message);
      this.lists.clear();
    } else if (name === 'people' && this.view !== null) {
      this.view = { ...this.view, people: value as readonly PersonView[] };
    } else if (name === 'bot' && this.view !== null) {
      this.view = { ...this.view, bot: { ...this.view.bot, ...(value as { connected: boolean }) } };
    }
    this.wake();
  }
}
