/** A step that came to an end, or to a halt that needs a person. */
import type { Finding } from '../../contract/finding.js';
import type { Point } from '../../engine/state.js';
import type { Attempt } from '../../engine/state.js';
import { foundAndFalling, inOrderOfScans, scanWords, searched, seeBlockers } from '../cards/blockers.js';
import { press, unfold, type Button } from '../parts/buttons.js';
import { row, type Row } from '../parts/card-data.js';
import { textInput } from '../parts/inputs.js';
import { dateAndTimeOf, momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { rescheduleButtons } from '../parts/reschedule.js';
import { holdsAny, maySettle } from '../parts/rights.js';
import { finishedSentence, takenAsIsRows } from '../words/how-done.js';
import { several } from '../words/several.js';
import { ofObject } from '../words/remarks.js';
import { isOver } from '../words/turned-back.js';
import { findingSign, isAskedAnew, lookOf, signOf } from '../words/signs.js';
import { blocksOf, recordsOf } from './brief.js';
import { wayBack, wayBackByNow } from './change.js';
import { approvedBy, askWhy, neutralButtons, seePlan, worthSeeing, type Face, type StepView } from './face.js';
import { evidenceLinks } from './evidence-links.js';
import { acceptingLines, isByKind, kindInput, takenRows } from './accepting.js';
import { answerFacts } from './form.js';
import { judgedOfAnswers } from './judged.js';
import { leadTimeWarnings } from './lead-times.js';
import { releasedSentence, stillHeld } from './release.js';
import { claimed, endSentence, nameIn } from './rests-on.js';

const mostRows = 6;

export function done(view: StepView): Face {
  const { attempt, words, snapshot } = view;
  const released = releasedSentence(view);
  const waits = untilBegunAgain(view);
  const isOpenAgain = isAskedAnew(snapshot);
  const falling = isOpenAgain || attempt.restsOn?.on !== 'seen' ? null : foundAndFalling(attempt.findings, words);
  const ends = released ?? falling?.sentence ?? [...theEnd(view), endSentence(view, waits !== '')].join(' ');
  return {
    state: falling?.state ?? signOf(snapshot),
    sentence: [isOpenAgain ? askedAnew(view) : ends, waits].filter((part) => part !== '').join(' '),
    facts: [
      ...answerFacts(view),
      { title: words.say('fact.approved'), value: approvedBy(view) },
      { title: words.say('fact.ended'), value: attempt.endedAt === null ? '' : dateAndTimeOf(attempt.endedAt) },
      { title: words.say('fact.evidence'), value: evidenceLinks(view) },
    ],
    rows: [
      ...judgedOfAnswers(view),
      ...(released === null ? findingRows(openFirst(attempt), view) : []),
      ...takenAsIsRows(snapshot.takenAsIs, words),
    ],
    // Everybody said go to it; that it is short of time stays said.
    warnings: [...leadTimeWarnings(view), ...answersHeld(view)],
    wayBack: attempt.direction === 'undo' || isOpenAgain ? '' : wayBackOfDone(view),
    buttons: [
      ...(worthSeeing(attempt) ? [seePlan(view)] : []),
      askWhy(view),
      ...ownView(view),
      ...answerAgain(view),
      ...beginAgain(view),
      ...putRight(view),
      ...takeGoBack(view),
      ...rescheduleButtons(view.rights, words),
    ],
  };
}

/** With the last look the whole is over, and its post is the one that tells. */
const theEnd = ({ snapshot, around, words }: StepView): readonly string[] =>
  snapshot.step.lastLook === true && around.status.state === 'finished'
    ? [finishedSentence(snapshot.notGreen, words)]
    : [];

/** The team turned back and it stays: whoever's it is asks for its undo by a press, and reports that as any task. */
const putRight = ({ snapshot, around, reader, words }: StepView): readonly Button[] =>
  isOver(around.status) && snapshot.undoable && reader.person !== null && holdsAny(reader.person, snapshot.step.roles)
    ? [press('undo-step', { stepId: snapshot.step.id }, words.say('button.put-right'))]
    : [];

/** Whoever gave the go reads of something else an hour later: until the first change of the night their word is theirs. */
function takeGoBack({ snapshot, attempt, reader, words }: StepView): readonly Button[] {
  if (reader.person === null || snapshot.mayTakeGoBack?.includes(reader.person.id) !== true) return [];
  const reason = textInput({
    id: 'reason',
    label: words.say('input.go-back-reason'),
    required: true,
    error: words.say('input.no-reason.error'),
    lines: true,
  });
  return [
    unfold(
      words.say('button.take-go-back'),
      [reason],
      [press('take-go-back', { attemptId: attempt.id }, words.say('button.ask-go-again'), { style: 'destructive' })],
    ),
  ];
}

/** Where somebody has to begin it again, not even the first words say that nothing is to be done. */
const alone = (key: string, waits: string): string => (waits === '' ? key : `${key}-alone`);

/** The answers hold until the newer attempt is through; what it was about is told by that one's card. */
const askedAnew = ({ snapshot, words, around }: StepView): string =>
  words.say(snapshot.step.kind === 'decision' ? 'asked-again.decision' : 'asked-again', {
    time: momentOf(snapshot.since, around.status.now),
  });

/** Nobody does by itself again what was taken back. A step that others undo has no attempt of its own that says so. */
const beginAgain = ({ attempt, rights, snapshot, words }: StepView): readonly Button[] =>
  snapshot.state === 'undone' && rights.repeat && (attempt.state === 'undone' || snapshot.step.undoneBy !== undefined)
    ? [press('again', { stepId: snapshot.step.id }, words.say('button.begin-again'))]
    : [];

/** Whoever reads that it is put back must not think that all is well: the way forward stands still here. */
function untilBegunAgain({ attempt, snapshot, around, words, naming }: StepView): string {
  const may = around.roster.filter(({ id }) => attempt.may.repeat.includes(id));
  if (snapshot.state !== 'undone' || may.length === 0) return '';
  return words.say('undone.until-again', { who: words.any(naming.names(may).slice(0, 6)) });
}

/** A decision may be thought over as long as nothing irreversible stands on it. */
function answerAgain({ snapshot, attempt, reader, words }: StepView): readonly Button[] {
  const isDecided = snapshot.step.kind === 'decision' && attempt.state === 'done' && !isAskedAnew(snapshot);
  return isDecided && reader.person !== null && attempt.may.repeat.includes(reader.person.id)
    ? [press('again', { stepId: snapshot.step.id }, words.say('button.answer-again'))]
    : [];
}

/** Where the button to answer again is missing, the card says why, and what else there is to do. */
const answersHeld = ({ attempt: { heldBy }, words }: StepView): readonly string[] =>
  heldBy === undefined
    ? []
    : [words.say(`warning.answers-held-${heldBy.why}`, { other: words.titleById(heldBy.stepId) })];

/** What was not done has no way back. */
const changedNothing = ({ plan, progress }: Attempt): boolean =>
  plan !== null && plan.brief === undefined && plan.changes === 0 && progress === null;

/** Undone, or being undone: what its attempt saw when it was done is no longer true. */
export const isBack = ({ state }: StepView['snapshot']): boolean => state === 'undoing' || state === 'undone';

export function takenBack(view: StepView): Face {
  const { attempt, words, snapshot, around } = view;
  const waits = snapshot.step.undoneBy === undefined ? '' : untilBegunAgain(view);
  return {
    state: signOf(snapshot),
    sentence: [
      words.say(alone(`taken-back.${snapshot.state}`, waits), { time: momentOf(snapshot.since, around.status.now) }),
      waits,
    ]
      .filter((part) => part !== '')
      .join(' '),
    facts: [
      { title: words.say('fact.approved'), value: approvedBy(view) },
      { title: words.say('fact.was-done'), value: wasDone(view) },
      { title: words.say('fact.evidence'), value: evidenceLinks(view) },
    ],
    buttons: [
      ...(worthSeeing(attempt) ? [seePlan(view, 'button.see-old-plan')] : []),
      askWhy(view),
      ...beginAgain(view),
    ],
  };
}

/** When, and where nobody saw it by whose word. */
function wasDone(view: StepView): string {
  const { attempt, words } = view;
  if (attempt.endedAt === null) return '';
  const time = dateAndTimeOf(attempt.endedAt);
  return attempt.restsOn?.on === 'said'
    ? words.say('rests.said-at', { time, name: nameIn(attempt.restsOn, view) })
    : time;
}

function wayBackOfDone(view: StepView): string {
  const { snapshot, attempt, words } = view;
  if (snapshot.undoable) return askBack(view);
  if (snapshot.toBeUndone) return words.say('way-back.comes');
  return changedNothing(attempt) ? '' : wayBackByNow(view);
}

/** Undone by others means undone in both tenants. */
const askBack = ({ words, snapshot }: StepView): string =>
  words.say(snapshot.step.line === true ? 'way-back.ask-both' : 'way-back.ask', { step: snapshot.step.id });

export function attention(view: StepView): Face {
  const { attempt, words, rights, snapshot } = view;
  const waits = attempt.troubles.length > 0 ? attempt.findings.filter(({ code }) => code === 'domain-releasing') : [];
  const open = attempt.findings.filter(
    (finding) => finding.status !== 'passed' && finding.taken === undefined && !waits.includes(finding),
  );
  const troubles = attempt.troubles.map((trouble) => row(`▲ ${ofObject(trouble, words)}`, 'Attention'));
  const objects = open.filter(({ code }) => !isCount(code));
  // Objects that hold the domain stand on a card of their own; here the searches that found them are enough.
  const shown = open.length > objects.length ? inOrderOfScans(open.filter(({ code }) => isCount(code))) : open;
  const searches = searched(attempt.findings);
  const count = (searches?.objects ?? (objects.length > 0 ? objects : open).length) + troubles.length;
  const rows = capped(
    [
      ...findingRows(attempt.findings.filter(isTotal), view, 50),
      ...troubles,
      ...findingRows(shown, view, 50),
      ...stillHeld(waits, words),
      ...noLongerWanted(view),
      ...takenRows(view),
    ],
    view,
  );
  const said = isOutdated(attempt) ? '' : claimed(view);
  const sentence = [
    said,
    searches !== null && troubles.length === 0
      ? words.say('attention.scans', searches)
      : words.say(`attention.${signOf(snapshot) === 'unknown' ? 'unseen' : said === '' ? 'open' : 'otherwise'}`, {
          count,
        }),
  ]
    .filter((part) => part !== '')
    .join(' ');
  return {
    state: signOf(snapshot),
    sentence: maySettle(rights) ? `${sentence} ${whatYouCan(view, count)}` : sentence,
    facts: [
      {
        title: words.say('fact.changed'),
        value:
          attempt.progress === null
            ? ''
            : words.say('progress.amount', { done: attempt.progress.done, total: attempt.progress.total }),
      },
      { title: words.say('fact.approved'), value: approvedBy(view) },
      { title: words.say('fact.evidence'), value: evidenceLinks(view) },
    ],
    rows,
    warnings: acceptingLines(view),
    wayBack: isOutdated(attempt) && snapshot.undoable ? askBack(view) : wayBack(view),
    buttons: maySettle(rights) ? settleButtons(view, count, open) : [...neutralButtons(view), ...ownView(view)],
    // They were set already, for the answers before: nobody is to set them again.
    records: isOutdated(attempt) ? [] : blocksOf(view),
  };
}

/** Done for answers that no longer hold, or nobody could see whether they do. */
const outdated: readonly Finding['code'][] = ['engine.no-longer-fits', 'engine.fit-unseen', 'engine.left-standing'];
const isOutdated = ({ findings }: Attempt): boolean => findings.some(({ code }) => outdated.includes(code));

function noLongerWanted({ attempt, words }: StepView): readonly Row[] {
  if (!attempt.findings.some(({ code }) => code === 'engine.no-longer-fits')) return [];
  return recordsOf(attempt)
    .filter(({ action }) => action === 'publish')
    .map(({ name, type, value }) =>
      row(
        `– ${words.say('record.no-longer-wanted', { name: plainText(name), type: plainText(type, 12), value: plainText(value, 60) })}`,
      ),
    );
}

/** Only what the card has a button for, by the name of the button. */
function whatYouCan(view: StepView, count: number): string {
  const { words, rights } = view;
  const accept = rights.accept && count > 0;
  const key = rights.repeat ? (accept ? 'both' : 'again') : accept ? 'accept' : 'nothing';
  return words.say(`attention.you.${key}`, {
    again: words.say(againKey(view)),
    accept: words.say('button.accept-open').replace(/…$/, ''),
  });
}

/** Done for answers that no longer hold: the same look would find the same. */
function againKey({ attempt, snapshot, rights }: StepView): string {
  if (attempt.findings.some(({ code }) => code === 'engine.cannot-be-done')) return 'button.begin-again';
  // Whoever's task it is says by it that it is done now.
  if (rights.complete) return 'button.say-again';
  const fits = !attempt.findings.some(({ code }) => code === 'engine.no-longer-fits');
  const looks = snapshot.step.kind === 'check' || (attempt.plan?.brief !== undefined && fits);
  return looks ? 'button.check-again' : 'button.plan-again';
}

function settleButtons(view: StepView, count: number, points: readonly Point[]): readonly Button[] {
  const { attempt, words, snapshot, rights } = view;
  const note = textInput({
    id: 'note',
    label: words.say('input.accept-note'),
    required: true,
    error: words.say('input.accept-note.error'),
    lines: true,
  });
  const chosen = isByKind(view, points) ? words.say('button.accept-chosen') : words.say('button.accept', { count });
  const accept = press('accept', { attemptId: attempt.id }, chosen, { style: 'destructive' });
  const force = snapshot.step.backStop;
  const scans = scansAgain(view);
  return [
    ...(scans.length > 0 ? scans : [askWhy(view)]),
    ...ownView(view),
    ...(worthSeeing(attempt) && force === undefined ? [seePlan(view)] : []),
    ...(rights.repeat ? [press('again', { stepId: snapshot.step.id }, words.say(againKey(view)))] : []),
    ...(count > 0 && rights.accept
      ? [unfold(words.say('button.accept-open'), [...kindInput(view, points), note], [accept])]
      : []),
    // Behind everything that is safer; it is planned by this, and approved like any change.
    ...(force === undefined ? [] : [press('again', { stepId: force }, words.say(`button.plan-${force}`))]),
  ];
}

/** A tenant that refuses to let a domain go says little about why: the scans say all of it. */
function scansAgain({ attempt, snapshot, words }: StepView): readonly Button[] {
  const stepId = snapshot.step.scannedBy;
  return stepId === undefined || attempt.troubles.length === 0
    ? []
    : [press('again', { stepId }, words.say('button.scans-again'))];
}

/** Checks whose findings have a card of their own. */
const ownView = ({ snapshot, words }: StepView): readonly Button[] =>
  snapshot.step.scans === undefined ? [] : [seeBlockers(words)];

const isCount = (code: string): boolean => code.startsWith('scan-');

export const notApplicable = (view: StepView): Face => ({
  state: 'not-applicable',
  sentence:
    view.snapshot.notApplicable === null
      ? view.words.say('not-applicable')
      : `${view.words.say('not-applicable')} ${view.words.remark(view.snapshot.notApplicable)}`,
  facts: [{ title: view.words.say('fact.evidence'), value: evidenceLinks(view) }],
  buttons: [askWhy(view)],
});

export const notYet = (view: StepView): Face => ({
  state: signOf(view.snapshot),
  sentence:
    view.snapshot.waitsFor.length === 0
      ? view.words.say('its-turn')
      : view.words.say('waits-for', { steps: stepList(view.snapshot.waitsFor, view) }),
  buttons: [askWhy(view)],
});

export const stepList = (ids: readonly string[], { words }: Pick<StepView, 'words'>): string =>
  several(
    ids.map((id) => words.say('quoted', { text: words.step(id).title })),
    3,
    words,
  );

/** Taken as it is: what was open is what the card says stays named, so nothing that is well stands before it. */
const openFirst = ({ findings, restsOn }: StepView['attempt']): readonly Finding[] =>
  restsOn?.on === 'accepted' ? findings.toSorted((one, other) => placeOf(one) - placeOf(other)) : findings;

const placeOf = (finding: Finding): number => (isTotal(finding) ? 0 : finding.status === 'passed' ? 2 : 1);

export const isTotal = ({ status, total }: Finding): boolean => status === 'passed' && total === true;

export function findingRows(
  findings: readonly Finding[],
  view: Pick<StepView, 'words'>,
  most = mostRows,
): readonly Row[] {
  const rows = findings.map((finding) => {
    const look = lookOf(findingSign(finding.status));
    return row(`${look.sign} ${scanWords(finding, view.words) ?? view.words.remark(finding)}`, look.color);
  });
  return most > mostRows ? rows : capped(rows, view);
}

function capped(rows: readonly Row[], view: Pick<StepView, 'words'>): readonly Row[] {
  if (rows.length <= mostRows) return rows;
  return [...rows.slice(0, mostRows - 1), row(view.words.say('and-more', { count: rows.length - mostRows + 1 }))];
}
