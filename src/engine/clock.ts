/** Migration time: live it is the wall clock, in a rehearsal the world owns it and the engine follows. */
export interface ClockReading {
  /** Migration time (ISO 8601) that was true at the wall time below. */
  readonly at: string;
  readonly wallAt: string;
  /** Seconds of migration time per second of wall time; 0: paused, 1: live. */
  readonly rate: number;
}

export interface Clock {
  reading(): ClockReading;
  now(): Date;
  /** Called after a jump, a pause or a change of rate. */
  onChange(listener: (reading: ClockReading) => void): () => void;
}

export const wallClock: Clock = {
  reading: () => ({ at: new Date().toISOString(), wallAt: new Date().toISOString(), rate: 1 }),
  now: () => new Date(),
  onChange: () => () => undefined,
};
