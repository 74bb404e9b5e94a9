/** Dates and times as people type or pick them: in the zone they name, or in their own, which Teams sends with what they do; UTC where nobody knows it. */
import { allowed, refused, type Outcome } from '../../errors.js';

/** A date and a time of the zone, in ISO 8601; null when they are no moment there. An hour that comes twice in autumn is the first one. */
export function instantOf(date: string, time: string, zone = 'UTC'): string | null {
  const wall = wallOf(date, time);
  if (wall === null) return null;
  if (zone === 'UTC') return new Date(wall).toISOString();
  // The zone's difference to UTC is that of the moment itself: close to it is looked first, then there.
  const offsets = [offsetAt(wall - day, zone), offsetAt(wall + day, zone)];
  const moments = [...new Set(offsets)]
    .map((offset) => wall - offset)
    .filter((moment) => moment + offsetAt(moment, zone) === wall);
  const first = Math.min(...moments);
  return Number.isFinite(first) ? new Date(first).toISOString() : null;
}

const day = 24 * 3_600_000;

/** As if the clock on the wall showed UTC; null for `2026-02-30`, which parses as another day. */
function wallOf(date: string, time: string): number | null {
  const moment = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time) || Number.isNaN(moment)) return null;
  return new Date(moment).toISOString().startsWith(date) ? moment : null;
}

/** It stands in the calendar. */
export const isDay = (date: string): boolean => wallOf(date, '00:00') !== null;

/** Milliseconds that the zone is ahead of UTC at a moment. */
function offsetAt(moment: number, zone: string): number {
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (fixed !== null) {
    const size = (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
    return fixed[1] === '-' ? -size : size;
  }
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '00';
  const shown = Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`);
  return shown - Math.floor(moment / 1000) * 1000;
}

/** A zone that this computer knows, by its IANA name; null for anything else. */
export function knownZone(name: unknown): string | null {
  if (typeof name !== 'string' || !/^[A-Za-z][\w+/-]{1,63}$/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** What somebody is about: `start`, `move`, `answer`. */
export type Doing = 'start' | 'move' | 'answer';

/** A moment as `instantOf`; refused where the clocks of the zone leap over it, with the next time that they show. Null: no date and time at all. */
export function momentIn(date: string, time: string, zone: string | null, doing: Doing): Outcome<string | null> {
  const at = instantOf(date, time, zone ?? 'UTC');
  if (at !== null || zone === null || wallOf(date, time) === null) return allowed(at);
  return refused('time.no-such-hour', { date, time, zone, next: nextShown(date, time, zone), doing });
}

/** Zones leap at a quarter of an hour, and by less than a day: https://www.iana.org/time-zones has no other leap to come. */
function nextShown(date: string, time: string, zone: string): string {
  const quarter = 15 * 60_000;
  const first = Math.ceil(((wallOf(date, time) ?? 0) + 1) / quarter) * quarter;
  for (let wall = first; wall <= first + day; wall += quarter) {
    const shown = new Date(wall).toISOString();
    if (instantOf(shown.slice(0, 10), shown.slice(11, 16), zone) !== null) return shown.slice(0, 16).replace('T', ' ');
  }
  return `${date} ${time}`;
}

/** T as given at the start: nothing at all, or a date with its time; of half a moment the missing half is named. */
export function cutoverTyped(
  date: string,
  time: string,
  zone: string | null = null,
  typed = `${date} ${time}`.trim(),
): Outcome<string | null> {
  if (date === '' && time === '' && typed.trim() === '') return allowed(null);
  if (time === '' && wallOf(date, '00:00') !== null) return refused('start.no-time', { date });
  if (date === '' && wallOf('2000-01-01', time) !== null) return refused('start.no-date', { time });
  const at = momentIn(date, time, zone, 'start');
  return at.ok && at.value === null ? refused('start.unreadable-date', { typed: typed.slice(0, 60) }) : at;
}

/** Of a form: a date and a time of one name are one moment (`cutoverDate`, `cutoverTime`), picked in the person's own zone. */
export function inUtc(inputs: Readonly<Record<string, string>>, zone: string | null): Outcome<Record<string, string>> {
  const answers = { ...inputs };
  for (const [name, date] of Object.entries(inputs)) {
    const time = inputs[name.replace(/Date$/, 'Time')];
    if (!name.endsWith('Date') || time === undefined) continue;
    const at = momentIn(date, time, zone, 'answer');
    if (!at.ok) return at;
    // What is no date and time at all is refused by whoever reads the answers.
    if (at.value === null) continue;
    answers[name] = at.value.slice(0, 10);
    answers[name.replace(/Date$/, 'Time')] = at.value.slice(11, 16);
  }
  return allowed(answers);
}
