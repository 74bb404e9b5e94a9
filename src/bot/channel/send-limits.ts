import type { EngineOutbox, SendLimit } from '../../engine/api.js';
import { pause, type Timers } from './timers.js';

/** So many sends within so long, at most. */
export type Limit = SendLimit;

/** Per bot and conversation; edits count like posts. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const publishedLimits: readonly Limit[] = [
  { count: 7, withinMs: 1_000 },
  { count: 8, withinMs: 2_000 },
  { count: 60, withinMs: 30_000 },
  { count: 1_800, withinMs: 3_600_000 },
];

/** Per app and tenant, over all conversations. */
export const overallLimit: Limit = { count: 50, withinMs: 1_000 };

/** Replies in threads count for the channel: the published numbers do not tell them apart. */
export const conversationOf = (conversationId: string): string => conversationId.split(';')[0] as string;

/** One queue per conversation: nothing overtakes or runs side by side here (412), and with all other processes no limit is passed. */
export class SendQueues {
  private readonly tails = new Map<string, Promise<unknown>>();

  constructor(
    private readonly turns: Pick<EngineOutbox, 'takeTurn'>,
    private readonly timers: Timers,
    private readonly limits: readonly Limit[] = publishedLimits,
    private readonly overall: Limit = overallLimit,
  ) {}

  /** Runs `send` when its turn has come; the turn is used up whatever comes of it. */
  inTurn<T>(conversationId: string, send: () => Promise<T>): Promise<T> {
    const conversation = conversationOf(conversationId);
    const take = (): Promise<number> => this.turns.takeTurn(conversation, this.limits, this.overall);
    const run = async (): Promise<T> => {
      for (let wait = await take(); wait > 0; wait = await take()) await pause(this.timers, wait);
      return send();
    };
    const result = (this.tails.get(conversation) ?? Promise.resolve()).then(run);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.tails.set(conversation, tail);
    void tail.then(() => {
      if (this.tails.get(conversation) === tail) this.tails.delete(conversation);
    });
    return result;
  }
}
