/** A press on a card, and the fetching of personal cards: the same invoke with another trigger. */
import type { Directory } from './directory.js';
import type { BotAnswer, Delivery } from './delivery.js';
import type { RoomPerson } from './identities.js';
import { cardType, refreshFor } from './message-view.js';
import type { ChannelMemory } from './channel-memory.js';
import type { Message } from './state.js';

/** What the person who pressed gets to see. */
export type ActionOutcome =
  | { readonly kind: 'card' }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'nothing' }
  /** `unreachable`, `timeout`: shown in the room's own words; `refused`: with what the bot said, if it said something. */
  | { readonly kind: 'error'; readonly why: 'unreachable' | 'refused'; readonly text: string | null };

export interface CardAction {
  readonly verb: unknown;
  readonly data: unknown;
  readonly id?: unknown;
}

/** Teams asks again when the last answer is older than this, in real time. */
const freshForMs = 60_000;
/** After a refresh that failed. */
const againAfterMs = 1_000;
const refreshesAtOnce = 4;
/** Older cards are scrolled out of sight, and Teams refreshes only what is seen. */
const cardsInSight = 30;

export class CardActions {
  private readonly running = new Set<string>();
  private readonly tried = new Map<string, { version: number; at: number }>();
  /** Why somebody's own form did not come when it was last asked for. */
  private readonly unserved = new Map<string, string>();
  private readonly queues = new Map<string, { waiting: string[]; busy: number }>();

  constructor(
    private readonly memory: ChannelMemory,
    private readonly directory: Directory,
    private readonly delivery: Delivery,
    /** Told when a person's `refreshing` mark changes without an entry. */
    private readonly onMark: (person: RoomPerson, message: Message) => void,
  ) {}

  async execute(person: RoomPerson, message: Message, action: CardAction): Promise<ActionOutcome> {
    const answer = await this.invoke(person, message, { ...action, type: 'Action.Execute' }, 'manual');
    const outcome = this.shown(person, message.id, message.version, answer);
    if (outcome.kind === 'card') this.memory.record({ kind: 'pressed', id: message.id, key: person.key });
    // The card for all changed while the bot was answering: what came back is already old for those who have their own form.
    const now = this.memory.state.messages.get(message.id);
    if (outcome.kind === 'card' && now !== undefined && now.version !== message.version) this.look(person, now);
    return outcome;
  }

  isRefreshing(person: RoomPerson, message: Message): boolean {
    return this.running.has(keyOf(person, message.id));
  }

  whyUnserved(person: RoomPerson, message: Message): string | null {
    return this.unserved.get(keyOf(person, message.id)) ?? null;
  }

  /** The person has the newest cards before them: whatever is theirs and stale is asked for. */
  lookAtAll(person: RoomPerson): void {
    const mine = [...this.memory.state.messages.values()].filter((message) => this.directory.maySee(person, message));
    for (const message of mine.filter((m) => refreshFor(this.directory, person, m) !== null).slice(-cardsInSight)) {
      this.look(person, message);
    }
    for (const message of mine) this.dropStaleAnswer(person, message);
  }

  /** The bot is there again: what it could not answer may be asked at once. */
  forgetFailures(): void {
    this.tried.clear();
  }

  look(person: RoomPerson, message: Message): void {
    if (refreshFor(this.directory, person, message) === null) return;
    const key = keyOf(person, message.id);
    if (this.running.has(key) || this.isFresh(person, message)) return;
    this.running.add(key);
    const queue = this.queues.get(person.key) ?? { waiting: [], busy: 0 };
    this.queues.set(person.key, queue);
    queue.waiting.push(message.id);
    this.onMark(person, message);
    this.work(person, queue);
  }

  private work(person: RoomPerson, queue: { waiting: string[]; busy: number }): void {
    while (queue.busy < refreshesAtOnce && queue.waiting.length > 0) {
      const id = queue.waiting.shift() as string;
      queue.busy += 1;
      void this.refresh(person, id).finally(() => {
        queue.busy -= 1;
        this.work(person, queue);
      });
    }
  }

