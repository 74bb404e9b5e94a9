/** The one virtual clock: an anchor in virtual and in wall time and a rate. Every jump, pause or change of rate makes a new version. */
export interface ClockState {
  readonly at: string;
  readonly wallAt: string;
  readonly rate: number;
  readonly version: number;
  /** When the bot will next do something by itself, as it told us; the room offers to jump there. */
  readonly nextDue: string | null;
  /** The next moment that people are timed by, as the bot told us: what is due before it is the bot's own looking. */
  readonly nextForPeople?: string | null;
  /** As the bot told us: nothing of its own is under way. Absent in a world that was kept before anybody asked. */
  readonly resting?: boolean;
  /** How often it has told us. */
  readonly told?: number;
  /** It stands because something waits for somebody; with the rate it had. */
  readonly held?: (Waits & { readonly rate: number }) | null;
}

/** For whom, by their key, and what: a card's first line. */
export interface Waits {
  readonly for: string;
  readonly over: string;
}

export interface ClockOrder {
  readonly advance?: number;
  readonly advanceTo?: string;
  readonly rate?: number;
  /** The clock is not moved on while it stands: whoever holds it holds it for everybody who asks like this. */
  readonly unlessPaused?: boolean;
  /** It stands from now on, until somebody gives it a rate. */
  readonly hold?: Waits;
}

export interface WorldClock {
  state(): ClockState;
  now(): Date;
  /** Never goes back: advancing to a moment already past changes nothing but the version. */
  order(order: ClockOrder): ClockState;
  tell(nextDue: string | null, resting: boolean, nextForPeople?: string | null): ClockState;
  /** Resolves when the bot has told us more often than that or the version is another one, or after `waitMs`, or on close. */
  toldSince(times: number, waitMs: number, version?: number): Promise<ClockState>;
  /** Resolves when the version exceeds `version`, or after `waitMs`, or on close. */
  changedSince(version: number, waitMs: number): Promise<ClockState>;
  close(): void;
}

export function createClock(initial: ClockState, keep: (state: ClockState) => void): WorldClock {
  let current = initial;
  const waiting = new Set<(closing?: boolean) => void>();
  const now = (): Date => new Date(Date.parse(current.at) + (Date.now() - Date.parse(current.wallAt)) * current.rate);
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  const until = (isSo: () => boolean, waitMs: number): Promise<ClockState> => {
    if (isSo()) return Promise.resolve(current);
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve(current);
      };
      const look = (closing = false): void => {
        if (closing || isSo()) end();
      };
      const timer = setTimeout(end, waitMs);
      waiting.add(look);
    });
  };
  return {
    state: () => current,
    now,
    order({ advance = 0, advanceTo, rate, unlessPaused = false, hold }) {
      if (unlessPaused && current.rate === 0) return current;
      const base = now().getTime();
      const aimed = advanceTo === undefined ? base : Date.parse(advanceTo);
      current = {
        ...current,
        at: new Date(Math.max(base, aimed) + Math.max(0, advance) * 1000).toISOString(),
        wallAt: new Date().toISOString(),
        rate: hold === undefined ? (rate ?? current.rate) : 0,
        version: current.version + 1,
        ...(hold !== undefined && { held: { ...hold, rate: current.rate } }),
        ...(hold === undefined && rate !== undefined && { held: null }),
      };
      keep(current);
      wake();
      return current;
    },
    tell(nextDue, resting, nextForPeople = null) {
      // No new version: followers re-set their timers on a new version, and the bot would do so at its own telling.
      current = { ...current, nextDue, nextForPeople, resting, told: timesTold(current) + 1 };
      keep(current);
      wake();
      return current;
    },
    changedSince: (version, waitMs) => until(() => current.version > version, waitMs),
    toldSince: (times, waitMs, version) =>
      until(() => timesTold(current) > times || (version !== undefined && current.version !== version), waitMs),
    close: () => {
      for (const look of [...waiting]) look(true);
    },
  };
}

const timesTold = ({ told = 0 }: ClockState): number => told;
