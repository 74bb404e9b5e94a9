/** Times on cards: the reader's own zone by the card's date functions, UTC where a second look is due, relative to T on the night. */
import type { Words } from './words.js';

/** The clients know `2026-11-30T01:02:03Z` and nothing with fractions. */
export const cardMoment = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19)}Z`;

export const timeOf = (iso: string): string => `{{TIME(${cardMoment(iso)})}}`;
/** Whether anywhere in it a client draws a time. */
export const drawsTimes = (said: object): boolean => JSON.stringify(said).includes('{{TIME(');
export const dateOf = (iso: string): string => `{{DATE(${cardMoment(iso)}, SHORT)}}`;
export const dateAndTimeOf = (iso: string): string => `${dateOf(iso)} ${timeOf(iso)}`;

/** `2026-11-30 01:02 UTC` */
export const utc = (iso: string): string => `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Within twelve hours the hour alone, because the day is the same in nearly every time zone; otherwise with the date. */
export const momentOf = (iso: string, now: string): string =>
  Math.abs(Date.parse(now) - Date.parse(iso)) < 12 * 3_600_000 ? timeOf(iso) : dateAndTimeOf(iso);

/** `T + 0:42`; beyond three days `T − 9 d`. Empty while T is not agreed. */
export function relativeToT(now: string, cutoverAt: string | null, words: Words): string {
  if (cutoverAt === null) return '';
  const minutes = Math.trunc((Date.parse(now) - Date.parse(cutoverAt)) / 60_000);
  const sign = minutes < 0 ? '−' : '+';
  const size = Math.abs(minutes);
  if (size >= 72 * 60) return words.say('relative.days', { sign, days: Math.round(size / 1440) });
  return `T ${sign} ${Math.trunc(size / 60)}:${String(size % 60).padStart(2, '0')}`;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
export const isInstant = (value: string | number): value is string => typeof value === 'string' && instant.test(value);
