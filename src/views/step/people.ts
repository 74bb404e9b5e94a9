/** Steps that people do: a task by hand, a decision on a form, a vote at a gate. */
import type { Role } from '../../contract/step.js';
import type { Person } from '../../engine/state.js';
import { minutesOf, span } from '../words/amounts.js';
import { cutoverFactFromNow } from '../cards/board.js';
import { press, unfold, type Button } from '../parts/buttons.js';
import { row, type Fact, type Row } from '../parts/card-data.js';
import { textInput } from '../parts/inputs.js';
import { dateAndTimeOf, momentOf, utc } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { proofOf } from '../words/proof.js';
import { rescheduleButtons } from '../parts/reschedule.js';
import { approvalNeeds, needsOf } from '../parts/rights.js';
import { unheldLines } from '../parts/unheld.js';
import { answersMissing, waitingFor } from '../words/waiting-for.js';
import { outlineDetails, outlineFacts, outlineRows } from './back-out.js';
import { blocksOf, briefRows, recordsOf, seenRows, seeRecords } from './brief.js';
import { aboutFact, aboutRows } from './about.js';
import { typedDomain } from './change.js';
import { approvalSentence, approvedBy, askWhy, leadsBack, neutralButtons, type Face, type StepView } from './face.js';
import { evidenceLinks } from './evidence-links.js';
import { attachButtons, evidenceInputs, wantedFact } from './evidence-wanted.js';
import { fileButtons, fileRows, filesShown } from './file-fields.js';
import { earliestFact, leadTimeDetails, leadTimeWarnings } from './lead-times.js';
import { whatMovesFacts, whatMovesRows } from './what-moves.js';
import { nightFacts } from './night-ahead.js';
import { acceptedDetails, failingRows, readinessDetails, readinessRows } from './readiness.js';
import { giveBack } from './give-back.js';
import { judgedRows } from './judged.js';
import { agreeing, maySayNo, noRows, takeBack } from './say-no.js';
import { answerFacts, formInputs, formRemarks, isAskedAgain, isFilledIn, momentGiven } from './form.js';

export function task(view: StepView): Face {
  const { attempt, words, naming, rights, snapshot } = view;
  if (approvalNeeds(attempt).length > 0) return taskToAgree(view);
  const taken = attempt.takenBy;
  const doers = needsOf(attempt, 'evidence');
  const undo = attempt.direction === 'undo';
  const mine = rights.take || rights.complete;
  const brief = recordsOf(attempt).length > 0;
  const sentence = mine
    ? brief
      ? words.say(rights.take ? 'brief.you' : 'brief.you-took', { count: recordsOf(attempt).length })
      : words.say(rights.take ? 'task.you' : 'task.you-took')
    : taken !== null
      ? words.say('task.taken', { name: naming.name(taken) })
      : words.say('task.waits', { who: waitingFor(doers, words, naming) });
  const lines = linesOf(view);
  const leftBehind = taken !== null && !attempt.may.complete.includes(taken.id);
  const before =
    attempt.handedBackAt === undefined
      ? []
      : [words.say('task.handed-back', { time: momentOf(attempt.handedBackAt, view.around.status.now) })];
  return {
    state: taken === null || leftBehind ? (undo ? 'undoing' : 'waiting') : 'running',
    sentence: leftBehind
      ? [
          words.say('task.left-behind', { name: naming.name(taken), who: waitingFor(doers, words, naming) }),
          ...(rights.take ? [words.say('task.you-take-over', { name: naming.name(taken) })] : []),
        ].join(' ')
      : [...before, sentence].join(' '),
    facts: [
      { title: words.say('fact.approved'), value: approvedBy(view) },
      wantedFact(view),
      ...aboutFact(view),
      { title: words.say('fact.evidence'), value: evidenceLinks(view) },
    ],
    rows: [...briefRows(view), ...aboutRows(view), ...(brief ? [] : numbered(lines)), ...seenRows(view)],
    records: blocksOf(view),
    warnings: nobodyWarnings(view),
    inputs: rights.complete ? evidenceInputs(view) : [],
    wayBack: snapshot.step.undo === 'never' || undo ? '' : words.say('way-back.task'),
    buttons: mine
      ? taskButtons(view)
      : [...neutralButtons(view), ...seeRecords(view), ...takeBack(view), ...giveBack(view)].slice(0, mostButtons),
  };
}

