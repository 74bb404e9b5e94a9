/** The one virtual clock: an anchor in virtual and in wall time and a rate. Every jump, pause or change of rate makes a new version. */
export interface ClockState {
  readonly at: string;
  readonly wallAt: string;
  readonly rate: number;
  readonly version: number;
  /** When the bot will next do something by itself, as it told us; the room offers to jump there. */
  readonly nextDue: string | null;
}

export interface ClockOrder {
  readonly advance?: number;
  readonly advanceTo?: string;
  readonly rate?: number;
}

export interface WorldClock {
  state(): ClockState;
  now(): Date;
  /** Never goes back: advancing to a moment already past changes nothing but the version. */
  order(order: ClockOrder): ClockState;
  setNextDue(at: string | null): ClockState;
  /** Resolves when the version exceeds `version`, or after `waitMs`, or on close. */
  changedSince(version: number, waitMs: number): Promise<ClockState>;
  close(): void;
}

export function createClock(initial: ClockState, keep: (state: ClockState) => void): WorldClock {
  let current = initial;
  const waiting = new Set<() => void>();
  const now = (): Date => new Date(Date.parse(current.at) + (Date.now() - Date.parse(current.wallAt)) * current.rate);
  const wake = (): void => {
    for (const resolve of [...waiting]) resolve();
  };
  return {
    state: () => current,
    now,
    order({ advance = 0, advanceTo, rate }) {
      const base = now().getTime();
      const aimed = advanceTo === undefined ? base : Date.parse(advanceTo);
      current = {
        ...current,
        at: new Date(Math.max(base, aimed) + Math.max(0, advance) * 1000).toISOString(),
        wallAt: new Date().toISOString(),
        rate: rate ?? current.rate,
        version: current.version + 1,
      };
      keep(current);
      wake();
      return current;
    },
    setNextDue(at) {
      // No new version: followers re-set their timers on a new version, and the bot would do so at its own telling.
      current = { ...current, nextDue: at };
      keep(current);
      return current;
    },
    changedSince(version, waitMs) {
      if (current.version > version) return Promise.resolve(current);
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(current);
        };
        const timer = setTimeout(done, waitMs);
        waiting.add(done);
      });
    },
    close: wake,
  };
}
