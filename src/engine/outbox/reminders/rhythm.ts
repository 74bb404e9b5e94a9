/**
 * When people are reminded of what waits for them. Days: what is half a day old, once a day, in working hours · the eve, from a day before T:
 * after two hours · the night, between its first change and the switch: after a quarter of an hour, whatever the hour is; again every hour
 * as long as another step waits for it, and otherwise less and less often.
 */
import { after } from '../../schedule/wall-time.js';

export type Urgency = 'days' | 'eve' | 'night';

interface Rhythm {
  /** Seconds until whoever is waited for hears of it, and a lead does. */
  readonly first: number;
  readonly up: number;
  /** Seconds until the same thing is told to the same person again, and until anything is. */
  readonly again: number;
  readonly apart: number;
  /** Hours in the person's own zone; null: any. */
  readonly hours: { readonly from: number; readonly until: number; readonly weekends: boolean } | null;
}

const minute = 60;
const hour = 60 * minute;

export const rhythms: Readonly<Record<Urgency, Rhythm>> = {
  days: {
    first: 12 * hour,
    up: 48 * hour,
    again: 20 * hour,
    apart: 20 * hour,
    hours: { from: 9, until: 17, weekends: false },
  },
  eve: {
    first: 2 * hour,
    up: 4 * hour,
    again: 4 * hour,
    apart: 2 * hour,
    hours: { from: 7, until: 23, weekends: true },
  },
  night: { first: 15 * minute, up: 30 * minute, again: hour, apart: 15 * minute, hours: null },
};

/** Nothing is due sooner after something has moved. */
export const soonestSeconds = rhythms.night.first;

export interface Course {
  readonly state: string;
  readonly cutoverAt: string | null;
  /** Something of the night has been written or taken in hand, and mail does not come in again yet. */
  readonly isNight: boolean;
  /** When the team turned back; null: it has not. */
  readonly turnedBackAt: string | null;
}

const day = 24 * hour;

/** The way back of a night is as urgent as it was; what is still open a day later is nobody's night any more. */
export function urgencyOf({ state, cutoverAt, isNight, turnedBackAt }: Course, now: string): Urgency {
  if (state === 'backing-out')
    return turnedBackAt !== null && now < after(new Date(turnedBackAt), day) ? 'night' : 'days';
  if (state !== 'under-way') return 'days';
  if (isNight) return 'night';
  if (cutoverAt === null) return 'days';
  const t = new Date(cutoverAt);
  return now >= after(t, -day) && now < after(t, day) ? 'eve' : 'days';
}

/** At night nothing is left alone for longer than this many of its hours. */
const mostSlowed = 4;

export interface Told {
  /** Since when it waits. */
  readonly since: string;
  /** It is told to a lead because somebody else has not done it; `late`: it was to be done by now. */
  readonly up: boolean;
  readonly late: boolean;
  /** The bot waits with them: what was set has to travel. */
  readonly watched: boolean;
  /** When this person was last told of it; null: never. */
  readonly toldAt: string | null;
  /** How often they were. */
  readonly times: number;
  /** Another step waits for it. */
  readonly holds: boolean;
}

/** When the person is due to hear of one thing, hours of the day aside. */
export function dueOf(urgency: Urgency, { since, up, late, watched, toldAt, times, holds }: Told): string {
  const { first, up: upAfter, again } = rhythms[urgency];
  if (toldAt !== null) {
    const slower = urgency === 'night' && !holds ? Math.min(2 ** (times - 1), mostSlowed) : 1;
    return after(new Date(toldAt), again * slower);
  }
  const travels = watched && urgency === 'days' ? 2 * day : 0;
  return after(new Date(since), travels + (up && !(late && urgency === 'days') ? upAfter : first));
}

/** The first moment from then on that is no intrusion where the person is. */
export function inHours(at: string, urgency: Urgency, zone: string): string {
  const { hours } = rhythms[urgency];
  if (hours === null) return at;
  const step = 15 * minute;
  let moment = new Date(at);
  while (!isWithin(moment, hours, zone))
    moment = new Date((Math.floor(moment.getTime() / (step * 1000)) + 1) * step * 1000);
  return moment.toISOString();
}

function isWithin(moment: Date, { from, until, weekends }: NonNullable<Rhythm['hours']>, zone: string): boolean {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  })
    .formatToParts(moment)
    .reduce<Record<string, string>>((all, { type, value }) => ({ ...all, [type]: value }), {});
  const shown = Number(parts['hour']);
  return shown >= from && shown < until && (weekends || !['Sat', 'Sun'].includes(parts['weekday'] ?? ''));
}

/**
 * When the person is told next: not sooner than one post lets the other be read. What is overdue at `now`, because the bot was down or writes
 * were stopped, waits for a decent hour like anything else.
 */
export function nextPost(
  urgency: Urgency,
  told: readonly Told[],
  { lastAt, zone, now }: { readonly lastAt: string | null; readonly zone: string; readonly now: string },
): string | null {
  const [first] = told.map((one) => dueOf(urgency, one)).sort();
  if (first === undefined) return null;
  const free = lastAt === null ? first : after(new Date(lastAt), rhythms[urgency].apart);
  const [latest = now] = [first, free, now].sort().reverse();
  return inHours(latest, urgency, zone);
}

/**
 * What the post of now names: all that is the person's own, of others' what is due, and what would be a post of its own before this one is old. What
 * was told before is told again with it, so that one rhythm is left of several.
 */
export const isNamed = (urgency: Urgency, one: Told, now: string): boolean =>
  !one.up || one.toldAt !== null || dueOf(urgency, one) <= after(new Date(now), rhythms[urgency].apart);
