/** Decides when a queue is looked at: at once when something happened, then ever more rarely. */
export interface LookTimes {
  /**
   * First wait while jobs are waiting, then four times that: a job says that it ends a moment before DBOS has written it, and until then its
   * place is taken. After those two sixteen times that from look to look.
   */
  readonly busyMs: number;
  /** Longest wait, and that of a queue in which nothing waits: what comes announces itself, and this only catches an announcement that got lost. */
  readonly quietMs: number;
}

/** Wakings that come in a crowd (a batch ends, a batch is put in) are answered together. */
const shortestWait = ({ busyMs }: LookTimes): number => Math.min(busyMs / 4, 50);

export function nextWait(lastWaitMs: number, found: Found, { busyMs, quietMs }: LookTimes): number {
  if (found === 'nothing') return quietMs;
  return Math.min(quietMs, lastWaitMs === 0 ? busyMs : lastWaitMs * (lastWaitMs === busyMs ? 4 : 16));
}

/** Whether a look saw jobs that wait; a look that failed may have had some to see. */
export type Found = 'jobs' | 'nothing';

/**
 * One loop around one queue. Whoever wakes it is never the caller of `look`: a job that wakes it would otherwise become the parent of the
 * jobs begun by that look.
 */
export class QueueLooks {
  private woken = false;
  private stopped = false;
  private ring: () => void = () => undefined;

  constructor(
    private readonly look: () => Promise<Found>,
    private readonly times: LookTimes,
  ) {}

  wake(): void {
    this.woken = true;
    this.ring();
  }

  stop(): void {
    this.stopped = true;
    this.ring();
  }

  /** Ends some time after `stop`, when the last look has. */
  async run(): Promise<void> {
    let waitMs = 0;
    while (!this.stopped) {
      if (this.woken) waitMs = 0;
      this.woken = false;
      waitMs = nextWait(waitMs, await this.look(), this.times);
      const atLeast = Math.min(shortestWait(this.times), waitMs);
      await this.pause(atLeast, () => this.stopped);
      await this.pause(waitMs - atLeast, () => this.woken || this.stopped);
    }
  }

  private pause(milliseconds: number, over: () => boolean): Promise<void> {
    if (over()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.ring = () => {
        if (!over()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
