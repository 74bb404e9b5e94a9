/** However far the next due time is, or whatever went wrong: it is looked again by then, because nobody else looks. */
const LOOK_ANYWAY_MS = 5_000;
const AFTER_FAILURE_MS = 1_000;

/**
 * Delayed jobs become due by a look at them. In a rehearsal a second of wall time is minutes of migration time, so the nearest due time this
 * process knows of gets a timer of its own; what it does not know of (a look that failed, an announcement that got lost) is found by the
 * look that comes anyway.
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
      Math.max(0, Math.min(this.nearest - Date.now() + 1, LOOK_ANYWAY_MS)),
    ).unref();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    this.nearest = Infinity;
    let wait = AFTER_FAILURE_MS;
    try {
      const { next } = await this.releaseDue();
      wait = Math.min(LOOK_ANYWAY_MS, next === null ? LOOK_ANYWAY_MS : next - Date.now());
    } catch {
      // The database is away for a moment.
    }
    this.expect(new Date(Date.now() + wait));
  }
}
