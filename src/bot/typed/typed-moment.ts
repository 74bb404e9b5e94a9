/** A date and a time as typed, read whole or refused: `2026-12-12 22:00`, `12.12.2026 at 10:00 pm`, `T22:00:00.000Z`, with a zone behind. */
import { allowed, refused, type Outcome } from '../../errors.js';
import { told, zoneTyped } from './typed-zone.js';
import { isDay } from './utc-time.js';

export interface MomentTyped {
  /** Empty where it was not typed. */
  readonly date: string;
  readonly time: string;
  readonly zone: string | null;
  readonly rest: string;
}

const dateShape = /^(\d{4})[-\u2010\u2011\u2212](\d\d)[-\u2010\u2011\u2212](\d\d)(?=$|\s|T\d)/iu;
/** With dots the day stands first, wherever people write so; with slashes it may be the month. */
const dottedShape = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?=$|\s|,)/u;
/** What may stand between a date and its time. */
const beforeTime = /^\s*,?\s*(?:(?:at|в)\s+(?=\d))?/iu;
const timeShape =
  /^(\d{1,2})(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?!\d|:\d|[.,]\d)(?:\s*([ap])\.?\s?m(?![\p{L}\p{N}])\.?)?/iu;

export function momentTyped(text: string): Outcome<MomentTyped> {
  const whole = text.trim();
  const { date, written } = dayTyped(whole);
  if (date !== '' && !isDay(date)) return refused('time.no-such-day', { typed: written });
  const behind = whole.slice(written.length);
  const iso = /^T/i.test(behind);
  const clock = iso ? behind.slice(1) : date === '' ? behind : behind.replace(beforeTime, '');
  const read = timeShape.exec(clock);
  // A number alone is no time.
  if (read === null || (read[2] === undefined && read[5] === undefined))
    return allowed({ date, time: '', zone: null, rest: clock });
  const time = timeOf(read);
  if (!time.ok) return time;
  const zone = zoneTyped(clock.slice(read[0].length), iso);
  return zone.ok ? allowed({ date, time: time.value, ...zone.value }) : zone;
}

function dayTyped(text: string): { readonly date: string; readonly written: string } {
  const [iso, year = '', month = '', day = ''] = dateShape.exec(text) ?? [];
  if (iso !== undefined) return { date: `${year}-${month}-${day}`, written: iso };
  const [dotted, first = '', second = '', last = ''] = dottedShape.exec(text) ?? [];
  if (dotted === undefined) return { date: '', written: '' };
  return { date: `${last}-${second.padStart(2, '0')}-${first.padStart(2, '0')}`, written: dotted };
}

function timeOf([typed, hour = '', minute = '00', second = '', fraction = '', half]: RegExpExecArray): Outcome<string> {
  // T is read back, asked for and shown in whole minutes.
  if (/[1-9]/.test(second + fraction)) return refused('time.seconds', { typed: told(typed) });
  if (half === undefined) return allowed(`${hour.padStart(2, '0')}:${minute}`);
  if (Number(hour) < 1 || Number(hour) > 12) return refused('time.not-whole', { rest: told(typed) });
  const since = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return allowed(`${String(since).padStart(2, '0')}:${minute}`);
}