const numbered = (lines: readonly string[]): readonly Row[] =>
  lines.map((line, index) => row(lines.length > 1 ? `${index + 1}\\. ${line}` : line));

/** What to do by hand: the way there, or the way back. */
function linesOf({ attempt, words, snapshot }: StepView): readonly string[] {
  const { instruction, undoInstruction } = words.step(snapshot.step.id);
  return attempt.direction === 'undo' && undoInstruction !== undefined ? [undoInstruction] : instruction;
}

const proofFact = ({ attempt, words, snapshot }: StepView): readonly Fact[] => [
  { title: words.say('fact.proof'), value: proofOf(snapshot, attempt, words) },
];

function taskButtons(view: StepView): readonly Button[] {
  const { attempt, words, rights } = view;
  const fields = { attemptId: attempt.id };
  return [
    askWhy(view),
    ...seeRecords(view),
    ...giveBack(view),
    ...attachButtons(view),
    ...(rights.take ? [press('take', fields, words.say('button.take'))] : []),
    // Where one person does both it is one press.
    ...(rights.complete ? [press('complete', fields, words.say('button.complete'), { style: 'positive' })] : []),
  ];
}

const mostButtons = 4;

/** A task of high risk: a lead agrees to what will be done before anybody does it. */
function taskToAgree(view: StepView): Face {
  const { attempt, words, rights, snapshot } = view;
  const lines = linesOf(view);
  const brief = recordsOf(attempt).length > 0;
  const typed = snapshot.step.risk === 'final';
  const fields = { attemptId: attempt.id, planHash: attempt.plan?.hash ?? '' };
  return {
    state: 'waiting',
    sentence: approvalSentence(view, words.say('task.you-agree')),
    facts: [
      ...(brief ? [] : proofFact(view)),
      { title: words.say('fact.approved'), value: approvedBy(view) },
      { title: words.say('fact.evidence'), value: evidenceLinks(view) },
    ],
    rows: [...noRows(view), ...briefRows(view), ...(brief ? [] : numbered(lines))],
    records: blocksOf(view),
    warnings: nobodyWarnings(view),
    inputs: rights.approve && typed ? [typedDomain(view)] : [],
    wayBack: leadsBack(snapshot, attempt)
      ? ''
      : words.say(snapshot.step.undo === 'never' ? 'way-back.never' : 'way-back.task'),
    buttons: maySayNo(view)
      ? agreeing(
          view,
          [askWhy(view), ...seeRecords(view)],
          press('approve', fields, words.say('button.approve-task'), {
            style: 'positive',
            inputs: typed ? 'auto' : 'none',
          }),
        )
      : neutralButtons(view),
  };
}

export function decision(view: StepView): Face {
  const { attempt, words, naming, rights } = view;
  const needs = needsOf(attempt, 'answer');
  const asked = isAskedAgain(view) ? 'again' : isFilledIn(view) ? 'filled' : null;
  const title = words.say(asked === 'filled' ? 'button.answer-filled' : 'button.answer');
  const save = press('answer', { attemptId: attempt.id }, title, { style: 'positive', along: filesShown(view) });
  return {
    state: 'waiting',
    sentence: rights.answer
      ? words.say(asked === null ? 'decision.you' : `decision.you-${asked}`)
      : words.say(isAskedAgain(view) ? 'decision.waits-again' : 'decision.waits', {
          who: waitingFor(needs, words, naming),
        }),
    facts: [
      ...answerFacts(view),
      // What the bot brings to the question is for whoever answers it.
      ...(attempt.form?.judged === undefined
        ? []
        : [{ title: words.say('fact.evidence'), value: evidenceLinks(view) }]),
    ],
    rows: [...formRemarks(view), ...fileRows(view), ...judgedRows(view)],
    warnings: nobodyWarnings(view),
    inputs: rights.answer ? formInputs(view) : [],
    buttons: rights.answer ? [askWhy(view), ...fileButtons(view), save] : neutralButtons(view),
  };
}

