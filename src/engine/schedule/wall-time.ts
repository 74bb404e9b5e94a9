import type { ClockReading } from '../clock.js';

/** Ten years: later than any migration, and still a date every driver can carry. */
const never = 10 * 365 * 24 * 3600 * 1000;

/** When, by the wall clock, a due time of migration time comes. While the clock stands still it does not. */
export function wallTimeOf(dueAt: string, reading: ClockReading): Date {
  const left = Date.parse(dueAt) - Date.parse(reading.at);
  const wallAt = Date.parse(reading.wallAt);
  if (left <= 0) return new Date(wallAt);
  return new Date(reading.rate > 0 ? wallAt + Math.min(left / reading.rate, never) : wallAt + never);
}

/** The next 02:00 UTC after the given moment: the quiet hour in which nightly checks run again. */
export function nextNight(now: Date): string {
  const night = new Date(now);
  night.setUTCHours(2, 0, 0, 0);
  if (night <= now) night.setUTCDate(night.getUTCDate() + 1);
  return night.toISOString();
}

/** Tonight, or in the last hour before T where that comes first: what has changed by day is told while there is time. */
export function nextLook(now: Date, cutoverAt: string | null): string {
  const night = nextNight(now);
  if (cutoverAt === null) return night;
  const last = after(new Date(cutoverAt), -3600);
  return last > now.toISOString() && last < night ? last : night;
}

export const after = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
