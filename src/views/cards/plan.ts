/** The exact plan: rows old → new, what is left out and why, what stands in the way; the whole of it as a download. */
import type { Change } from '../../contract/change.js';
import type { Remark } from '../../contract/finding.js';
import type { TaskBrief } from '../../contract/task.js';
import type { Attempt, StepSnapshot, Voided } from '../../engine/state.js';
import { amounts } from '../words/amounts.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { open, press, type Button } from '../parts/buttons.js';
import { row, type Row } from '../parts/card-data.js';
import { differenceLines } from '../parts/difference.js';
import { cardOf } from '../parts/envelope.js';
import { momentOf, utc } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { ofObject } from '../words/remarks.js';
import { lookOf, type Sign } from '../words/signs.js';
import { recordBlocks, recordPage, spokenRecords, togetherByDomain } from '../step/brief.js';
import { headOf } from '../step/face.js';
import { wordsIn, type Words } from '../words/words.js';

const pageSize = 10;
const mostRemarks = 4;

export function planCard(
  snapshot: StepSnapshot,
  changes: readonly Change[],
  offset: number,
  around: Surroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const plan = snapshot.attempt?.plan ?? null;
  const attempt = snapshot.attempt;
  const title = words.say('plan.title', { step: headOf(snapshot, attempt, words) });
  if (plan === null || attempt === null)
    return cardOf('plan', { title, state: 'info', sentence: words.say('plan.none') }, words, {
      changes: [],
      records: [],
      top: [],
    });
  if (plan.brief !== undefined) return recordsCard(snapshot, attempt, plan.brief, offset, around, words);

  const shown = changes.slice(0, pageSize);
  const rows = shown.map((change) => ({
    object: plainText(change.object.label, 80),
    lines: differenceLines(change, words),
  }));
  const blocked = plan.blockers.length > 0;
  const top = remarks(plan.blockers, 'failed', 'plan.blockers', words);
  return cardOf(
    'plan',
    {
      title,
      spoken: top.map(({ text }) => text),
      state: blocked ? 'attention' : 'info',
      sentence:
        shown.length === 0
          ? words.say('plan.empty')
          : words.say('plan.sentence', {
              from: offset + 1,
              until: offset + shown.length,
              amount: amounts(plan, words),
            }),
      rows: [
        ...remarks(plan.warnings, 'attention', 'plan.warnings', words),
        ...remarks(plan.leftOut, 'not-applicable', 'plan.left-out', words),
      ],
      buttons: buttons(attempt.id, plan.changes, offset, around, words),
      foot: [snapshot.step.id, words.say('foot.plan', { hash: plan.hash.slice(0, 8) })].join(' · '),
      details: [
        words.say('detail.planned', { at: utc(plan.plannedAt), hash: plan.hash }),
        `[${words.say('plan.json')}](${around.link('plan', attempt.id, 'json')})`,
      ],
    },
    words,
    { changes: rows, records: [], top },
  );
}

/** A list that is longer stands in the plan. */
const mostMoved = 12;

/** What is no longer as it was approved, an object a line. */
export function changedCard(snapshot: StepSnapshot, around: Surroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const { attempt } = snapshot;
  const voided = attempt?.voided ?? null;
  const title = words.say('plan.title', { step: headOf(snapshot, attempt, words) });
  const none = { changes: [], records: [], top: [] };
  if (attempt === null || voided === null)
    return cardOf('plan', { title, state: 'info', sentence: words.say('plan.unchanged') }, words, none);
  return cardOf(
    'plan',
    {
      title,
      state: 'attention',
      sentence: words.say('plan.moved', { time: momentOf(voided.at, around.status.now) }),
      rows: movedRows(voided, words),
      buttons: [
        press('refresh', { card: `attempt:${attempt.id}` }, words.say('button.back-to-step')),
        ...(attempt.plan === null
          ? []
          : [press('see-plan', { attemptId: attempt.id, offset: 0 }, words.say('button.see-plan'))]),
      ],
      foot: snapshot.step.id,
    },
    words,
    none,
  );
}

