/** What a task wants of whoever says that it is done, and whether what they gave is that. */
import type { Direction, Step } from './step.js';

/**
 * file: one that is attached, or the address of one that lies elsewhere · number · name: of a person, a company, a product · date · link ·
 * id: one that a tenant gives (a GUID) · words: a sentence of what was seen · none: nothing beyond "I have done it"
 */
export type Evidence = 'file' | 'number' | 'name' | 'date' | 'link' | 'id' | 'words' | 'none';

/** What keeps it from being evidence: nothing was given, or what was given is none. */
export type EvidenceGap = 'nothing' | 'one-word' | Exclude<Evidence, 'words' | 'none'>;

export interface Given {
  /** All that people wrote, newest first. */
  readonly words: string;
  readonly files: number;
}

/** Nobody is asked for what the bot itself sees. Whoever puts something back says in words what they saw: the row speaks of the way there. */
export function evidenceFor(step: Pick<Step, 'evidence' | 'action'>, direction: Direction): Evidence {
  const wanted = step.evidence ?? (step.action === undefined ? 'words' : 'none');
  return direction === 'undo' && wanted !== 'none' ? 'words' : wanted;
}

/** Null: it is what is wanted. */
export function gapIn(wanted: Evidence, { words, files }: Given): EvidenceGap | null {
  if (wanted === 'none') return null;
  if (words.trim() === '' && files === 0) return 'nothing';
  if (wanted === 'words') return files > 0 || sayingWords(words) >= 2 ? null : 'one-word';
  if (wanted === 'file') return files > 0 || hasLink(words) ? null : 'file';
  return has[wanted](words) ? null : wanted;
}

/** A reason that others can do something with: two words at least, of which none is a letter alone; "not ready" is one. */
export function isReason(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'.-]+/gu) ?? [];
  return new Set(words.filter((word) => !/^(.)\1*$/u.test(word))).size >= 2;
}

/** What people write behind a number without a space. */
const units =
  '[kmgt]i?b|[кмгт]б|bytes?|байт|h|hrs?|hours?|m|mins?|minutes?|s|secs?|d|days?|w|pcs|x|k|ч|час(?:а|ов)?|мин|с|сек|д|дн|дн(?:я|ей)|день|шт|тыс|чел';
/** Digits that stand by themselves or before a unit, with signs between their groups: `12`, `-3`, `1 204`, `12.5`, `12GB`, the 4711 of `INC-4711`. */
const aNumber = new RegExp(
  `(?<![\\p{L}\\p{N}_])\\d+(?:[ \\u00a0\\u202f.,]\\d+)*(?:${units})?(?![\\p{L}\\p{N}_])`,
  'iu',
);
const anId = /(?<![\da-f-])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-f-])/i;
const noId = '00000000-0000-0000-0000-000000000000';

const has: Readonly<Record<'number' | 'name' | 'date' | 'link' | 'id', (words: string) => boolean>> = {
  number: (words) => aNumber.test(words),
  name: (words) => sayingWords(words, /\p{L}{2}/u) >= 1,
  date: (words) => datesIn(words).some(isDay),
  link: (words) => hasLink(words),
  id: (words) => anId.test(words.replaceAll(noId, '')),
};

/** What people answer who answer nothing. */
const saysNothing = new Set(
  (
    'ok okay k kk yes yep y fine good done ready all it is was i have has finished complete completed works working test tested see above none n/a na nothing no x xx xxx asdf qwerty ' +
    'ок окей да ага готово готов готова сделано сделал сделала сделали выполнено выполнил выполнила всё все это хорошо нормально есть работает проверено проверил проверила тест нет ничего см выше я'
  ).split(' '),
);

/** Words that say something, each counted once. */
function sayingWords(text: string, like = /[\p{L}\p{N}]/u): number {
  const words = text
    .toLowerCase()
    .split(/[\s,;:!?()"«»“”…]+/u)
    .map((word) => word.replace(/^[.\-–—_*+/]+|[.\-–—_*+/]+$/gu, ''))
    .filter((word) => like.test(word) && !saysNothing.has(word) && !/^(\p{L})\1*$/u.test(word));
  return new Set(words).size;
}

const hasLink = (text: string): boolean =>
  text.split(/[\s<>"«»()]+/u).some((part) => {
    if (!/^https?:\/\//i.test(part) || !URL.canParse(part)) return false;
    const { hostname, username } = new URL(part);
    return username === '' && /^[^.\s]+(?:\.[^.\s]+)*\.\p{L}[\p{L}\d-]+$/u.test(hostname);
  });

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** As ISO writes it, and as people in Europe do. */
const written = [
  /(?<!\d)(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/g,
  /(?<!\d)(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4})(?!\d)/g,
];

const datesIn = (text: string): readonly Day[] =>
  written.flatMap((form) =>
    [...text.matchAll(form)].map(({ groups = {} }) => ({
      year: Number(groups['year']),
      month: Number(groups['month']),
      day: Number(groups['day']),
    })),
  );

function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
