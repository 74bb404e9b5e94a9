/** Why, behind a typed time: it begins after a blank, with something that cannot be part of the time. */
import { allowed, refused, type Outcome } from '../../errors.js';
import { told, zoneTyped } from './typed-zone.js';

/** What would be said of a time, in words. */
const saysWhen = new RegExp(
  `^(?:${[
    '[ap]\\.?\\s?m',
    'noon|midnight|o.?clock|uhr|h|hrs?|hours?|min|minutes?|sharp|local\\s+time',
    'in\\s+the\\s+(?:morning|afternoon|evening)|at\\s+(?:night|noon|midnight)',
    'утра|дня|вечера|ночи|пополудни|часов|часа|час|ч|мин|минут[аы]?|времени|ровно',
    'по\\s+(?:utc|gmt|гринвичу|мск)',
    '(?:по\\s+)?\\p{L}+(?:ому|ое)\\s+врем(?:ени|я)',
    '(?:or|and|или|и|либо|по)\\s+[+\\p{Pd}\\u2212]?\\d+',
  ].join('|')})(?![\\p{L}\\p{N}_])`,
  'iu',
);
const saysWhere = /^по\s+\p{Lu}/u;
const saysEnd = /^(?:to|till|until|bis|до)\s+[+\p{Pd}\u2212]?\d/iu;

/** `named`: the zone is known, so that a city is none any more. */
export function reasonTyped(rest: string, named: boolean): Outcome<string> {
  const reason = rest.trim().replace(/^[.,;:\p{Pd}](?:\s+|(?=\p{L}))/u, '');
  const begins = reason.replace(/^["'«“„(\[]+\s*/u, '');
  if (reason === '') return allowed('');
  if (saysEnd.test(begins)) return refused('time.end', { typed: told(reason) });
  if (/^[\p{N}\p{Pd}\p{Sm}\u2212~.,:;/]/u.test(begins) || saysWhen.test(begins) || saysWhere.test(begins))
    return refused('time.not-whole', { rest: told(reason) });
  const zone = zoneTyped(` ${begins}`);
  if (!zone.ok) return zone;
  if (zone.value.zone !== null) return refused('time.not-whole', { rest: told(reason) });
  const city = named ? null : cityOf(begins);
  return city === null ? allowed(reason) : refused('time.city', city);
}

/** `Moscow`, `New York`: the last part of a zone's name. */
function cityOf(text: string): { readonly typed: string; readonly zone: string } | null {
  const [first = '', second = ''] = text.split(/[^\p{L}\p{N}_-]+/u);
  for (const typed of [`${first} ${second}`, first]) {
    const zone = cities.get(typed.toLowerCase().replaceAll('_', ' '));
    if (zone !== undefined) return { typed, zone };
  }
  return null;
}

const cities: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone.includes('/'))
    .map((zone) => [
      zone
        .slice(zone.lastIndexOf('/') + 1)
        .replaceAll('_', ' ')
        .toLowerCase(),
      zone,
    ]),
);
