/**
 * The published limits of a bot in Teams, per conversation and for the whole app
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit). Counted in real seconds: the service does not
 * hurry because a rehearsal does.
 */
type Window = readonly [limit: number, milliseconds: number];

const windows = {
  send: [
    [7, 1_000],
    [8, 2_000],
    [60, 30_000],
    [1_800, 3_600_000],
  ],
  roster: [
    [14, 1_000],
    [16, 2_000],
    [120, 30_000],
    [3_600, 3_600_000],
  ],
  app: [[50, 1_000]],
} as const satisfies Record<string, readonly Window[]>;

export type LimitedOperation = 'send' | 'roster' | 'other';

export class RateLimits {
  private readonly taken = new Map<string, number[]>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Seconds to wait, or null when the request may pass (and is counted). */
  take(operation: LimitedOperation, conversationId: string): number | null {
    const asked: [string, readonly Window[]][] = [['app', windows.app]];
    if (operation !== 'other') asked.push([`${operation} ${conversationId}`, windows[operation]]);
    const now = this.now();
    const waits = asked.flatMap(([key, limits]) => limits.map((limit) => this.wait(key, limit, now)));
    const wait = Math.max(...waits);
    if (wait > 0) return Math.max(1, Math.ceil(wait / 1000));
    for (const [key, limits] of asked) this.count(key, now, limits.at(-1)?.[1] ?? 0);
    return null;
  }

  private wait(key: string, [limit, milliseconds]: Window, now: number): number {
    const recent = (this.taken.get(key) ?? []).filter((at) => at > now - milliseconds);
    const oldest = recent.at(-limit);
    return oldest === undefined ? 0 : oldest + milliseconds - now;
  }

  private count(key: string, now: number, longest: number): void {
    const kept = (this.taken.get(key) ?? []).filter((at) => at > now - longest);
    kept.push(now);
    this.taken.set(key, kept);
  }
}
