import type { ClockWatch } from './clock-watch.js';
import type { PersonInRoom } from './room-client.js';

/** Anything at all that happens before the eyes of the people: in the room, or on the clock. */
export class News {
  private came = false;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly people: readonly PersonInRoom[],
    clock: ClockWatch,
  ) {
    const happened = (): void => {
      this.came = true;
      for (const wake of [...this.waiting]) wake();
    };
    for (const person of people) person.onEvent(happened);
    clock.onTold(happened);
  }

  /** How often a card came or changed for somebody. */
  get changes(): number {
    return this.people.reduce((sum, { changes }) => sum + changes, 0);
  }

  /** The first thing that happens after the last time this was asked, or the end of the patience. */
  next(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.came = false;
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      this.waiting.add(done);
      if (this.came) done();
    });
  }
}
