import type { Clock } from '../clock.js';

/** Waits in migration time: a jump of the clock ends the wait, a paused clock holds it. */
export function pauseOn(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  const until = clock.now().getTime() + milliseconds;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      unfollow();
      signal.removeEventListener('abort', abort);
      settle();
    };
    const abort = (): void => end(() => reject(signal.reason as Error));
    const look = (): void => {
      clearTimeout(timer);
      const left = until - clock.now().getTime();
      if (left <= 0) return end(resolve);
      const { rate } = clock.reading();
      // Node's timers end at 2^31 ms; a paused clock is looked at when it changes.
      if (rate > 0) timer = setTimeout(look, Math.min(Math.ceil(left / rate), 2 ** 31 - 1));
    };
    const unfollow = clock.onChange(look);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else look();
  });
}
