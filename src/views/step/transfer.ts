/** Work outside that runs for hours: what is asked for, how far it is by the last look, and what is left of it when it ended. */
import type { OutsideRun } from '../../engine/state.js';
import { amounts, progressOf, size, span } from '../words/amounts.js';
import { press, unfold, type Button } from '../parts/buttons.js';
import { nothingRuns, row, type Fact, type ProgressLine, type Row } from '../parts/card-data.js';
import { textInput, toggleInput } from '../parts/inputs.js';
import { maySettle } from '../parts/rights.js';
import { momentOf } from '../words/moments.js';
import { ofObject } from '../words/remarks.js';
import { findingSign, lookOf, signOf } from '../words/signs.js';
import type { Words } from '../words/words.js';
import { asking, lookedAgain, movedOn, voided, wayBack, whyVoided } from './change.js';
import { done } from './ended.js';
import {
  approvalSentence,
  approvedBy,
  askWhy,
  neutralButtons,
  seePlan,
  seeChanged,
  type Face,
  type StepView,
} from './face.js';
import { agreeing, maySayNo, noRows } from './say-no.js';

const mostRows = 6;

/** The face of a transfer where it differs from that of a change; null: it does not. */
export function transferFace(view: StepView): Face | null {
  const { attempt, snapshot } = view;
  if (attempt.state === 'asking' && snapshot.kind === 'transfer' && (attempt.plan?.changes ?? 0) > 0)
    return planned(view);
  const run = attempt.outside;
  if (run === null) return null;
  if (attempt.state === 'running') return underWay(view, run);
  if (attempt.state === 'attention') return run.state === 'ended' ? ended(view, run) : needsALook(view, run);
  if (attempt.state === 'withdrawn') return turnedBack(view, run);
  if (attempt.state !== 'done') return null;
  const face = done(view);
  return { ...face, progress: whole(run, view), facts: [...roundFacts(view, run), ...(face.facts ?? [])] };
}

function planned(view: StepView): Face {
  const { attempt, words, snapshot } = view;
  const { plan, voided: before } = attempt;
  const face = asking(view);
  if (plan === null) return face;
  const sentence = approvalSentence(view, words.say('transfer.you-approve', { count: plan.changes }));
  const approve = press(
    'approve',
    { attemptId: attempt.id, planHash: plan.hash },
    words.say(before === null ? 'button.approve-items' : 'button.approve-new', { count: plan.changes }),
    { style: 'positive', inputs: snapshot.step.risk === 'final' ? 'auto' : 'none' },
  );
  const left = plan.leftOut.length;
  return {
    ...face,
    sentence: before === null ? sentence : `${whyVoided(before, words)} ${sentence}`,
    facts: [
      ...lookedAgain(view),
      ...(before === null ? [] : movedOn(view, before)),
      { title: words.say('fact.items'), value: amounts(plan, words) },
      { title: words.say('fact.left-out'), value: left === 0 ? '' : words.say('amount.left-out', { count: left }) },
      { title: words.say('fact.approved'), value: approvedBy(view) },
    ],
    rows: noRows(view),
    buttons: maySayNo(view)
      ? agreeing(view, [before === null ? seePlan(view) : seeChanged(view), askWhy(view)], approve)
      : neutralButtons(view),
  };
}

function underWay(view: StepView, run: OutsideRun): Face {
  const { words } = view;
  return {
    state: signOf(view.snapshot),
    sentence: words.say(`transfer.${sentenceOf(view, run)}`),
    progress: run.state === 'starting' ? nothingRuns : pace(run, view),
    facts: [...roundFacts(view, run), { title: words.say('fact.approved'), value: approvedBy(view) }],
    warnings: failedSoFar(view, run),
    wayBack: wayBack(view),
    buttons: steeringButtons(view, run),
  };
}

function sentenceOf({ around }: StepView, { state, wanted, pausedByStop }: OutsideRun): string {
  const stopped = around.status.stop !== null;
  if (wanted === 'halt') return 'halting';
  if (state === 'starting') return stopped ? 'start-waits' : 'starting';
  if (state === 'paused') return pausedByStop ? 'paused-by-stop' : wanted === 'go-on' ? 'going-on' : 'paused';
  if (wanted === 'pause') return 'pausing';
  return stopped ? 'goes-on' : 'running';
}

