import type { ClockReading } from '../../../src/engine/clock.js';
import { TestClock } from '../../engine/support/house.js';

/** A clock that stands still until it is set, and tells when somebody begins to wait for it. */
export class StandingClock extends TestClock {
  waited: () => void = () => undefined;

  constructor(at: Date) {
    super();
    this.set({ to: at.toISOString(), rate: 0 });
  }

  override onChange(listener: (reading: ClockReading) => void): () => void {
    const unfollow = super.onChange(listener);
    this.waited();
    return unfollow;
  }
}