  private async refresh(person: RoomPerson, id: string): Promise<void> {
    const message = this.memory.state.messages.get(id);
    const action = message === undefined ? null : refreshFor(this.directory, person, message);
    const key = keyOf(person, id);
    if (message === undefined || action === null) {
      this.running.delete(key);
      return;
    }
    this.tried.set(key, { version: message.version, at: Date.now() });
    const answer = await this.invoke(person, message, action, 'automatic');
    this.running.delete(key);
    this.unserved.delete(key);
    const now = this.memory.state.messages.get(id);
    if (now === undefined || now.version !== message.version) {
      // Changed meanwhile: this answer belongs to a card that is gone.
      if (now !== undefined) this.look(person, now);
      if (now !== undefined && !this.running.has(key)) this.onMark(person, now);
      return;
    }
    if (this.shown(person, id, message.version, answer).kind === 'card') return;
    // The bot was away, broke, or had no card for it yet: whoever looks again a moment later is served again.
    this.tried.set(key, { version: message.version, at: Date.now() - freshForMs + againAfterMs });
    this.unserved.set(key, inShort(answer));
    this.onMark(person, now);
  }

  private isFresh(person: RoomPerson, message: Message): boolean {
    const view = this.memory.state.views.get(message.id)?.get(person.key);
    const tried = this.tried.get(keyOf(person, message.id));
    const recent = (version: number, at: number): boolean =>
      version === message.version && Date.now() - at < freshForMs;
    return (
      (view !== undefined && recent(view.version, view.askedAt)) ||
      (tried !== undefined && recent(tried.version, tried.at))
    );
  }

  /** An answer to a press on a card without `refresh` lasts as long as the client has it on screen. */
  private dropStaleAnswer(person: RoomPerson, message: Message): void {
    const view = this.memory.state.views.get(message.id)?.get(person.key);
    if (view === undefined || Date.now() - view.askedAt < freshForMs) return;
    if (refreshFor(this.directory, person, message) !== null) return;
    this.memory.record({ kind: 'viewed', id: message.id, key: person.key, view: null });
  }

  private invoke(
    person: RoomPerson,
    message: Message,
    action: CardAction | Record<string, unknown>,
    trigger: 'manual' | 'automatic',
  ): Promise<BotAnswer> {
    return this.delivery.invoke(person, message, message.id, { action, trigger });
  }

  private shown(person: RoomPerson, id: string, version: number, answer: BotAnswer): ActionOutcome {
    if (answer.kind === 'unreachable') return { kind: 'error', why: 'unreachable', text: null };
    const body = (answer.body ?? {}) as { statusCode?: unknown; type?: unknown; value?: unknown };
    const said = textOf(body);
    if (answer.status !== 200) return { kind: 'error', why: 'refused', text: null };
    if (typeof body.statusCode === 'number' && body.statusCode >= 400)
      return { kind: 'error', why: 'refused', text: said };
    if (body.type === cardType && typeof body.value === 'object' && body.value !== null) {
      const message = this.memory.state.messages.get(id);
      if (message === undefined || message.deletedBy !== null) return { kind: 'nothing' };
      const view = { card: body.value as Record<string, unknown>, version, askedAt: Date.now() };
      this.memory.record({ kind: 'viewed', id, key: person.key, view });
      return { kind: 'card' };
    }
    if (body.type === 'application/vnd.microsoft.activity.message') return { kind: 'message', text: said ?? '' };
    return { kind: 'nothing' };
  }
}

const keyOf = (person: RoomPerson, id: string): string => `${person.key} ${id}`;

const inShort = (answer: BotAnswer): string =>
  answer.kind === 'unreachable'
    ? `unreachable: ${answer.why}`
    : `${answer.status} ${(JSON.stringify(answer.body) ?? '').slice(0, 200)}`;

function textOf(body: { value?: unknown }): string | null {
  if (typeof body.value === 'string') return body.value;
  const message = (body.value as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : null;
}
