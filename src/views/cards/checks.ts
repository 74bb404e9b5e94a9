/** What checks have read and found well, the newest first: nobody is called for that, and whoever looks for a snapshot finds it here with its files. */
import type { StepSnapshot } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { row, type Row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { evidenceLinks } from '../step/evidence-links.js';
import { findingRows } from '../step/ended.js';
import { dateAndTimeOf } from '../words/moments.js';
import { lookOf, signOf } from '../words/signs.js';
import { wordsIn, type Words } from '../words/words.js';

const mostShown = 5;
const [mostSaid, mostFiles] = [3, 3];

export function checksCard(
  checks: readonly StepSnapshot[],
  offset: number,
  around: Surroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const newest = [...checks].sort((a, b) => lastLookOf(b).localeCompare(lastLookOf(a)));
  const from = Math.min(offset, Math.max(0, newest.length - 1));
  const shown = newest.slice(from, from + mostShown);
  const isAllSeen = checks.every((one) => signOf(one) === 'done');
  return cardOf(
    'log',
    {
      title: words.say('checks.title'),
      state: checks.length === 0 ? 'not-yet' : isAllSeen ? 'done' : 'not-green',
      sentence: words.say('checks.sentence', { count: checks.length, from: from + 1, to: from + shown.length }),
      rows: shown.map((one) => rowOf(one, around, words)),
      buttons: [
        press('see-status', {}, words.say('button.see-status')),
        ...(from > 0
          ? [press('see-checks', { offset: Math.max(0, from - mostShown) }, words.say('button.checks-newer'))]
          : []),
        ...(from + shown.length < newest.length
          ? [press('see-checks', { offset: from + shown.length }, words.say('button.checks-older'))]
          : []),
      ],
      foot: words.say(`mode.${around.status.mode}.foot`),
    },
    words,
  );
}

const lastLookOf = ({ attempt, since }: StepSnapshot): string => attempt?.lookedAt ?? attempt?.endedAt ?? since;

function rowOf(snapshot: StepSnapshot, around: Surroundings, words: Words): Row {
  const { step, attempt } = snapshot;
  const look = lookOf(signOf(snapshot));
  const said = attempt === null ? [] : findingRows(attempt.findings.slice(0, mostSaid), { words });
  const lines = [
    `${look.sign} ${words.titleOf(step)} · ${dateAndTimeOf(lastLookOf(snapshot))}`,
    ...said.map(({ text }) => text),
    attempt === null ? '' : evidenceLinks({ attempt, around, words }, mostFiles),
  ];
  return row(lines.filter((line) => line !== '').join('\n\n'), look.color);
}
