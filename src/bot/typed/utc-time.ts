import { allowed, refused, type Outcome } from '../../errors.js';

/** A date and a time as typed or picked (UTC, as every time of the house), in ISO 8601; null when they are no moment. */
export function utcOf(date: string, time: string): string | null {
  const moment = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time) || Number.isNaN(moment)) return null;
  // `2026-02-30` parses as another day.
  const iso = new Date(moment).toISOString();
  return iso.startsWith(date) ? iso : null;
}

/** T as given at the start: nothing at all, or a date with its time; of half a moment the missing half is named. */
export function cutoverTyped(date: string, time: string, typed = `${date} ${time}`.trim()): Outcome<string | null> {
  if (date === '' && time === '') return allowed(null);
  if (time === '' && utcOf(date, '00:00') !== null) return refused('start.no-time', { date });
  if (date === '' && utcOf('2000-01-01', time) !== null) return refused('start.no-date', { time });
  const at = utcOf(date, time);
  return at === null ? refused('start.unreadable-date', { typed: typed.slice(0, 60) }) : allowed(at);
}
