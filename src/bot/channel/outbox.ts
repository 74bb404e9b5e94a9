/**
 * Brings every card to the channel in its newest form. Posting is done at most once and begun only after the database says so; editing
 * may be repeated at will. A post without an answer stays in doubt: nothing can be read back from Teams, so it is never posted again.
 */
import type { Phase } from '../../contract/step.js';
import type { EngineOutbox } from '../../engine/api.js';
import type { CardDue } from '../../engine/state.js';
import type { Card } from '../../views/api.js';
import type { ChannelBinding } from './channel-binding.js';
import type { Channel, Delivery } from './connector.js';
import { backoff, cardMessage, textMessage, type Courier } from './courier.js';
import type { BotLog } from '../log.js';
import { haltFact, isTold } from './halt.js';
import type { Drawn, Painter } from './painter.js';
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

/** How often is looked without being woken: for a call of `onDue` that got lost, and for what a process left that died. */
const heartbeat = 30_000;
const pausedFor = 60_000;
const rejectedFor = 10 * 60_000;

/** An edit may be repeated at will, so that a lost answer is none. */
const surelyNot = (delivery: Exclude<Delivery, { kind: 'sent' }>): Exclude<Delivery, { kind: 'sent' | 'in-doubt' }> =>
  delivery.kind === 'in-doubt' ? { ...delivery, kind: 'not-sent', retryAfterMs: null } : delivery;

export class OutboxWorker {
  private doubtsSoughtAt = -Infinity;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = true;
  private unlisten: () => void = () => undefined;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly options: OutboxOptions) {
    options.binding.onChange(() => this.wake());
  }

  async start(): Promise<void> {
    this.stopped = false;
    this.doubtsSoughtAt = -Infinity;
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
  async resume(): Promise<void> {
    await this.options.engine.pause(0);
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

  /** Teams asked, by itself, for somebody's view of a card: if it was in doubt, it is there, and this is its id. */
  async seen(key: string, where: { conversationId: string; activityId: string }): Promise<void> {
    if (!(await this.options.engine.found(key, where))) return;
    await this.rememberThread(key, where.conversationId);
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
    const { binding, engine } = this.options;
    const channel = await binding.current();
    if (channel === null) return this.wakeIn(heartbeat);
    await this.seekDoubts(channel);
    const next = await engine.claim();
    if (next.card === null) return this.wakeIn(Math.min(heartbeat, next.waitMs ?? heartbeat));
    await this.send(next.card, channel);
    return true;
  }

  /** Posts that a process had begun when it died: at the start, and now and then. */
  private async seekDoubts(channel: Channel): Promise<void> {
    const { engine, timers } = this.options;
    if (timers.now() - this.doubtsSoughtAt < heartbeat) return;
    this.doubtsSoughtAt = timers.now();
    for (const card of await engine.newlyInDoubt())
      await this.doubt(card, channel, 'the bot was stopped while posting it');
  }

  private async send(card: CardDue, channel: Channel): Promise<void> {
    const { engine, painter, log } = this.options;
    let drawn: Drawn | null = null;
    try {
      drawn = await painter.draw(card.key, card.posted === null ? card.mention : []);
    } catch (fault) {
      log.error({ err: fault, card: card.key }, 'outbox: the card cannot be drawn');
    }
    if (drawn === null) await engine.notSent(card.key, rejectedFor);
    else if (card.posted === null) await this.post(card, drawn, channel);
    else if (drawn.halt !== null && !isTold(await engine.recall(haltFact(card.key)), drawn.halt.id))
      // It came to a halt since: this card says so for the last time, and its next form is a new post that mentions people.
      await this.edit(card, channel, drawn.halt.moved, () => engine.vanished(card.key));
    else await this.edit(card, channel, drawn.card, () => engine.edited(card.key, card.version, this.rest()));
  }

  private async post(card: CardDue, { card: painted, halt }: Drawn, channel: Channel): Promise<void> {
    const { engine, courier } = this.options;
    const activity = cardMessage(painted);
    const begin = async (): Promise<boolean> => {
      if (!(await engine.posting(card.key))) return false;
      if (halt !== null) await engine.remember(haltFact(card.key), halt.id);
      return true;
    };
    const thread = card.thread === null ? null : await this.threadOf(card.thread);
    const delivery =
      thread === null
        ? await courier.newPost(channel, activity, begin)
        : await courier.post(channel.serviceUrl, thread, activity, begin);
    if (delivery.kind === 'sent') {
      await this.rememberThread(card.key, delivery.conversationId);
      return engine.posted(card.key, card.version, delivery, this.rest());
    }
    if (delivery.kind === 'in-doubt') {
      if (await engine.unanswered(card.key)) await this.doubt(card, channel, delivery.why);
      return;
    }
    if (delivery.kind === 'gone' && card.thread !== null) {
      // The whole thread is gone: the next post of the phase starts a new one.
      await engine.remember(`thread:${card.thread}`, '');
    }
    await this.notSent(card, delivery);
  }

  /** `then`: what the card is once it looks like that. */
  private async edit(card: CardDue, channel: Channel, painted: Card, then: () => Promise<void>): Promise<void> {
    const { engine, courier } = this.options;
    if (card.posted === null) return;
    const delivery = await courier.edit(channel.serviceUrl, card.posted, cardMessage(painted));
    if (delivery.kind === 'sent') return then();
    if (delivery.kind === 'gone') return engine.vanished(card.key);
    await this.notSent(card, surelyNot(delivery));
  }

  private async notSent(card: CardDue, delivery: Exclude<Delivery, { kind: 'sent' | 'in-doubt' }>): Promise<void> {
    const { engine, log } = this.options;
    let wait = backoff(card.failures + 1);
    if (delivery.kind === 'not-sent') wait = delivery.retryAfterMs ?? wait;
    if (delivery.kind === 'rejected') wait = rejectedFor;
    if (delivery.kind === 'forbidden') wait = pausedFor;
    log.warn({ card: card.key, waitMs: Math.round(wait), delivery }, 'outbox: not sent');
    // The answer to 429 counts for the conversation, not for one card; a bot that was removed can send none.
    const forAll = delivery.kind === 'forbidden' || (delivery.kind === 'not-sent' && delivery.retryAfterMs !== null);
    if (forAll) await engine.pause(Math.ceil(wait));
    await engine.notSent(card.key, delivery.kind === 'forbidden' ? 0 : Math.ceil(wait));
  }

  /** What happens in between is seen in the next edit. */
  private rest(): number {
    return this.options.editEveryMs ?? 1_000;
  }

  /** That it was told is written before it is told: a line too few is better than one too many. */
  private async doubt(card: CardDue, channel: Channel, why: string): Promise<void> {
    const { courier, log, inDoubtText } = this.options;
    log.warn({ card: card.key, why }, 'outbox: a card may or may not be on the channel; it is not posted again');
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
