/** By how much T moves, as typed: `+2h`, `-30h`, `+2h30m`, `+1d 12h`, `+2 часа`. Read whole, the larger unit first, or refused. */
import { allowed, refused, type Outcome } from '../../errors.js';
import { reasonTyped } from './typed-reason.js';
import { told } from './typed-zone.js';

export interface ShiftTyped {
  readonly minutes: number;
  readonly reason: string;
}

const units: readonly (readonly [minutes: number, shape: RegExp])[] = [
  [1440, /^\s?(\d{1,4})\s?(?:days?|d|день|дня|дней|дн|сут(?:ки|ок)?|д)(?![\p{L}_])/iu],
  [60, /^\s?(\d{1,4})\s?(?:hours?|hrs?|h|час(?:а|ов)?|ч)(?![\p{L}_])/iu],
  [1, /^\s?(\d{1,4})\s?(?:minutes?|mins?|m|минут[аыу]?|мин|м)(?![\p{L}_])/iu],
];

/** Null: it does not begin as a shift does. */
export function shiftTyped(text: string): Outcome<ShiftTyped> | null {
  const whole = text.trim();
  const [begins, sign = ''] = /^([+\-\u2010\u2011\u2212\u2013])(?=\s?\d)/u.exec(whole) ?? [];
  if (begins === undefined) return null;
  let rest = whole.slice(begins.length);
  let minutes = 0;
  let last = 0;
  for (const [size, shape] of units) {
    const read = shape.exec(rest);
    if (read === null) continue;
    minutes += Number(read[1]) * size;
    rest = rest.slice(read[0].length);
    last = size;
  }
  // `2h30`, as clocks are read.
  const bare = last === 60 ? /^([0-5]\d)(?![\p{L}\p{N}:.,])/u.exec(rest) : null;
  if (bare !== null) {
    minutes += Number(bare[1]);
    rest = rest.slice(bare[0].length);
  }
  if (last === 0 || !/^(?:$|\s|[.,;:](?:\s|$))/u.test(rest)) return refused('time.shift', { typed: told(whole) });
  // No zone belongs to it; one that stands there is not understood, and a city begins the reason.
  const reason = reasonTyped(rest, true);
  if (!reason.ok) return refused('time.shift', { typed: told(whole) });
  return allowed({ minutes: sign === '+' ? minutes : -minutes, reason: reason.value });
}
