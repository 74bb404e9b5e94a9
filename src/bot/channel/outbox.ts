/**
 * Brings every card to the channel in its newest form. Posting is done at most once and begun only after the database says so; editing
 * may be repeated at will. A post without an answer stays in doubt: nothing can be read back from Teams, so it is never posted again.
 */
import type { Phase } from '../../contract/step.js';
import type { EngineOutbox } from '../../engine/api.js';
import type { CardDue } from '../../engine/state.js';
import type { ChannelBinding } from './channel-binding.js';
import type { Channel, Delivery, OutgoingActivity } from './connector.js';
import { backoff, cardMessage, textMessage, type Courier } from './courier.js';
import type { BotLog } from '../log.js';
import type { Painter } from './painter.js';
import type { Timers } from './timers.js';

export interface OutboxOptions {
  readonly engine: EngineOutbox;
  readonly painter: Painter;
  readonly courier: Courier;
  readonly binding: ChannelBinding;
  readonly timers: Timers;
  readonly log: BotLog;
  /** The line said once when a card may be missing. */
  readonly inDoubtText: string;
  /** At least this long between two edits of one card: what happens in between is seen in the next. */
  readonly editEveryMs?: number;
}

const heartbeat = 30_000;
const pausedFor = 60_000;
const rejectedFor = 10 * 60_000;

