/** The rehearsal's clock, followed from the world's door and steered through it. */
import { jumpToNext } from './jump.js';

export class WorldClock extends EventTarget {
  constructor() {
    super();
    this.reading = null;
    this.speed = 60;
    void this.follow();
  }

  now() {
    if (this.reading === null) return null;
    const { at, wallAt, rate } = this.reading;
    return new Date(Date.parse(at) + (Date.now() - Date.parse(wallAt)) * rate);
  }

  /** What people are timed by next, or else what the bot waits for. */
  get nextDueAt() {
    const due = this.reading?.nextForPeople ?? this.reading?.nextDue ?? null;
    return due !== null && new Date(due) > this.now() ? new Date(due) : null;
  }

  get paused() {
    return this.reading?.rate === 0;
  }

  steer(change) {
    return fetch('/world/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    }).catch(() => undefined);
  }

  /** @param posts how many posts the room has */
  async jump(posts) {
    if (this.jumping) return;
    this.jumping = true;
    const wasPaused = this.paused;
    try {
      await jumpToNext({
        look: async (told) => (await fetch(`/world/clock?told=${told}&wait=10`)).json(),
        steer: async (change) => (await this.steer(change)).json(),
        posts,
        held: () => this.paused !== wasPaused,
      });
    } catch {
      // The world or the bot went away on the way; the clock stands where it got to.
    } finally {
      this.jumping = false;
    }
  }

  async follow() {
    for (;;) {
      try {
        const query = this.reading === null ? '' : `?after=${this.reading.version}&wait=2`;
        const answer = await fetch(`/world/clock${query}`);
        if (!answer.ok) throw new Error(`${answer.status}`);
        const before = this.reading?.version;
        // The next due time changes without a new version, hence the short wait and the comparison.
        this.reading = await answer.json();
        if (this.reading.rate > 0) this.speed = this.reading.rate;
        if (before !== this.reading.version) this.dispatchEvent(new Event('change'));
      } catch {
        // The world restarts, or there is none beside this room.
        this.reading = null;
        this.dispatchEvent(new Event('change'));
        await new Promise((resolve) => setTimeout(resolve, 3000));
      }
    }
  }
}