const movedRows = ({ appeared, gone, different, newToKnow = [] }: Voided, words: Words): readonly Row[] => [
  ...(
    [
      ['appeared', appeared],
      ['gone', gone],
      ['different', different],
    ] as const
  ).flatMap(([key, objects]) => {
    if (objects.length === 0) return [];
    const beyond = objects.length - mostMoved;
    return [
      row(`▲ ${words.say(`plan.${key}`, { count: objects.length })}`, 'Attention'),
      ...objects.slice(0, mostMoved).map(({ label }) => row(`– ${plainText(label, 80)}`)),
      ...(beyond > 0 ? [row(words.say('and-more', { count: beyond }))] : []),
    ];
  }),
  ...[...new Set(newToKnow.map((remark) => ofObject(remark, words)))]
    .slice(0, mostMoved)
    .map((sentence) => row(`▲ ${sentence}`, 'Attention')),
];

/** What a task asks for, page by page. */
function recordsCard(
  snapshot: StepSnapshot,
  attempt: Attempt,
  { records, remarks }: TaskBrief,
  offset: number,
  around: Surroundings,
  words: Words,
): Card {
  const shown = recordPage(records, offset);
  const left = records.length - offset - shown.length;
  const page = (to: number, key: string, count: number): Button =>
    press('see-plan', { attemptId: attempt.id, offset: to }, words.say(key, { count }));
  const blocks = recordBlocks(shown, words);
  return cardOf(
    'plan',
    {
      title: words.say('plan.title', { step: headOf(snapshot, attempt, words) }),
      state: 'info',
      sentence: words.say('plan.records', { from: offset + 1, until: offset + shown.length, total: records.length }),
      rows: togetherByDomain(remarks, words)
        .slice(0, mostRemarks)
        .map((said) => row(said)),
      buttons: [
        press('refresh', { card: `attempt:${attempt.id}` }, words.say('button.back-to-step')),
        ...(records.length > 0
          ? [open(words.say('button.download-plan'), around.link('plan', attempt.id, 'xlsx'))]
          : []),
        ...(offset > 0
          ? [page(Math.max(0, offset - pageSize), 'button.previous-rows', Math.min(pageSize, offset))]
          : []),
        ...(left > 0 ? [page(offset + shown.length, 'button.next-rows', Math.min(pageSize, left))] : []),
      ],
      foot: [snapshot.step.id, words.say('foot.plan', { hash: attempt.plan?.hash.slice(0, 8) ?? '' })].join(' · '),
      details: [`[${words.say('plan.json')}](${around.link('plan', attempt.id, 'json')})`],
      spoken: spokenRecords(blocks),
    },
    words,
    { changes: [], records: blocks, top: [] },
  );
}

/** They only say how many of the others there are. */
const sums: readonly string[] = ['names-collide', 'addresses-collide'];

/** Only on the first page is there anything to say about the whole; the same sentence is said once. */
function remarks(all: readonly Remark[], sign: Sign, heading: string, words: Words): readonly Row[] {
  if (all.length === 0) return [];
  const look = lookOf(sign);
  // Amber, as the same warnings are on the step's card.
  const color = sign === 'attention' ? 'Warning' : look.color;
  const sentences = [...new Set(all.map((remark) => words.remark(remark)))];
  const rest = sentences.length - mostRemarks;
  return [
    row(`**${words.say(heading, { count: all.filter(({ code }) => !sums.includes(code)).length })}**`),
    ...sentences.slice(0, mostRemarks).map((sentence) => row(`${look.sign} ${sentence}`, color)),
    ...(rest > 0 ? [row(words.say('and-more', { count: rest }))] : []),
  ];
}

function buttons(
  attemptId: string,
  total: number,
  offset: number,
  around: Surroundings,
  words: Words,
): readonly Button[] {
  const page = (to: number, key: string, count: number): Button =>
    press('see-plan', { attemptId, offset: to }, words.say(key, { count }));
  const left = total - offset - pageSize;
  return [
    press('refresh', { card: `attempt:${attemptId}` }, words.say('button.back-to-step')),
    open(words.say('button.download-plan'), around.link('plan', attemptId, 'xlsx')),
    ...(offset > 0 ? [page(Math.max(0, offset - pageSize), 'button.previous-rows', Math.min(pageSize, offset))] : []),
    ...(left > 0 ? [page(offset + pageSize, 'button.next-rows', Math.min(pageSize, left))] : []),
  ];
}