export function gate(view: StepView): Face {
  const { attempt, words, naming, rights, snapshot } = view;
  const asksForm = needsOf(attempt, 'answer').length > 0;
  const silent = [...needsOf(attempt, 'vote'), ...needsOf(attempt, 'second-person')];
  const saysNo = attempt.approvals.some((approval) => approval.vote === 'no');
  const given = ownVote(view);
  // Whoever has said go is asked nothing more, and may still say no.
  const isAsked = rights.vote && given !== 'go';
  const { backOut: outline, readiness } = snapshot;
  const sentence = asksForm
    ? rights.answer
      ? words.say('gate.you-answer')
      : words.say('decision.waits', { who: waitingFor(needsOf(attempt, 'answer'), words, naming) })
    : isAsked
      ? words.say(isHeldUp(view) ? 'gate.you-no' : turnsBack(view) ? 'gate.you-turn-back' : 'gate.you')
      : words.say(saysNo ? 'gate.no' : 'gate.waits', answersMissing(silent, words, naming));
  return {
    state: saysNo ? 'attention' : 'waiting',
    sentence: [...takenBackLines(view), sentence].join(' '),
    facts: [
      ...answerFacts(view),
      ...earliestFact(view),
      ...(beginsTheNight(view) ? cutoverFactFromNow(view.around, words) : []),
      ...whatMovesFacts(snapshot, view.around.link, words),
      ...(snapshot.night === undefined ? [] : nightFacts(snapshot.night, view.around.status.now, words)),
      ...(outline === undefined ? [] : outlineFacts(outline, words)),
    ],
    rows: [
      ...(outline === undefined ? [] : outlineRows(outline, words, view.around.status.now)),
      ...(readiness === undefined ? [] : readinessRows(readiness, asOf(view), words, view.naming)),
      ...failingRows(snapshot.acceptedPoints ?? [], asOf(view), words, view.naming),
      ...whatMovesRows(snapshot, words),
      ...(asksForm ? [] : movedRows(view)),
      // Above the facts of the night it stands already.
      ...(readiness === undefined
        ? [row(words.say('readiness.as-of', { time: momentOf(asOf(view), asOf(view)) }))]
        : []),
      ...formRemarks(view),
      ...(asksForm ? fileRows(view) : []),
      ...beginsRow(view),
      ...snapshot.step.roles.map((role) => voteRow(role, view)),
      ...(snapshot.step.setsT === true && !asksForm ? [row(words.say('gate.t-stands'))] : []),
    ],
    details: [
      ...(outline === undefined ? [] : outlineDetails(outline, words)),
      ...(readiness === undefined ? [] : readinessDetails(readiness, asOf(view), words, view.naming)),
      ...acceptedDetails(snapshot.acceptedPoints ?? [], asOf(view), words, view.naming),
      ...leadTimeDetails(view),
    ],
    warnings: [...leadTimeWarnings(view), ...nobodyWarnings(view)],
    inputs: asksForm && rights.answer ? formInputs(view) : [],
    buttons: gateButtons(view, asksForm),
  };
}

/** Whoever is asked again reads first why. */
const takenBackLines = ({ snapshot: { goTakenBack: taken }, around, words, naming }: StepView): readonly string[] =>
  taken === undefined
    ? []
    : [
        words.say('go-taken-back', {
          name: naming.name(taken.by),
          time: momentOf(taken.at, around.status.now),
          reason: plainText(taken.reason, 300).replace(/(?<!\.)\.$/, ''),
        }),
      ];

/** A go is not counted while something under the gate is open; a no may always be said. */
const isHeldUp = ({ attempt }: StepView): boolean => attempt.waitsFor.length > 0;

const ownVote = ({ attempt, reader }: StepView): 'go' | 'no' | null => {
  const vote = attempt.approvals.find(({ person }) => person.id === reader.person?.id)?.vote;
  return vote === 'go' || vote === 'no' ? vote : null;
};

/** Whoever votes on another T reads which one it takes the place of, and why it is moved. */
function movedRows({ snapshot, attempt, around, words, naming }: StepView): readonly Row[] {
  const was = around.status.cutoverAt;
  const proposed = momentGiven(attempt.answers);
  if (snapshot.step.setsT !== true || was === null || proposed === null) return [];
  if (Date.parse(was) === Date.parse(proposed)) return [];
  const mover = attempt.approvals.find(({ vote, reason }) => vote === 'go' && reason !== null);
  const time = `${dateAndTimeOf(was)} (${utc(was)})`;
  return [
    row(
      mover === undefined
        ? words.say('t-was', { time })
        : words.say('t-was-moved', {
            time,
            name: naming.name(mover.person),
            reason: plainText(mover.reason ?? '', 300),
          }),
    ),
  ];
}

/** When what the gate tells of was read. */
const asOf = ({ snapshot, around }: StepView): string => snapshot.facts?.asOf ?? around.status.now;

