import type { Timers } from '../../../src/bot/channel/timers';

/** Time that passes only when told to. */
export function handClock(start = Date.now()) {
  let now = start;
  let waiting: { at: number; run: () => void }[] = [];
  const timers: Timers = {
    now: () => now,
    after: (milliseconds, run) => {
      const entry = { at: now + milliseconds, run };
      waiting.push(entry);
      return () => (waiting = waiting.filter((other) => other !== entry));
    },
  };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  return {
    timers,
    pass,
    /** Lets time go on in small steps until it is so: a wait that begins a moment later than the test looks is waited for all the same. */
    passUntil: (what: () => boolean): Promise<void> =>
      until(() => {
        if (what()) return true;
        pass(100);
        return false;
      }),
  };
}

/** Lets real sockets do their work until it is so. */
export async function until(what: () => boolean, within = 60_000): Promise<void> {
  const end = Date.now() + within;
  while (!what()) {
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

/** Long enough on loopback for anything wrongly sent to arrive. */
export const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
