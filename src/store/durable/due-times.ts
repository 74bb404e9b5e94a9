/** Longest wait of one timer; `setTimeout` cannot count much further than 24 days. */
const LONGEST_MS = 60_000;

/**
 * DBOS looks once a second for delayed jobs that became due. In a rehearsal a second of wall time is minutes of migration
 * time, so the nearest due time this process knows of gets a timer of its own. Only a shortcut: what it misses (a due time
 * enqueued by another replica, a transaction not committed yet) DBOS finds itself.
 */
export class DueTimes {
  private timer: NodeJS.Timeout | undefined;
  private nearest = Infinity;
  private stopped = false;

  constructor(private readonly releaseDue: () => Promise<{ next: number | null }>) {}

  expect(at: Date): void {
    if (this.stopped || at.getTime() >= this.nearest) return;
    this.nearest = at.getTime();
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        void this.look();
      },
      Math.max(0, Math.min(this.nearest - Date.now() + 1, LONGEST_MS)),
    ).unref();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    this.nearest = Infinity;
    try {
      const { next } = await this.releaseDue();
      if (next !== null) this.expect(new Date(next));
    } catch {
      // The database is away for a moment: DBOS goes on looking once a second.
    }
  }
}
