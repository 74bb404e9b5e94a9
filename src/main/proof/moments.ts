/** When the bot is killed: moments picked by a seed out of what the world's own log and the room show, as they happen. */
import type { PersonInRoom } from '../../rehearsal/people/room-client.js';
import type { PlayEvent } from '../../rehearsal/people/play.js';
import type { WorldLogEntry } from '../rehearsal/world-log.js';

export const quietMoments = ['planning', 'reading back', 'card posted', 'button pressed'] as const;
export type QuietMoment = (typeof quietMoments)[number];

export interface Moment {
  readonly what: string;
  /** Wait this long after it was seen. */
  readonly delayMs: number;
}

/** Of the writes seen, this share is let through: the bot must also get somewhere between two kills. */
const letThrough = 0.15;
/** Shorter than the pause between two lanes of one step, so that the next kill finds a write too. */
const longestDelayMs = 30;
const lookEveryMs = 3;

export interface WatchOptions {
  readonly url: string;
  readonly random: () => number;
  /** A person at the channel: posts are seen through their eyes. */
  readonly eyes: PersonInRoom;
  readonly over: () => boolean;
  /** Nothing that happens before people turn back is a moment. */
  readonly wayBackOnly: boolean;
  /** Nothing that happens before this step is through is a moment. */
  readonly afterStep?: string;
}

/** Follows one rehearsal from kill to kill. */
export class MomentWatch {
  private read = 0;
  private readonly open = new Set<number>();
  private wroteSinceList = false;
  private posts = 0;
  private pressed: string | null = null;
  private undoing = false;
  private begun: boolean;

  constructor(private readonly options: WatchOptions) {
    this.begun = options.afterStep === undefined;
  }

  /** Told of everything people do. */
  heard(event: PlayEvent): void {
    if (event.kind === 'said' && event.what.startsWith('/backout')) this.undoing = true;
    if (event.kind === 'pressed') this.pressed = event.what;
    if (event.kind === 'through' && event.what === this.options.afterStep) this.begun = true;
  }

  /** The bot is dead: what it had sent belongs to the kill that was. */
  async forget(): Promise<void> {
    this.read += (await logAfter(this.options.url, this.read)).length;
    this.open.clear();
    this.wroteSinceList = false;
  }

  /** A write that the world has received and not answered; null when the rehearsal ended before. */
  async write(): Promise<Moment | null> {
    return this.until((entries) => {
      const fresh = entries.find((entry) => isWrite(entry) && entry.status === null && !this.open.has(entry.n));
      for (const entry of entries) if (isWrite(entry) && entry.status === null) this.open.add(entry.n);
      if (fresh === undefined || this.options.random() < letThrough) return null;
      return this.moment(`writing ${subjectOf(fresh)}`);
    });
  }

  /** A moment without a write under way. */
  async quiet(wanted: QuietMoment): Promise<Moment | null> {
    this.posts = this.postsSeen();
    this.pressed = null;
    return this.until((entries) => {
      switch (wanted) {
        case 'planning':
          return entries.some((entry) => isRead(entry) && entry.url.includes('/directory/deletedItems'))
            ? this.moment('planning')
            : null;
        case 'reading back':
          for (const entry of entries) {
            if (isWrite(entry)) this.wroteSinceList = true;
            else if (isRead(entry) && !entry.url.endsWith('/$batch') && this.wroteSinceList) {
              this.wroteSinceList = false;
              return this.moment('reading back');
            }
          }
          return null;
        case 'card posted':
          return this.postsSeen() > this.posts ? { ...this.moment('card posted'), delayMs: 0 } : null;
        case 'button pressed':
          return this.pressed === null ? null : this.moment(`pressed: ${this.pressed}`);
      }
    });
  }

  private moment(what: string): Moment {
    const delayMs = Math.floor(this.options.random() * longestDelayMs);
    return { what: this.undoing ? `↩ ${what}` : what, delayMs };
  }

  private postsSeen(): number {
    return this.options.eyes.cards('channel').length;
  }

  private async until(see: (fresh: readonly WorldLogEntry[]) => Moment | null): Promise<Moment | null> {
    while (!this.options.over()) {
      const entries = await logAfter(this.options.url, this.read);
      this.read += entries.length;
      const waits = !this.begun || (this.options.wayBackOnly && !this.undoing);
      const moment = waits ? null : see(entries.filter(({ actor }) => actor === 'application'));
      if (moment !== null) return moment;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    return null;
  }
}

export async function logAfter(url: string, after: number): Promise<readonly WorldLogEntry[]> {
  return ((await (await fetch(`${url}/world/log?after=${after}`)).json()) as { entries: readonly WorldLogEntry[] })
    .entries;
}

/** A request of the application that changes something: the parts of a batch come and go with their envelope. */
export const isWrite = ({ actor, write, batch }: WorldLogEntry): boolean =>
  actor === 'application' && write && batch === null;

const isRead = ({ write, batch, url }: WorldLogEntry): boolean =>
  !write && batch === null && !url.includes('//login.microsoftonline.com/');

function subjectOf({ url }: WorldLogEntry): string {
  const { host, pathname } = new URL(url);
  if (host !== 'graph.microsoft.com') return 'addresses';
  return /\/domains(\/|$)/.test(pathname) ? 'domains' : 'sign-in names';
}
