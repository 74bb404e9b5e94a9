/** The keeper of a rehearsal's clock offers to jump to the next due time, but only while nothing is under way. */
import type { Logger } from 'pino';
import type { Engine } from '../../engine/api.js';
import type { Clock } from '../../engine/clock.js';

export interface DueDatesOptions {
  readonly engine: Pick<Engine, 'idle' | 'nextDueAt' | 'nextForPeopleAt' | 'onChange'>;
  readonly clock: Pick<Clock, 'onChange'>;
  /** `resting`: nothing runs, and only people or a timer can go on. */
  readonly tell: (at: string | null, resting: boolean, forPeople: string | null) => Promise<void>;
  readonly log: Pick<Logger, 'debug'>;
}

/** Changes that come in a crowd are answered by one look. */
const atOnceMs = 20;
const apartMs = 50;
/** For what nobody says: a due time that passed, a card so long on its way that it will not arrive. */
const laterMs = 5_000;

/** Looks after every change; how to stop it is given back. */
export function tellDueDates({ engine, clock, tell, log }: DueDatesOptions): () => void {
  let told: string | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let dueSoon = false;
  let looking = false;
  let lookedAt = -Infinity;

  const look = async (): Promise<void> => {
    looking = true;
    dueSoon = false;
    try {
      const resting = await engine.idle();
      const at = resting ? await engine.nextDueAt() : null;
      const forPeople = resting ? await engine.nextForPeopleAt() : null;
      const telling = `${resting} ${at} ${forPeople}`;
      if (telling !== told) await tell(at, resting, forPeople);
      told = telling;
    } catch (error) {
      log.debug({ err: error }, 'the next due time could not be told');
    }
    looking = false;
    lookedAt = performance.now();
    wait();
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    const soonMs = Math.max(atOnceMs, lookedAt + apartMs - performance.now());
    timer = setTimeout(() => void look(), dueSoon ? soonMs : laterMs);
  };
  const changed = (): void => {
    if (dueSoon) return;
    dueSoon = true;
    if (!looking) wait();
  };
  const unfollow = [engine.onChange(changed), clock.onChange(changed)];
  changed();
  return () => {
    stopped = true;
    clearTimeout(timer);
    unfollow.forEach((end) => end());
  };
}
