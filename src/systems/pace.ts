/**
 * How many requests a service is sent at once, learnt from its own refusals: what it granted in one of its windows before it said "wait", and
 * how long that window was. From then on a window's worth is sent and the rest held back, so that it is not asked for what it will refuse.
 *
 * What the service says comes first: no request leaves before the end of its `Retry-After`
 * (https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling). Nothing is held back before it has refused, or if it
 * does not say for how long; nor for longer than one window. Now and then one request more than the window's worth is sent: if it is
 * granted, what was learnt is no longer so and is forgotten. It is a pace and no state: another process, or the next one, learns its own.
 */

/** The longest window that Microsoft publishes: https://learn.microsoft.com/graph/throttling-limits. What lasts longer is no window. */
const longestWindowMs = 300_000;
/** Windows in a row without asking for more than was learnt. */
const leastTrust = 2;
const longestTrust = 16;

/** Something happened at the service between the two. */
interface Moment {
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** One window of the service, as seen from here. */
class Window {
  taken = 0;
  granted = 0;
  /** When the first request left. */
  begun: number | null = null;
  /** The first that was granted: the service's own window began in between. */
  from: Moment | null = null;
  /** The end of the service's window, by its refusal. */
  refused: Moment | null = null;
  held = false;
  probed = false;

  /** @param aligned Whether the service's window begins with this one's first request. */
  constructor(readonly aligned: boolean) {}
}

const endOf = ({ from, begun }: Window, length: Length, now: number): number =>
  (from?.answeredAt ?? begun ?? now) + wholeSecondsOf(length);

/** What may be sent now. Its answer is to be told: `answered`. */
export interface Turn {
  readonly granted: number;
  /** When more may be asked for, in milliseconds of migration time. */
  readonly until: number;
  readonly sentAt: number;
  readonly window: Window;
}

/** Milliseconds: longer than the one, not longer than the other. */
interface Length {
  readonly over: number;
  readonly most: number;
}

export class Pace {
  #window = new Window(false);
  /** What a window holds; null: as much as comes. */
  #limit: number | null = null;
  /** How long a window is, as far as the refusals tell. */
  #length: Length | null = null;
  /** What the last refusal left of the limit: once may be somebody else's doing, twice is less. */
  #less: number | null = null;
  /** By the service's own word. */
  #silentUntil = 0;
  /** Windows that are held to what was learnt before it is tried whether that is still so. */
  #trust = leastTrust;
  #trusted = 0;

  constructor(private readonly now: () => Date) {}

  /** As many of them as may be sent now, perhaps none; `whole`: all or none, and more than a window's worth when a window begins. */
  take(wanted: number, whole = false): Turn {
    const now = this.now().getTime();
    if (now < this.#silentUntil) return this.#turn(0, this.#silentUntil, now);
    this.#follow(now);
    const window = this.#window;
    window.begun ??= now;
    if (this.#limit === null || this.#length === null) return this.#turn(wanted, now, now);
    const free = Math.max(0, this.#limit - window.taken);
    if (wanted <= free || (whole && window.taken === 0)) return this.#turn(wanted, now, now);
    window.held = true;
    const probes = !window.probed && this.#trusted >= this.#trust;
    const most = probes ? free + 1 : free;
    const granted = whole && most < wanted ? 0 : most;
    window.probed ||= granted > free;
    return this.#turn(granted, endOf(window, this.#length, now), now);
  }

  /** @param retryAfter Seconds, as the service said with the refusal; null: it did not say, and nothing is learnt. */
  answered({ granted, sentAt, window }: Turn, refused: number, retryAfter: number | null): void {
    const now = this.now().getTime();
    if (granted > refused) {
      window.from ??= { sentAt, answeredAt: now };
      window.granted += granted - refused;
    }
    if (refused > 0 && retryAfter !== null) {
      const wait = retryAfter * 1000;
      this.#silentUntil = Math.max(this.#silentUntil, now + wait);
      window.refused ??= { sentAt: sentAt + wait, answeredAt: now + wait };
    } else if (this.#limit !== null && window.granted > this.#limit) {
      this.#limit = null;
      this.#trust = leastTrust;
    }
  }

  #turn(granted: number, until: number, sentAt: number): Turn {
    this.#window.taken += granted;
    return { granted, until, sentAt, window: this.#window };
  }

  /** Into the window of now, with what the last one taught. */
  #follow(now: number): void {
    const last = this.#window;
    if (last.refused !== null) {
      this.#learn(last, last.refused);
      this.#window = new Window(true);
    } else if (this.#length !== null && now >= endOf(last, this.#length, now)) {
      // Unused for a whole window: much may have changed since.
      if (now >= endOf(last, this.#length, now) + wholeSecondsOf(this.#length)) this.#trust = leastTrust;
      if (last.held) this.#trusted += 1;
      this.#window = new Window(true);
    }
  }

  #learn({ aligned, from, granted, probed }: Window, refused: Moment): void {
    this.#trusted = 0;
    if (!aligned || from === null || refused.sentAt - from.answeredAt > longestWindowMs) return;
    // `Retry-After` is in whole seconds, rounded up.
    const seen = { over: refused.sentAt - from.answeredAt - 1000, most: refused.answeredAt - from.sentAt };
    this.#length = (this.#length && together(this.#length, seen)) ?? seen;
    const fewer = this.#limit !== null && granted < this.#limit;
    this.#trust = probed && !fewer ? Math.min(longestTrust, this.#trust * 2) : leastTrust;
    if (fewer && this.#less === null) this.#less = granted;
    else {
      this.#limit = Math.max(granted, this.#less ?? 0);
      this.#less = null;
    }
  }
}

const together = (one: Length, other: Length): Length | null => {
  const both = { over: Math.max(one.over, other.over), most: Math.min(one.most, other.most) };
  return wholeSecondsOf(both) > both.over ? both : null;
};

/** Windows are of whole seconds. The longest that fits: one that is too short would be refused. */
const wholeSecondsOf = ({ most }: Length): number => Math.max(1, Math.floor(most / 1000)) * 1000;
