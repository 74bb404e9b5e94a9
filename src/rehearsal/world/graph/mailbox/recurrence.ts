/**
 * On which days a series falls: https://learn.microsoft.com/en-us/graph/api/resources/recurrencepattern and
 * https://learn.microsoft.com/en-us/graph/api/resources/recurrencerange
 */
import { GraphRefusal } from '../errors.js';

export interface Recurrence {
  readonly pattern: {
    readonly type: string;
    readonly interval: number;
    readonly month: number;
    readonly dayOfMonth: number;
    readonly daysOfWeek: readonly string[];
    readonly firstDayOfWeek: string;
    readonly index: string;
  };
  readonly range: {
    readonly type: string;
    readonly startDate: string;
    readonly endDate: string;
    readonly recurrenceTimeZone: string;
    readonly numberOfOccurrences: number;
  };
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const indexes = ['first', 'second', 'third', 'fourth', 'last'];
const types = ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'];
const ranges = ['endDate', 'noEnd', 'numbered'];
const day = 86_400_000;

const refuse = (why: string): GraphRefusal =>
  new GraphRefusal(400, 'ErrorInvalidRequest', `The recurrence of the event is not valid: ${why}`);

type Given = Readonly<Record<string, unknown>>;

const word = (given: Given, name: string, words: readonly string[], usual?: string): string => {
  const value = given[name] ?? usual;
  const found = words.find((one) => one.toLowerCase() === String(value).toLowerCase());
  if (found === undefined) throw refuse(`${name} is one of ${words.join(', ')}.`);
  return found;
};

const number = (given: Given, name: string, least: number, most: number, usual?: number): number => {
  const value = given[name] ?? usual;
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw refuse(`${name} is a number from ${least} to ${most}.`);
  return value as number;
};

const date = (given: Given, name: string): string => {
  const value = String(given[name]);
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) throw refuse(`${name} is a date.`);
  return value;
};

/** With everything that its type requires; `startDate` is the day of the first meeting. */
export function recurrenceIn(value: unknown, startDate: string, zone: string): Recurrence {
  const { pattern: givenPattern, range: givenRange } = (value ?? {}) as { pattern?: Given; range?: Given };
  const [pattern, range] = [givenPattern ?? {}, givenRange ?? {}];
  const type = word(pattern, 'type', types);
  const relative = type.startsWith('relative');
  const days = [pattern['daysOfWeek'] ?? []].flat().map((one) => word({ one }, 'one', weekdays));
  if ((type === 'weekly' || relative) && days.length === 0) throw refuse('daysOfWeek is required.');
  const kind = word(range, 'type', ranges);
  if (date(range, 'startDate') !== startDate) throw refuse('startDate is the day on which the event starts.');
  const endDate = kind === 'endDate' ? date(range, 'endDate') : '0001-01-01';
  if (kind === 'endDate' && endDate < startDate) throw refuse('endDate is before startDate.');
  return {
    pattern: {
      type,
      interval: number(pattern, 'interval', 1, 999),
      month: type.endsWith('Yearly') ? number(pattern, 'month', 1, 12) : 0,
      dayOfMonth: type.startsWith('absolute') ? number(pattern, 'dayOfMonth', 1, 31) : 0,
      daysOfWeek: days,
      firstDayOfWeek: word(pattern, 'firstDayOfWeek', weekdays, 'sunday'),
      index: word(pattern, 'index', indexes, 'first'),
    },
    range: {
      type: kind,
      startDate,
      endDate,
      recurrenceTimeZone: typeof range['recurrenceTimeZone'] === 'string' ? range['recurrenceTimeZone'] : zone,
      numberOfOccurrences: kind === 'numbered' ? number(range, 'numberOfOccurrences', 1, 999) : 0,
    },
  };
}

/** Days, as midnight in UTC, up to and with the last one asked for. */
export function daysOf({ pattern, range }: Recurrence, last: number): readonly number[] {
  const start = Date.parse(range.startDate);
  const end = Math.min(last, range.type === 'endDate' ? Date.parse(range.endDate) : Number.POSITIVE_INFINITY);
  const most = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  const found: number[] = [];
  for (let at = start; at <= end && found.length < most; at += day) if (falls(pattern, start, at)) found.push(at);
  return found;
}

function falls(pattern: Recurrence['pattern'], start: number, at: number): boolean {
  const { type, interval } = pattern;
  const [first, one] = [new Date(start), new Date(at)];
  const months = (one.getUTCFullYear() - first.getUTCFullYear()) * 12 + one.getUTCMonth() - first.getUTCMonth();
  switch (type) {
    case 'daily':
      return ((at - start) / day) % interval === 0;
    case 'weekly': {
      const week = (moment: number): number =>
        moment - ((new Date(moment).getUTCDay() - weekdays.indexOf(pattern.firstDayOfWeek) + 7) % 7) * day;
      return isWanted(pattern, one) && ((week(at) - week(start)) / (7 * day)) % interval === 0;
    }
    case 'absoluteMonthly':
      return months % interval === 0 && one.getUTCDate() === dayIn(pattern.dayOfMonth, one);
    case 'relativeMonthly':
      return months % interval === 0 && at === placeIn(pattern, one);
    default: {
      if (one.getUTCMonth() + 1 !== pattern.month || (months / 12) % interval >= 1) return false;
      return type === 'absoluteYearly'
        ? one.getUTCDate() === dayIn(pattern.dayOfMonth, one)
        : at === placeIn(pattern, one);
    }
  }
}

const isWanted = ({ daysOfWeek }: Recurrence['pattern'], one: Date): boolean =>
  daysOfWeek.includes(weekdays[one.getUTCDay()] as string);

/** A month that is too short has it on its last day. */
const dayIn = (dayOfMonth: number, one: Date): number =>
  Math.min(dayOfMonth, new Date(Date.UTC(one.getUTCFullYear(), one.getUTCMonth() + 1, 0)).getUTCDate());

/** Of the allowed days of this month the first, second, … or last. */
function placeIn(pattern: Recurrence['pattern'], one: Date): number | undefined {
  const [year, month] = [one.getUTCFullYear(), one.getUTCMonth()];
  const allowed: number[] = [];
  for (let at = Date.UTC(year, month, 1); new Date(at).getUTCMonth() === month; at += day)
    if (isWanted(pattern, new Date(at))) allowed.push(at);
  return pattern.index === 'last' ? allowed.at(-1) : allowed[indexes.indexOf(pattern.index)];
}
