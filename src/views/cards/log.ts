/** `/log`: decisions and transitions, newest first, of a step, a person or a kind alone where that is asked, and whether the chain of hashes is whole. */
import { writeLogFilter } from '../../contract/log-filter.js';
import { hasWords, translate } from '../../locales/index.js';
import type { AuditEntry } from '../../engine/state.js';
import type { Lang } from '../../contract/step.js';
import type { Card, LogShown, Reader, Surroundings } from '../api.js';
import { open, press, type Button } from '../parts/buttons.js';
import { answerInWords } from '../step/form.js';
import { row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { dateAndTimeOf, utc } from '../words/moments.js';
import { plainText, spoken } from '../words/plain-text.js';
import { wordedFacts, wordsIn, type Words } from '../words/words.js';

const mostShown = 10;
const everything: LogShown = { filter: {}, more: false, later: false };

export function logCard(
  entries: readonly AuditEntry[],
  check: { entries: number; brokenAt: number | null },
  around: Surroundings,
  reader: Reader,
  shown: LogShown = everything,
): Card {
  const words = wordsIn(reader.lang);
  const newest = [...entries].sort((a, b) => b.number - a.number).slice(0, mostShown);
  const whole = check.brokenAt === null;
  const chain = whole
    ? words.say('log.whole', { count: check.entries })
    : words.say('log.broken', { number: check.brokenAt ?? 0, count: check.entries });
  return cardOf(
    'log',
    {
      title: words.say('log.title'),
      state: whole ? 'whole' : 'broken',
      sentence: [chain, wantedOnly(shown, around, words, newest.length)].filter((part) => part !== '').join(' '),
      rows: newest.map((entry) => row(line(entry, words))),
      buttons: buttons(newest, shown, around, words),
      foot: newest[0] === undefined ? '' : words.say('log.foot', { hash: newest[0].hash.slice(0, 8) }),
      details: newest.slice(0, 6).map((entry) => `${entry.number} · ${utc(entry.at)} · ${entry.hash.slice(0, 16)}`),
    },
    words,
  );
}

/** Which entries these are, where not all were asked for. */
function wantedOnly({ filter }: LogShown, around: Surroundings, words: Words, count: number): string {
  const { stepId, personId, kind } = filter;
  const parts = [
    ...(stepId === undefined ? [] : [words.titleById(stepId)]),
    ...(personId === undefined ? [] : [nameOf(personId, around)]),
    ...(kind === undefined ? [] : [words.say(`log.kind.${kind}`)]),
  ];
  if (parts.length === 0) return '';
  return words.say(count === 0 ? 'log.none-of' : 'log.only', { what: parts.join(' · ') });
}

const nameOf = (personId: string, { roster, members }: Surroundings): string =>
  plainText(
    roster.find(({ id }) => id === personId)?.name ?? members?.find(({ id }) => id === personId)?.name ?? personId,
    60,
  );

function buttons(
  newest: readonly AuditEntry[],
  { filter, more, later }: LogShown,
  around: Surroundings,
  words: Words,
): readonly Button[] {
  const text = writeLogFilter(filter);
  const last = newest.at(-1)?.number;
  return [
    ...(more && last !== undefined
      ? [press('see-log', { filter: text, before: last }, words.say('button.log-older'))]
      : []),
    ...(later ? [press('see-log', { filter: text, before: 0 }, words.say('button.log-newest'))] : []),
    open(words.say('button.download-log'), around.link('log', text, `csv-${words.lang}`)),
    press('see-status', {}, words.say('button.see-status')),
  ];
}

function line(entry: AuditEntry, words: Words): string {
  const who = entry.person === null ? words.say('the-bot') : plainText(entry.person.name, 40);
  const step = entry.stepId === null ? '' : ` · ${words.step(entry.stepId).title}`;
  return `${dateAndTimeOf(entry.at)} · ${who}: ${said(entry, words)}${step}`;
}

export const logSentence = (entry: AuditEntry, lang: Lang): string => spoken(said(entry, wordsIn(lang)));

function said(entry: AuditEntry, words: Words): string {
  return translate(words.lang, `log.${entry.what}`, {
    // A reason nobody gave is said by silence.
    reason: '',
    // Entries of versions before this one do not say this.
    on: '',
    by: '',
    because: '',
    remarks: 0,
    changed: changedAnswers(entry, words),
    ...wordedFacts(entry.facts, words),
    ...(entry.what === 'refused' ? { why: refusalOf(entry, words) } : {}),
    ...(typeof entry.facts['until'] === 'string' ? { until: words.titleById(entry.facts['until']) } : {}),
  }).trim();
}

/** In its own words; a refusal of another version has none. */
function refusalOf({ facts }: AuditEntry, words: Words): string {
  const key = `refusals.${facts['code']}`;
  return hasWords(words.lang, key)
    ? translate(words.lang, key, wordedFacts(facts, words))
    : words.say('log.refused-somehow');
}

/** The new answer beside the old one, field by field. */
function changedAnswers({ stepId, facts }: AuditEntry, words: Words): string {
  if (stepId === null) return '';
  const told = (answer: string | number | undefined): string =>
    answer === undefined || answer === '' ? '–' : answerInWords(words, stepId, String(answer));
  return Object.keys(facts)
    .flatMap((key) => /^was\.(.+)$/.exec(key)?.[1] ?? [])
    .map((field) => {
      const title = words.step(stepId).fields?.[field] ?? field;
      return `${title}: ${told(facts[`was.${field}`])} → ${told(facts[field])}`;
    })
    .join('; ');
}
