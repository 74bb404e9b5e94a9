/** The zone behind a typed time: an offset, UTC, or a name of the IANA database. What could be one and is none is refused by name. */
import { allowed, refused, type Outcome } from '../../errors.js';
import { knownZone } from './utc-time.js';

export interface ZoneTyped {
  /** Null: none was named. */
  readonly zone: string | null;
  readonly rest: string;
}

/** Phones and word processors write a minus or an unbreakable hyphen where a keyboard writes a hyphen. */
const minus = '\\-\\u2010\\u2011\\u2212';
const dash = `${minus}\\u2013\\u2014`;
const offsetShape = new RegExp(`^([+${dash}])\\s?(\\d{1,2})(?::?(\\d\\d))?(?![\\p{L}\\p{N}:./])`, 'u');
const mostHours = 14;

/** Several zones have the same one (`CST`, `IST`), and in spring the same letters are an hour off. */
const abbreviations = new Set(
  (
    'ET CT MT PT AT EST EDT CST CDT MST MDT PST PDT AST ADT NST NDT AKST AKDT HST CET CEST EET EEST WET WEST BST IST MSK MSD ' +
    'MEZ MESZ GST JST KST SGT HKT CT PHT ICT WIB WITA WIT AEST AEDT AET ACST ACDT AWST NZST NZDT BRT ART CLT COT PET SAST EAT CAT WAT TRT ' +
    'PKT UZT ALMT AZT GET AMT SAMT YEKT OMST NOVT KRAT IRKT YAKT VLAT MAGT PETT МСК ЕКБ САМТ ОМСК НСК КРСК ИРКТ ВЛАТ'
  ).split(' '),
);
/** Written small, these are words. */
const words = new Set([
  'et',
  'ct',
  'mt',
  'pt',
  'at',
  'ist',
  'wet',
  'west',
  'art',
  'eat',
  'cat',
  'get',
  'pet',
  'wit',
  'cot',
]);

const areas =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\//i;

/** `behind`: all that follows the time, with its blank. `iso`: a `T` stood before the time, so that a hyphen begins an offset and no end. */
export function zoneTyped(behind: string, iso = false): Outcome<ZoneTyped> {
  const text = behind.trim();
  const glued = text !== '' && !/^\s/u.test(behind);
  return (
    universal(text) ??
    offset(text, { glued, iso }) ??
    named(text) ??
    abbreviated(text) ??
    (glued && !/^[.,;:](?:\s|$)/u.test(text) ? refused('time.not-whole', { rest: told(text) }) : none(text))
  );
}

export const told = (text: string): string => text.slice(0, 60);

const none = (rest: string): Outcome<ZoneTyped> => allowed({ zone: null, rest });

/** `Z`, `UTC`, `GMT+3`, `UTC −3`. */
function universal(text: string): Outcome<ZoneTyped> | null {
  const [, name = '', after = ''] = /^(Z|UTC|GMT)(?![\p{L}\p{N}_])(.*)$/isu.exec(text) ?? [];
  if (name === '') return null;
  const behind = after.trimStart();
  const ahead = offsetShape.exec(behind);
  if (ahead !== null && name.toUpperCase() !== 'Z') {
    const rest = behind.slice(ahead[0].length);
    // `UTC -2 people are ill` could be either.
    return behind !== after && isCount(ahead) && rest.trim() !== ''
      ? refused('time.offset-or-reason', { typed: told(ahead[0]) })
      : withOffset(ahead, behind);
  }
  return after === '' || (/^(?:\s|[.,;:](?:\s|$))/u.test(after) && ahead === null)
    ? allowed({ zone: 'UTC', rest: behind })
    : refused('time.not-whole', { rest: told(text) });
}

function offset(text: string, { glued, iso }: { glued: boolean; iso: boolean }): Outcome<ZoneTyped> | null {
  const read = offsetShape.exec(text);
  const isEnd = new RegExp(`^[${dash}]\\s*\\d{1,2}(?!\\d)`, 'u').test(text);
  if (read === null)
    return isEnd && /^\S\s*\d{1,2}[:.]\d\d/u.test(text) ? refused('time.end', { typed: told(text) }) : null;
  const sign = read[1] ?? '';
  const asOffset = sign === '+' || new RegExp(`[${minus}]`, 'u').test(sign);
  // Blanks on both sides, a long dash, or nothing between: from one time to another, as far as anybody can tell.
  const between = !asOffset || /^\S\s/u.test(text) || (glued && !iso && sign !== '+');
  if (!glued && isCount(read) && text.slice(read[0].length).trim() !== '')
    return refused('time.offset-or-reason', { typed: told(read[0]) });
  if (sign !== '+' && (between || (Number(read[2]) > mostHours && Number(read[2]) < 24 && !iso)))
    return refused('time.end', { typed: told(read[0]) });
  if (/^\S\s/u.test(text)) return refused('time.not-whole', { rest: told(text) });
  return withOffset(read, text);
}

/** `+3` may count people; `+03` and `+3:00` do not. */
const isCount = ([, , hours = '', minutes]: RegExpExecArray): boolean =>
  minutes === undefined && !hours.startsWith('0');

function withOffset(read: RegExpExecArray, text: string): Outcome<ZoneTyped> {
  const [whole, sign, hours = '', minutes = '00'] = read;
  const rest = text.slice(whole.length);
  if (Number(minutes) > 59 || Number(hours) * 60 + Number(minutes) > mostHours * 60)
    return refused('time.impossible-offset', { typed: told(whole) });
  if (!/^(?:$|\s|[.,;:](?:\s|$))/u.test(rest)) return refused('time.not-whole', { rest: told(text) });
  return allowed({ zone: `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`, rest: rest.trim() });
}

/** `Europe/Berlin`, `Etc/GMT-3`. `and/or` is none. */
function named(text: string): Outcome<ZoneTyped> | null {
  const [, name = '', rest = ''] = /^(\p{L}[\p{L}\p{N}_+-]*(?:\/[\p{L}\p{N}_+-]+)+)(.*)$/su.exec(text) ?? [];
  if (name === '') return null;
  const zone = knownZone(name);
  if (zone !== null)
    return /^(?:$|\s|[.,;:](?:\s|$))/u.test(rest)
      ? allowed({ zone, rest: rest.trim() })
      : refused('time.not-whole', { rest: told(text) });
  return areas.test(name) || /^\p{Lu}.*\/\p{Lu}/u.test(name)
    ? refused('time.unknown-zone', { typed: told(name) })
    : null;
}

function abbreviated(text: string): Outcome<ZoneTyped> | null {
  const [typed = '', name = ''] =
    new RegExp(`^(\\p{L}{2,5})(?![\\p{L}\\p{N}_])(?:[+${minus}]\\d+)?`, 'u').exec(text) ?? [];
  const isOne =
    abbreviations.has(name.toUpperCase()) && (name === name.toUpperCase() || !words.has(name.toLowerCase()));
  return isOne ? refused('time.zone-abbreviation', { typed: told(typed) }) : null;
}