export class OutboxWorker {
  private readonly inDoubt = new Set<string>();
  private readonly notBefore = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  private pausedUntil = 0;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = true;
  private unlisten: () => void = () => undefined;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly options: OutboxOptions) {
    options.binding.onChange(() => this.resume());
  }

  async start(): Promise<void> {
    this.stopped = false;
    for (const card of await this.options.engine.inDoubt())
      await this.doubt(card, 'the bot was stopped while posting it');
    this.unlisten = this.options.engine.onDue(() => this.wake());
    this.wake();
  }

  /** Lets the message that is being sent come to its end. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.unlisten();
    this.cancelTimer();
    await this.running;
  }

  /** The bot was added (again), or told where its channel is. */
  resume(): void {
    this.pausedUntil = 0;
    this.wake();
  }

  wake(): void {
    if (this.stopped) return;
    if (this.running !== null) {
      this.again = true;
      return;
    }
    this.running = this.work().finally(() => {
      this.running = null;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  /** Teams asked, by itself, for somebody's view of a card that was in doubt: so it is there, and this is its id. */
  async seen(key: string, where: { conversationId: string; activityId: string }): Promise<void> {
    if (!this.inDoubt.has(key)) return;
    await this.rememberThread(key, where.conversationId);
    // Which version was posted is unknown: 0 makes the newest one due as an edit.
    await this.options.engine.posted(key, 0, where);
    this.inDoubt.delete(key);
    this.wake();
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopped && (await this.sendNext()));
    } catch (fault) {
      this.options.log.error({ err: fault }, 'outbox: the database or the channel failed; trying again');
      this.wakeIn(2_000);
    }
  }

  private async sendNext(): Promise<boolean> {
    const channel = await this.options.binding.current();
    if (channel === null) return false;
    const now = this.options.timers.now();
    if (this.pausedUntil > now) return this.wakeIn(this.pausedUntil - now);
    const due = (await this.options.engine.due(100)).filter(({ key }) => !this.inDoubt.has(key));
    const ready = due.filter(({ key }) => (this.notBefore.get(key) ?? 0) <= now);
    const card = ready.sort(byUrgency)[0];
    if (card !== undefined) {
      await this.send(card, channel, due);
      return true;
    }
    return this.wakeIn(this.untilNext(due, now));
  }

  /** What was refused is due again after its wait without anybody saying so; the heartbeat is for a call of `onDue` that got lost. */
  private untilNext(due: readonly CardDue[], now: number): number {
    const waits = [heartbeat];
    for (const { key } of due) waits.push((this.notBefore.get(key) ?? now) - now);
    for (const key of this.failures.keys()) {
      const wait = (this.notBefore.get(key) ?? now) - now;
      if (wait < -heartbeat) this.failures.delete(key);
      else waits.push(Math.max(wait, 100));
    }
    return Math.min(...waits);
  }

  private async send(card: CardDue, channel: Channel, due: readonly CardDue[]): Promise<void> {
    const { painter, log } = this.options;
    let activity: OutgoingActivity | null = null;
    try {
      const painted = await painter.paint(card.key, painter.everybody(), card.posted === null ? card.mention : []);
      activity = painted === null ? null : cardMessage(painted);
    } catch (fault) {
      log.error({ err: fault, card: card.key }, 'outbox: the card cannot be drawn');
    }
    if (activity === null) return this.hold(card.key, rejectedFor);
    if (card.posted === null) await this.post(card, activity, channel, due);
    else await this.edit(card, card.posted, activity, channel);
  }

  private async post(
    card: CardDue,
    activity: OutgoingActivity,
    channel: Channel,
    due: readonly CardDue[],
  ): Promise<void> {
    const { engine, courier } = this.options;
    const begin = (): Promise<void> => engine.posting(card.key);
    const thread = card.thread === null ? null : await this.threadOf(card.thread);
    if (card.thread !== null && thread === null && due.some(({ key }) => key === `board:${card.thread}`)) {
      // Its board goes first and starts the thread.
      return this.hold(
        card.key,
        Math.max(1, (this.notBefore.get(`board:${card.thread}`) ?? 0) - this.options.timers.now()),
      );
    }
    const delivery =
      thread === null
        ? await courier.newPost(channel, activity, begin)
        : await courier.post(channel.serviceUrl, thread, activity, begin);
    if (delivery.kind === 'sent') {
      await this.rememberThread(card.key, delivery.conversationId);
      await engine.posted(card.key, card.version, delivery);
      // Some cards are posted anew, the next freeze for one: a new doubt is said again.
      if (await engine.recall(`doubt:${card.key}`)) await engine.remember(`doubt:${card.key}`, '');
      return this.sent(card.key);
    }
    if (delivery.kind === 'in-doubt') return this.doubt(card, delivery.why);
    if (delivery.kind === 'gone' && card.thread !== null) {
      // The whole thread is gone: the next post of the phase starts a new one.
      await engine.remember(`thread:${card.thread}`, '');
    }
    await this.notSent(card, delivery);
  }

  private async edit(
    card: CardDue,
    posted: { conversationId: string; activityId: string },
    activity: OutgoingActivity,
    channel: Channel,
  ): Promise<void> {
    const { engine, courier } = this.options;
    const delivery = await courier.edit(channel.serviceUrl, posted, activity);
    if (delivery.kind === 'sent') {
      await engine.edited(card.key, card.version);
      return this.sent(card.key);
    }
    if (delivery.kind === 'gone') {
      await engine.vanished(card.key);
      return;
    }
    await this.notSent(
      card,
      delivery.kind === 'in-doubt' ? { ...delivery, kind: 'not-sent', retryAfterMs: null } : delivery,
    );
  }

  private async notSent(card: CardDue, delivery: Exclude<Delivery, { kind: 'sent' | 'in-doubt' }>): Promise<void> {
    const { engine, timers, log } = this.options;
    const failures = (this.failures.get(card.key) ?? 0) + 1;
    this.failures.set(card.key, failures);
    let wait = backoff(failures);
    if (delivery.kind === 'not-sent') wait = delivery.retryAfterMs ?? wait;
    if (delivery.kind === 'rejected') wait = rejectedFor;
    if (delivery.kind === 'forbidden') {
      wait = pausedFor;
      this.pausedUntil = timers.now() + pausedFor;
    }
    log.warn({ card: card.key, waitMs: Math.round(wait), delivery }, 'outbox: not sent');
    // The answer to 429 counts for the conversation, not for one card.
    if (delivery.kind === 'not-sent' && delivery.retryAfterMs !== null) this.pausedUntil = timers.now() + wait;
    await engine.notSent(card.key, Math.ceil(wait));
    this.hold(card.key, wait);
  }

  private sent(key: string): void {
    this.failures.delete(key);
    this.hold(key, this.options.editEveryMs ?? 1_000);
  }

  private hold(key: string, milliseconds: number): void {
    this.notBefore.set(key, this.options.timers.now() + milliseconds);
  }

  /** The note that it was said is written before it is said: a line too few is better than one too many. */
  private async doubt(card: CardDue, why: string): Promise<void> {
    const { engine, courier, binding, log, inDoubtText } = this.options;
    this.inDoubt.add(card.key);
    log.warn({ card: card.key, why }, 'outbox: a card may or may not be on the channel; it is not posted again');
    const channel = await binding.current();
    if (channel === null || (await engine.recall(`doubt:${card.key}`))) return;
    await engine.remember(`doubt:${card.key}`, 'said');
    const thread = card.thread === null ? null : await this.threadOf(card.thread);
    const delivery = await courier.reply(
      channel.serviceUrl,
      thread ?? channel.conversationId,
      textMessage(inDoubtText),
    );
    if (delivery.kind !== 'sent')
      log.warn({ card: card.key, delivery }, 'outbox: the line about it was not sent either');
  }

  private async threadOf(phase: Phase): Promise<string | null> {
    return (await this.options.engine.recall(`thread:${phase}`)) || null;
  }

  private async rememberThread(key: string, conversationId: string): Promise<void> {
    if (key.startsWith('board:') && conversationId.includes(';messageid=')) {
      await this.options.engine.remember(`thread:${key.slice('board:'.length)}`, conversationId);
    }
  }

  private wakeIn(milliseconds: number): false {
    this.cancelTimer();
    this.cancelTimer = this.options.timers.after(Math.max(1, milliseconds), () => this.wake());
    return false;
  }
}

/** What starts threads, then what is new (somebody may have to act), then what changed; boards are the least urgent edits. */
function byUrgency(a: CardDue, b: CardDue): number {
  const rank = (card: CardDue): number =>
    card.posted === null ? (card.thread === null ? 0 : 1) : card.key.startsWith('board:') ? 3 : 2;
  return rank(a) - rank(b);
}
