/**
 * While something waits for whoever sits at the page and they do nothing, the clock does not run on for days: half a day later it is held,
 * and says for whom and over what. Their next deed lets it go on, and so does a press on the clock.
 */
import { askedOf } from './card-reading.js';
import { plain } from './record-reading.js';
import { joinRoom, type PersonInRoom } from './room-client.js';

export interface ClockKeeperOptions {
  readonly baseUrl: () => string;
  /** Keys of those who are played by hand. */
  readonly byHand: () => readonly string[];
}

interface Shown {
  readonly at: string;
  readonly wallAt: string;
  readonly rate: number;
  readonly version: number;
  readonly held?: { readonly rate: number } | null;
}

/** As long as a go counts. */
const longestMs = 12 * 3_600_000;

export class ClockKeeper {
  private readonly people = new Map<string, PersonInRoom>();
  /** The order of the clock that was seen last, and the virtual time since which nobody at the page has done anything. */
  private known = { version: -1, since: 0 };
  private looking = false;

  constructor(private readonly options: ClockKeeperOptions) {}

  /** Somebody at the page did something. */
  async did(key: string): Promise<void> {
    if (!this.options.byHand().includes(key)) return;
    this.known = { ...this.known, version: -1 };
    const { held } = await this.read();
    if (held) await this.order({ rate: held.rate });
  }

  /** Looks once; to be called every second or so. */
  async look(): Promise<void> {
    if (this.looking || this.options.byHand().length === 0) return;
    this.looking = true;
    try {
      await this.holdWhereDue();
    } finally {
      this.looking = false;
    }
  }

  close(): void {
    for (const person of this.people.values()) person.leave();
  }

  private async holdWhereDue(): Promise<void> {
    const { version, rate, at, wallAt } = await this.read();
    const now = Date.parse(at) + (Date.now() - Date.parse(wallAt)) * rate;
    // Whoever moves or starts the clock knows what is open.
    if (version !== this.known.version) this.known = { version, since: now };
    if (rate === 0 || now - this.known.since < longestMs) return;
    const waits = await this.whatWaits();
    if (waits !== null) await this.order({ hold: waits, unlessPaused: true });
  }

  private async whatWaits(): Promise<{ readonly for: string; readonly over: string } | null> {
    for (const key of this.options.byHand()) {
      const person = this.people.get(key) ?? (await joinRoom(this.options.baseUrl(), key));
      this.people.set(key, person);
      const card = person.cards('channel').find((one) => askedOf(one, new Date()) !== null);
      if (card !== undefined) return { for: key, over: plain(card.texts[0] ?? '') };
    }
    return null;
  }

  private async read(): Promise<Shown> {
    return (await (await fetch(`${this.options.baseUrl()}/world/clock`)).json()) as Shown;
  }

  private async order(order: object): Promise<void> {
    await fetch(`${this.options.baseUrl()}/world/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
  }
}
