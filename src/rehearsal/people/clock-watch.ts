/** Somebody who keeps an eye on the clock on the wall: it shows whether the bot rests, and what it waits for. */

interface Shown {
  readonly at: string;
  readonly wallAt: string;
  readonly rate: number;
  readonly version: number;
  readonly nextDue: string | null;
  readonly resting?: boolean;
  readonly told?: number;
}

const lookAgainMs = 200;

export class ClockWatch {
  private shown: Shown | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly baseUrl: string) {}

  /** How often the bot has told of itself. */
  get told(): number {
    return this.shown?.told ?? 0;
  }

  /** As the clock shows it; the wall's own time before anybody has looked at it. */
  get now(): Date {
    if (this.shown === null) return new Date();
    const { at, wallAt, rate } = this.shown;
    return new Date(Date.parse(at) + (Date.now() - Date.parse(wallAt)) * rate);
  }

  /** The bot has nothing of its own under way: only people or a due time can go on. */
  get resting(): boolean {
    return this.shown?.resting ?? false;
  }

  /** Somebody has stopped it, for everybody. */
  get paused(): boolean {
    return this.shown?.rate === 0;
  }

  /** What the bot waits for next, if it only waits. */
  get nextDue(): string | null {
    return this.shown?.nextDue ?? null;
  }

  onTold(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Until the signal ends it. A rehearsal that is away for a moment is asked again. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const known = this.shown === null ? 'told=-1' : `told=${this.told}&after=${this.shown.version}`;
        const answer = await fetch(`${this.baseUrl}/world/clock?${known}`, { signal });
        if (!answer.ok) throw new Error(`the clock: ${answer.status} ${await answer.text()}`);
        this.shown = (await answer.json()) as Shown;
        for (const listener of this.listeners) listener();
      } catch (fault) {
        if (signal.aborted) return;
        if (!(fault instanceof TypeError)) throw fault;
        await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
      }
    }
  }
}