/** A card that was opened a while ago shows what was so then: a press shows what is so now, in its place. */
const lookNow = ({ attempt, words }: StepView): Button =>
  press('refresh', { card: `attempt:${attempt.id}` }, words.say('button.look-now'));

function gateButtons(view: StepView, asksForm: boolean): readonly Button[] {
  const { attempt, words, rights, snapshot } = view;
  const fields = { attemptId: attempt.id };
  if (asksForm && rights.answer)
    return [
      askWhy(view),
      ...fileButtons(view),
      press('answer', fields, words.say('button.set-t'), { style: 'positive', along: filesShown(view) }),
    ];
  if (!rights.vote)
    return [
      ...neutralButtons(view),
      ...(view.reader.person === null ? [] : [lookNow(view)]),
      ...rescheduleButtons(rights, words),
    ];
  const given = ownVote(view);
  const reason = textInput({
    id: 'reason',
    label: words.say('input.no-reason'),
    required: true,
    error: words.say('input.no-reason.error'),
    lines: true,
  });
  const no = unfold(
    words.say('button.no-because'),
    [reason],
    [press('vote-no', fields, words.say('button.say-no'), { style: 'destructive' })],
  );
  const seen = { facts: snapshot.facts?.hash ?? '', drawnAt: snapshot.facts?.asOf ?? '' };
  const go = press('vote-go', { ...fields, ...seen }, words.say(turnsBack(view) ? 'button.turn-back' : 'button.go'), {
    style: 'positive',
  });
  const votes = [
    ...(given === 'no' ? [] : [no]),
    ...rescheduleButtons(rights, words),
    ...(given === 'go' || isHeldUp(view) ? [] : [go]),
  ];
  // Why it is asked stands in the details, too.
  return [lookNow(view), ...(votes.length + 2 > mostButtons ? [] : [askWhy(view)]), ...votes];
}

/** Whoever says the last go has opened the night: what has an hour waits for it, and the rest begins. */
function beginsRow(view: StepView): readonly Row[] {
  if (!beginsTheNight(view)) return [];
  const { words, around } = view;
  const { now, cutoverAt } = around.status;
  const hours = cutoverAt === null ? 0 : (Date.parse(cutoverAt) - Date.parse(now)) / 3_600_000;
  if (hours >= 0 && hours <= 12) return [row(words.say('gate.begins'))];
  const days = hours < 48 ? 0 : Math.round(hours / 24);
  const sentence =
    hours < 0
      ? words.say('gate.begins-late', { time: span(minutesOf(-hours * 3600), words) })
      : words.say('gate.begins-early', { days, hours: Math.round(hours) });
  return [row(`▲ ${sentence}`, 'Warning')];
}

const beginsTheNight = ({ snapshot }: StepView): boolean => snapshot.step.beginsTheNight === true;

/** At this gate "go" means back, and nobody should have to think about that at night. */
const turnsBack = (view: StepView): boolean => view.snapshot.step.decidesBackOut === true;

/** go · no · silent, one row a role. */
function voteRow(role: Role, view: StepView): Row {
  const { attempt, words, naming, around } = view;
  const name = words.say(`role.${role}`);
  const holders = around.roster.filter((person) => person.roles.includes(role));
  const votes = attempt.approvals.filter((vote) => holds(vote.person, role, holders));
  const no = votes.find((vote) => vote.vote === 'no');
  if (no !== undefined)
    return row(
      `✕ ${words.say('vote.no', { role: name, name: naming.name(no.person), time: dateAndTimeOf(no.at), reason: plainText(no.reason ?? '', 120) })}`,
      'Attention',
    );
  const go = votes.find((vote) => vote.vote === 'go');
  if (go !== undefined)
    return row(
      `✓ ${words.say(turnsBack(view) ? 'vote.turn-back' : 'vote.go', { role: name, name: naming.name(go.person), time: dateAndTimeOf(go.at) })}`,
      'Good',
    );
  const who = holders.length === 0 ? words.say('nobody-yet') : naming.names(holders).slice(0, 4).join(', ');
  return row(`◔ ${words.say('vote.silent', { role: name, who })}`);
}

const holds = (person: Person, role: Role, holders: readonly Person[]): boolean =>
  holders.some((holder) => holder.id === person.id) || person.roles.includes(role);

const nobodyWarnings = ({ attempt, around, words, naming }: StepView): readonly string[] =>
  unheldLines(attempt.needs, around, words, naming);
