/** Real time for what happens between the bot and the channel (never migration time); tests bring their own. */
export interface Timers {
  now(): number;
  /** Returns how to call it off. */
  after(milliseconds: number, run: () => void): () => void;
}

export const wallTimers: Timers = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const pause = (timers: Timers, milliseconds: number): Promise<void> =>
  new Promise((resolve) => void timers.after(milliseconds, resolve));