/** `412 of 4,018 · 1.2 GB of 9 GB · about 40 min left (measured)` */
function pace(run: OutsideRun, { words }: StepView): ProgressLine {
  const { items, bytes, minutesLeft } = run;
  const left =
    run.state === 'running' && items.done < items.total
      ? [
          minutesLeft === null
            ? words.say('progress.no-pace')
            : words.say('transfer.left', { time: span(Math.max(1, minutesLeft), words) }),
        ]
      : [];
  const amount = words.say('progress.amount', { done: items.done, total: items.total });
  return progressOf(items.done, items.total, [amount, ...sizes(bytes, words), ...left].join(' · '));
}

function sizes(bytes: OutsideRun['bytes'], words: Words): readonly string[] {
  if (bytes === null) return [];
  if (bytes.total === null) return [size(bytes.done, words)];
  return [words.say('transfer.bytes', { done: size(bytes.done, words), total: size(bytes.total, words) })];
}

/** Over all rounds. */
function whole({ planned: total, left, bytes }: OutsideRun, { words }: StepView): ProgressLine {
  const amount = words.say('progress.amount', { done: total - left, total });
  const text = [amount, ...(bytes === null ? [] : [size(bytes.done, words)])].join(' · ');
  return progressOf(total - left, total, text);
}

function roundFacts({ words, around }: StepView, run: OutsideRun): readonly Fact[] {
  const { now } = around.status;
  const rate = run.bytesPerMinute;
  return [
    {
      title: words.say('fact.round'),
      value:
        run.round === 1
          ? ''
          : words.say('transfer.round', { round: run.round, total: run.items.total, planned: run.planned }),
    },
    { title: words.say('fact.started'), value: momentOf(run.beganAt, now) },
    {
      title: words.say('fact.pace'),
      value: rate === null || run.state !== 'running' ? '' : words.say('transfer.pace', { amount: size(rate, words) }),
    },
    { title: words.say('fact.looked'), value: run.lookedAt === null ? '' : momentOf(run.lookedAt, now) },
  ];
}

const failedSoFar = ({ words }: StepView, { items }: OutsideRun): readonly string[] =>
  items.failed > 0 ? [words.say('transfer.failed-so-far', { count: items.failed })] : [];

function steeringButtons(view: StepView, run: OutsideRun): readonly Button[] {
  const { attempt, words, rights, around } = view;
  const stopped = around.status.stop !== null;
  const fields = { attemptId: attempt.id };
  const goOn = rights['go-on'] && !stopped;
  const steering = [
    ...(rights.pause ? [press('pause', fields, words.say('button.pause'))] : []),
    ...(goOn ? [press('go-on', fields, words.say('button.go-on'))] : []),
    ...(rights.stop && !stopped && run.state !== 'paused' ? [stopAll(view)] : []),
    ...(rights.halt ? [press('halt', fields, words.say('button.halt'), { style: 'destructive' })] : []),
  ];
  return steering.length === 0 ? neutralButtons(view) : [askWhy(view), ...steering];
}

/** What runs outside goes on under a stop as its step says; whoever stops may want it to pause as well. */
function stopAll({ words }: StepView): Button {
  const pause = toggleInput({ id: 'transfers', label: words.say('input.pause-transfers') });
  return unfold(
    words.say('button.stop-all'),
    [pause],
    [press('stop', {}, words.say('button.stop'), { style: 'destructive' })],
  );
}

/** It ended by itself or was halted, and not all of it is done. */
function ended(view: StepView, run: OutsideRun): Face {
  const { words, rights, snapshot } = view;
  const key = run.halted ? 'transfer.halted' : 'transfer.ended';
  const sentence = words.say(key, { count: run.left, planned: run.planned });
  return {
    state: signOf(snapshot),
    sentence: rights.retry
      ? `${sentence} ${words.say('transfer.you', { accept: rights.accept ? 'yes' : 'no' })}`
      : sentence,
    progress: whole(run, view),
    facts: [...roundFacts(view, run), { title: words.say('fact.approved'), value: approvedBy(view) }],
    rows: openRows(view),
    wayBack: wayBack(view),
    buttons: settleButtons(view, run),
  };
}

