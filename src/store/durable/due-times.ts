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

  /** `expected`: something was to become due by now; otherwise it is the look that comes anyway. */
  constructor(private readonly releaseDue: (expected: boolean) => Promise<{ next: number | null }>) {}

  expect(at: Date): void {
    this.lookAt(at.getTime(), true);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private lookAt(time: number, expected: boolean): void {
    if (this.stopped || time >= this.nearest) return;
    this.nearest = time;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        void this.look(expected && Date.now() >= time);
      },
      Math.max(0, Math.min(this.nearest - Date.now() + 1, LOOK_ANYWAY_MS)),
    ).unref();
  }

  private async look(expected: boolean): Promise<void> {
    this.nearest = Infinity;
    const again = Date.now() + AFTER_FAILURE_MS;
    try {
      const { next } = await this.releaseDue(expected);
      const anyway = Date.now() + LOOK_ANYWAY_MS;
      this.lookAt(Math.min(next ?? anyway, anyway), next !== null && next <= anyway);
    } catch {
      // The database is away for a moment.
      this.lookAt(again, expected);
    }
  }
}
