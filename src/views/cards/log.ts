/** `/log`: the last decisions, newest first, and whether the chain of hashes is whole. */
import { translate } from '../../locales/index.js';
import type { AuditEntry } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { answerInWords } from '../step/form.js';
import { row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { momentOf, utc } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { wordedFacts, wordsIn, type Words } from '../words/words.js';

const mostShown = 12;

export function logCard(
  entries: readonly AuditEntry[],
  check: { entries: number; brokenAt: number | null },
  around: Surroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const newest = [...entries].sort((a, b) => b.number - a.number).slice(0, mostShown);
  const whole = check.brokenAt === null;
  return cardOf(
    'log',
    {
      title: words.say('log.title'),
      state: whole ? 'whole' : 'broken',
      sentence: whole
        ? words.say('log.whole', { count: check.entries })
        : words.say('log.broken', { number: check.brokenAt ?? 0, count: check.entries }),
      rows: newest.map((entry) => row(line(entry, around.status.now, words))),
      buttons: [press('see-status', {}, words.say('button.see-status'))],
      foot: newest[0] === undefined ? '' : words.say('log.foot', { hash: newest[0].hash.slice(0, 8) }),
      details: newest.slice(0, 6).map((entry) => `${entry.number} · ${utc(entry.at)} · ${entry.hash.slice(0, 16)}`),
    },
    words,
  );
}

function line(entry: AuditEntry, now: string, words: Words): string {
  const who = entry.person === null ? words.say('the-bot') : plainText(entry.person.name, 40);
  const what = translate(words.lang, `log.${entry.what}`, {
    // A reason nobody gave is said by silence.
    reason: '',
    because: entry.facts['decision'] === undefined ? 'roles' : 'decision',
    // Entries of a version before this one do not say what the step rests on.
    on: '',
    by: '',
    changed: changedAnswers(entry, words),
    ...wordedFacts(entry.facts, words),
  });
  const step = entry.stepId === null ? '' : ` · ${words.step(entry.stepId).title}`;
  return `${momentOf(entry.at, now)} · ${who}: ${what}${step}`;
}

/** The new answer beside the old one, field by field. */
function changedAnswers({ stepId, facts }: AuditEntry, words: Words): string {
  if (stepId === null) return '';
  const said = (answer: string | number | undefined): string =>
    answer === undefined || answer === '' ? '–' : answerInWords(words, stepId, String(answer));
  return Object.keys(facts)
    .flatMap((key) => /^was\.(.+)$/.exec(key)?.[1] ?? [])
    .map((field) => {
      const title = words.step(stepId).fields?.[field] ?? field;
      return `${title}: ${said(facts[`was.${field}`])} → ${said(facts[field])}`;
    })
    .join('; ');
}
