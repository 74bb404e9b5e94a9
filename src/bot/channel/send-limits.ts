import { pause, type Timers } from './timers.js';

export interface Limit {
  readonly count: number;
  readonly withinMs: number;
}

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

/** One queue per conversation: nothing overtakes, nothing runs side by side (412), and no limit is passed. */
export class SendQueues {
  private readonly tails = new Map<string, Promise<unknown>>();
  private readonly sent = new Map<string, number[]>();
  private readonly all: number[] = [];

  constructor(
    private readonly timers: Timers,
    private readonly limits: readonly Limit[] = publishedLimits,
    private readonly overall: Limit = overallLimit,
  ) {}

  /** Runs `send` when its turn has come; the turn is used up whatever comes of it. */
  inTurn<T>(conversationId: string, send: () => Promise<T>): Promise<T> {
    const conversation = conversationOf(conversationId);
    const run = async (): Promise<T> => {
      for (let wait = this.take(conversation); wait > 0; wait = this.take(conversation)) await pause(this.timers, wait);
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

  /** Takes a turn and returns 0, or says how long to wait. */
  private take(conversation: string): number {
    const now = this.timers.now();
    const sent = this.sent.get(conversation) ?? [];
    const wait = Math.max(
      waitFor(this.all, this.overall, now),
      ...this.limits.map((limit) => waitFor(sent, limit, now)),
    );
    if (wait > 0) return wait;
    const longest = Math.max(...this.limits.map((limit) => limit.withinMs), 0);
    this.sent.set(conversation, [...sent.filter((at) => at > now - longest), now]);
    this.all.push(now);
    while ((this.all[0] ?? now) <= now - this.overall.withinMs) this.all.shift();
    return 0;
  }
}

function waitFor(sent: readonly number[], limit: Limit, now: number): number {
  const nth = sent.at(-limit.count);
  return nth === undefined ? 0 : Math.max(0, nth + limit.withinMs - now);
}