function openRows({ attempt, words }: StepView): readonly Row[] {
  const items = attempt.troubles.map((trouble) => row(`✕ ${ofObject(trouble, words)}`, 'Attention'));
  const findings = attempt.findings
    .filter(({ status }) => status !== 'passed')
    .map((finding) => {
      const look = lookOf(findingSign(finding.status));
      return row(`${look.sign} ${words.remark(finding)}`, look.color);
    });
  const rows = [...findings, ...items];
  if (rows.length <= mostRows) return rows;
  return [...rows.slice(0, mostRows - 1), row(words.say('and-more', { count: rows.length - mostRows + 1 }))];
}

function settleButtons(view: StepView, run: OutsideRun): readonly Button[] {
  const { attempt, words, rights, snapshot } = view;
  if (!maySettle(rights) && !rights.retry) return neutralButtons(view);
  const note = textInput({
    id: 'note',
    label: words.say('input.accept-note'),
    required: true,
    error: words.say('input.accept-note.error'),
    lines: true,
  });
  const fields = { attemptId: attempt.id };
  const accept = press('accept', fields, words.say('button.accept', { count: run.left }), { style: 'destructive' });
  return [
    askWhy(view),
    press('again', { stepId: snapshot.step.id }, words.say('button.plan-again')),
    ...(rights.accept ? [unfold(words.say('button.accept-open'), [note], [accept])] : []),
    ...(rights.retry
      ? [press('retry', fields, words.say('button.retry', { count: run.left }), { style: 'positive' })]
      : []),
  ];
}

/** No look can tell: whoever has looked where it would run says what is so. */
function accountFor({ attempt, words, rights }: StepView): readonly Button[] {
  if (!rights['account-for']) return [];
  const fields = { attemptId: attempt.id };
  const inputs = [
    textInput({ id: 'outsideId', label: words.say('input.outside-id') }),
    textInput({
      id: 'reason',
      label: words.say('input.how-known'),
      required: true,
      error: words.say('input.how-known.error'),
      lines: true,
    }),
  ];
  return [
    unfold(words.say('button.account-for'), inputs, [
      press('runs-as', fields, words.say('button.runs-as')),
      press('nothing-runs', fields, words.say('button.nothing-runs'), { style: 'destructive' }),
    ]),
  ];
}

/** It may well go on outside: nobody could see it, or nothing of it moves. */
function needsALook(view: StepView, run: OutsideRun): Face {
  const { attempt, words, snapshot, rights } = view;
  const again = press('again', { stepId: snapshot.step.id }, words.say('button.look-again'));
  const halt = press('halt', { attemptId: attempt.id }, words.say('button.halt'), { style: 'destructive' });
  return {
    state: signOf(snapshot),
    sentence: words.say('transfer.needs-a-look'),
    progress: run.state === 'starting' ? nothingRuns : pace(run, view),
    facts: roundFacts(view, run),
    rows: openRows(view),
    wayBack: wayBack(view),
    buttons: rights.repeat
      ? [askWhy(view), again, ...accountFor(view), ...(rights.halt ? [halt] : [])]
      : neutralButtons(view),
  };
}

/** What has arrived stays: it leaves no ledger that could be undone. */
function turnedBack(view: StepView, run: OutsideRun): Face {
  const { words } = view;
  const key = run.state === 'ended' ? 'transfer.put-aside' : 'transfer.put-aside-halting';
  const { done: count, total } = run.items;
  const face = voided(view);
  return {
    ...face,
    buttons: [...(face.buttons ?? []), ...accountFor(view)],
    sentence: words.say(key, { done: count, total }),
    rows: openRows({ ...view, attempt: { ...view.attempt, troubles: [] } }),
  };
}
