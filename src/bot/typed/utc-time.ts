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

/** The zone at the beginning of what follows a typed time, and the rest. */
export function zoneTyped(text: string): { readonly zone: string | null; readonly rest: string } {
  const [first = '', ...others] = text.trim().split(/\s+/);
  const rest = others.join(' ');
  if (/^(Z|UTC|GMT)$/i.test(first)) return { zone: 'UTC', rest };
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$/i.exec(first);
  if (offset !== null) return { zone: `${offset[1]}${(offset[2] ?? '').padStart(2, '0')}:${offset[3] ?? '00'}`, rest };
  const known = first.includes('/') ? knownZone(first) : null;
  return known === null ? { zone: null, rest: text.trim() } : { zone: known, rest };
}

/** `2026-12-12 22:00`, with a `T` between, with `Z`, `UTC`, `+03:00` or `Europe/Berlin` behind: the halves, the zone if one was named, the rest. */
export function momentTyped(text: string): {
  readonly date: string;
  readonly time: string;
  readonly zone: string | null;
  readonly rest: string;
} {
  const read = /^(\d{4}-\d\d-\d\d)?(?:[T\s]+|$)?(\d{1,2}:\d\d(?::\d\d)?)?(.*)$/s.exec(text.trim());
  const [, date = '', time = '', behind = ''] = read ?? [];
  return { date, time: time.padStart(time === '' ? 0 : 5, '0'), ...zoneTyped(behind) };
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
  const at = instantOf(date, time, zone ?? 'UTC');
  return at === null ? refused('start.unreadable-date', { typed: typed.slice(0, 60) }) : allowed(at);
}

/** Of a form: a date and a time of one name are one moment (`cutoverDate`, `cutoverTime`), picked in the person's own zone. */
export function inUtc(inputs: Readonly<Record<string, string>>, zone: string | null): Readonly<Record<string, string>> {
  const answers = { ...inputs };
  for (const [name, date] of Object.entries(inputs)) {
    const time = inputs[name.replace(/Date$/, 'Time')];
    if (!name.endsWith('Date') || time === undefined) continue;
    const at = instantOf(date, time, zone ?? 'UTC');
    // What is no moment is refused by whoever reads the answers.
    if (at === null) continue;
    answers[name] = at.slice(0, 10);
    answers[name.replace(/Date$/, 'Time')] = at.slice(11, 16);
  }
  return answers;
}
