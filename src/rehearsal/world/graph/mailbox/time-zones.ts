/** Times with a zone: https://learn.microsoft.com/en-us/graph/api/resources/datetimetimezone */
import { invalid } from './values.js';

export interface ZonedTime {
  /** `2026-12-01T09:00:00.0000000`: what a clock on the wall shows. */
  readonly dateTime: string;
  readonly timeZone: string;
}

/** Windows' names of a few zones; the others are known by the names of the time zone database. */
const windowsNames: Readonly<Record<string, string>> = {
  utc: 'UTC',
  'gmt standard time': 'Europe/London',
  'w. europe standard time': 'Europe/Berlin',
  'central europe standard time': 'Europe/Budapest',
  'romance standard time': 'Europe/Paris',
  'russian standard time': 'Europe/Moscow',
  'pacific standard time': 'America/Los_Angeles',
  'eastern standard time': 'America/New_York',
};

const ianaOf = (zone: string): string => windowsNames[zone.toLowerCase()] ?? zone;

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: ianaOf(zone) }).format(0) !== '';
  } catch {
    return false;
  }
}

/** What the wall shows at that moment, as if it were UTC. */
export function wallOf(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: ianaOf(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The moment at which the wall shows this; in the hour that a clock skips, the hour after. */
export function momentOf(wall: number, zone: string): number {
  const guess = wall - (wallOf(wall, zone) - wall);
  return guess - (wallOf(guess, zone) - wall);
}

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d{1,7})?(Z)?$/;

/** A time as it was given; `Z` stands for UTC whatever the zone says. */
export function zonedIn(value: unknown, name: string): { readonly wall: number; readonly zone: string } {
  const { dateTime, timeZone } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const match = typeof dateTime === 'string' ? form.exec(dateTime) : null;
  const zone = match?.[2] === 'Z' || timeZone === undefined ? 'UTC' : timeZone;
  if (match === null || typeof zone !== 'string' || !isZone(zone)) throw invalid(name);
  const wall = Date.parse(`${match[1] as string}Z`);
  if (Number.isNaN(wall)) throw invalid(name);
  return { wall, zone };
}

export const zonedOf = (moment: number, zone: string): ZonedTime => ({
  dateTime: new Date(wallOf(moment, zone)).toISOString().replace(/\.(\d{3})Z$/, '.$10000'),
  timeZone: zone,
});
