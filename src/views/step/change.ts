/** A change on its way: reading, asking for approval (anew, when the tenant moved on), writing, reading back. */
import { answerFacts } from './form.js';
import { isHighRisk } from '../../contract/step.js';
import { domainToType, domainsMeant } from '../../contract/typed-domain.js';
import type { PlanSummary, Voided } from '../../engine/state.js';
import { amounts, minutesOf, pace, readingPace } from '../words/amounts.js';
import { press, type Button } from '../parts/buttons.js';
import { nothingRuns, row, type Fact } from '../parts/card-data.js';
import { domainLine, example } from '../parts/difference.js';
import { textInput } from '../parts/inputs.js';
import { momentOf, utc } from '../words/moments.js';
import { plainLabel, plainText } from '../words/plain-text.js';
import { beyondTheLine } from '../words/special-steps.js';
import { approvalNeeds } from '../parts/rights.js';
import { unheldLines } from '../parts/unheld.js';
import { ofObject } from '../words/remarks.js';
import type { Words } from '../words/words.js';
import { signOf } from '../words/signs.js';
import { isOver, isTurningBack } from '../words/turned-back.js';
import {
  approvalSentence,
  approvedBy,
  askWhy,
  leadsBack,
  neutralButtons,
  seePlan,
  seeChanged,
  type Face,
  type StepView,
} from './face.js';
import { agreeing, holdingBack, maySayNo, noRows } from './say-no.js';

export function working(view: StepView): Face {
  const { attempt, around, snapshot, words } = view;
  // Approved during a stop: it is planned again and begins when the stop is lifted.
  const stopped = around.status.stop !== null && attempt.approvals.length > 0 && !attempt.despiteStop;
  const asksForm = snapshot.kind === 'decision' || snapshot.kind === 'gate';
  const sentence = stopped
    ? 'working.stopped'
    : snapshot.kind === 'check'
      ? attempt.reading === undefined
        ? 'working.check'
        : 'working.reading'
      : asksForm
        ? 'working.form'
        : 'working.plan';
  // It stands where somebody pressed for it, and what they asked for gets a card of its own.
  const asked = view.reader.person !== null && attempt.number > 1;
  return {
    state: 'preparing',
    sentence: [words.say(sentence), ...(asked ? [words.say('working.follows')] : [])].join(' '),
    progress: attempt.reading === undefined ? nothingRuns : readingPace(attempt.reading, words),
    buttons: [
      askWhy(view),
      ...holdingBack(view),
      ...(asked ? [press('refresh', { card: `attempt:${attempt.id}` }, words.say('button.see-as-it-is'))] : []),
    ],
  };
}

export function asking(view: StepView): Face {
  const { attempt, words, rights, snapshot } = view;
  const plan = attempt.plan;
  if (plan !== null && plan.blockers.length > 0) return blocked(view);
  const count = plan?.changes ?? 0;
  const again = attempt.voided !== null;
  const sentence = approvalSentence(view, words.say('asking.you-approve', { count }));
  const typed = rights.approve && snapshot.step.risk === 'final';
  return {
    state: again ? 'changed' : 'waiting',
    sentence: attempt.voided === null ? sentence : `${whyVoided(attempt.voided, words)} ${sentence}`,
    facts: [
      ...lookedAgain(view),
      ...(attempt.voided === null ? [] : movedOn(view, attempt.voided)),
      ...planFacts(view),
    ],
    rows: noRows(view),
    warnings: warningLines(view),
    inputs: typed ? [typedDomain(view)] : [],
    wayBack: wayBack(view),
    buttons: maySayNo(view)
      ? agreeing(view, [again ? seeChanged(view) : seePlan(view), askWhy(view)], approve(view))
      : neutralButtons(view),
    details: plan === null ? [] : [words.say('detail.planned', { at: utc(plan.plannedAt), hash: plan.hash })],
  };
}

/** Somebody had it planned again while it was asked about: it came out the same, and what was said of it stands. */
export const lookedAgain = ({ attempt, words, around }: StepView): readonly Fact[] =>
  attempt.lookedAt === null
    ? []
    : [
        {
          title: words.say('fact.looked-again'),
          value: words.say('looked-again.same', { time: momentOf(attempt.lookedAt, around.status.now) }),
        },
      ];

function approve(view: StepView): Button {
  const { attempt, words, snapshot } = view;
  const count = attempt.plan?.changes ?? 0;
  const key =
    attempt.direction === 'undo'
      ? 'button.approve-undo'
      : attempt.voided !== null
        ? 'button.approve-new'
        : attempt.plan === null
          ? 'button.approve'
          : 'button.approve-changes';
  const fields = { attemptId: attempt.id, planHash: attempt.plan?.hash ?? '' };
  const inputs = snapshot.step.risk === 'final' ? 'auto' : 'none';
  return press('approve', fields, words.say(key, { count }), { style: 'positive', inputs });
}

/** What a `final` step asks for besides the press: one domain, the same for all who approve. */
export const typedDomain = ({ attempt, around, words }: StepView): ReturnType<typeof textInput> => {
  const moving = around.status.movingDomains;
  const sample = attempt.plan?.sample ?? [];
  const names = domainsMeant(moving, sample).map((name) => plainLabel(name));
  const domain = plainLabel(domainToType(moving, sample));
  return textInput({
    id: 'typedDomain',
    label: words.say('input.typed-domain', { domain, domains: words.all(names), count: names.length }),
    required: true,
    error: words.say('input.typed-domain.error', { domain }),
    placeholder: domain,
  });
};

function planFacts(view: StepView): readonly Fact[] {
  const { attempt, words } = view;
  const plan = attempt.plan;
  if (plan === null) return [];
  return [
    ...changeFacts(plan, view),
    {
      title: words.say('fact.left-out'),
      value: plan.leftOut.length === 0 ? '' : words.say('amount.left-out', { count: plan.leftOut.length }),
    },
    { title: words.say('fact.approved'), value: approvedBy(view) },
  ];
}

/** How many, and one of them; domains that all change alike by their names, for whoever approves reads each of them. */
function changeFacts(plan: PlanSummary, { words, around }: StepView): readonly Fact[] {
  const title = words.say('fact.changes');
  const [first] = plan.sample;
  const line = first === undefined ? null : domainLine(first, words);
  if (
    line !== null &&
    plan.changes === plan.sample.length &&
    plan.sample.every((one) => domainLine(one, words) === line)
  ) {
    const place = (domain: string): number => around.status.movingDomains.indexOf(domain);
    const names = plan.sample.map(({ object }) => object.label).sort((a, b) => place(a) - place(b));
    return [{ title, value: `${words.all(names.map((name) => plainText(name, 60)))}: ${line}` }];
  }
  return [
    { title, value: amounts(plan, words) },
    { title: words.say('fact.example'), value: first === undefined ? '' : example(first, words) },
  ];
}

/** The same changes on another card: what was approved is as it was, and not all there is to know. */
export const whyVoided = ({ appeared, gone, different, newToKnow = [] }: Voided, words: Words): string =>
  words.say(
    newToKnow.length > 0 && [appeared, gone, different].every(({ length }) => length === 0)
      ? 'voided.to-know'
      : 'voided.sentence',
  );

export function movedOn(view: StepView, voided: Voided): readonly Fact[] {
  const { words, attempt } = view;
  const since = attempt.approvals.at(-1)?.at;
  const line = (objects: Voided['gone']): string =>
    objects.length === 0
      ? ''
      : `${words.say('amount.objects', { count: objects.length })}: ${objects
          .slice(0, 2)
          .map((object) => plainText(object.label, 48))
          .join(', ')}${objects.length > 2 ? ', …' : ''}`;
  const appeared =
    since === undefined || attempt.state !== 'voided'
      ? words.say('fact.appeared')
      : words.say('fact.appeared-since', { time: momentOf(since, view.around.status.now) });
  return [
    { title: appeared, value: line(voided.appeared) },
    { title: words.say('fact.gone'), value: line(voided.gone) },
    { title: words.say('fact.different'), value: line(voided.different) },
    { title: words.say('fact.new-to-know'), value: newToKnow(voided, words) },
  ];
}

const mostWarnings = 3;

function newToKnow({ newToKnow: remarks = [] }: Voided, words: Words): string {
  const sentences = [...new Set(remarks.map((remark) => ofObject(remark, words)))];
  const rest = sentences.length - mostReasons;
  return [...sentences.slice(0, mostReasons), ...(rest > 0 ? [words.say('and-more', { count: rest })] : [])].join(' ');
}

function warningLines(view: StepView): readonly string[] {
  const { attempt, words } = view;
  const warnings = [...new Set((attempt.plan?.warnings ?? []).map((warning) => words.remark(warning)))];
  const rest = warnings.length - mostWarnings;
  return [
    ...stopWarning(view),
    ...refusedBefore(view),
    // It was to be looked at once more, and nothing was seen.
    ...attempt.findings.filter(({ status }) => status === 'unknown').map((finding) => words.remark(finding)),
    ...warnings.slice(0, mostWarnings),
    ...(rest > 0 ? [words.say('more-warnings', { count: rest })] : []),
    ...unheldLines(approvalNeeds(attempt), view.around, words, view.naming),
  ];
}

const mostReasons = 2;

/** It looks like a plan that nobody has tried: when it was refused, and the reasons in the words they were told in. */
function refusedBefore({ snapshot, words, around }: StepView): readonly string[] {
  if (snapshot.refusedBefore === undefined) return [];
  const { at, remarks } = snapshot.refusedBefore;
  const reasons = [...new Set(remarks.map((remark) => ofObject(remark, words)))];
  return [
    words.say('warning.refused-before', { time: momentOf(at, around.status.now) }),
    ...reasons.slice(0, mostReasons),
    ...(reasons.length > mostReasons ? [words.say('and-more', { count: reasons.length - mostReasons })] : []),
  ];
}

/** An approval during a stop lets nothing be written, but for an undo that two people approve. */
function stopWarning({ attempt, around, snapshot, words }: StepView): readonly string[] {
  if (around.status.stop === null) return [];
  const byTwo = isHighRisk(snapshot.step);
  return [words.say(leadsBack(snapshot, attempt) && byTwo ? 'warning.stop-and-undo' : 'warning.stop-and-approval')];
}

/** One line on every card that changes something: whether, how long and with whom it can be put back. */
export function wayBack(view: StepView): string {
  const { snapshot, attempt, words } = view;
  const { step } = snapshot;
  if (step.kind !== 'change' && step.kind !== 'transfer') return '';
  if (attempt.direction === 'undo') return words.say('way-back.undo');
  if (step.undo === 'never') return words.say(step.phase === 'back-out' ? 'way-back.undo' : 'way-back.never');
  if (crossesTheLine(step)) return words.say('way-back.final');
  const seconds = attempt.plan?.undoSeconds ?? null;
  const where = words.say(`way-back.side.${step.side}`);
  if (seconds === null) return words.say('way-back.unmeasured', { where });
  return words.say('way-back.minutes', { minutes: minutesOf(seconds), where });
}

const crossesTheLine = ({ id, risk }: StepView['snapshot']['step']): boolean =>
  risk === 'final' || beyondTheLine.has(id);

/** Once it has been written. */
export function wayBackByNow(view: StepView): string {
  const { step } = view.snapshot;
  const crossed = view.attempt.direction === 'do' && step.undo !== 'never' && crossesTheLine(step);
  return crossed && wayBack(view) !== '' ? view.words.say('way-back.by-now') : wayBack(view);
}

export function blocked(view: StepView): Face {
  const { attempt, words, rights, snapshot } = view;
  const blockers = attempt.plan?.blockers ?? [];
  const sentences = [...new Set(blockers.map((blocker) => words.remark(blocker)))];
  const shown = sentences.slice(0, 5).map((sentence) => row(`✕ ${sentence}`, 'Attention'));
  const rest = sentences.length - shown.length;
  const again = press('again', { stepId: snapshot.step.id }, words.say('button.plan-again'));
  return {
    state: 'attention',
    sentence: words.say('blocked', { count: blockers.length }),
    facts: planFacts(view),
    rows: rest > 0 ? [...shown, row(words.say('and-more', { count: rest }))] : shown,
    buttons: [...neutralButtons(view), ...(rights.repeat ? [again] : [])],
  };
}

/** The card of an attempt that counts no more: the tenant changed, a newer one replaced it, or the team turned back. */
export const voided = (view: StepView): Face => ({
  state: signOf(view.snapshot),
  sentence: voidedBecause(view),
  facts: [
    ...putOffFacts(view),
    ...(view.attempt.voided === null ? [] : movedOn(view, view.attempt.voided)),
    ...(held(view) ? answerFacts(view) : []),
    { title: view.words.say('fact.approved'), value: approvedBy(view) },
  ],
  buttons: view.attempt.plan === null ? [askWhy(view)] : [seePlan(view, 'button.see-old-plan'), askWhy(view)],
});

/** Answers that were in force until others were given. */
const held = ({ attempt }: StepView): boolean =>
  attempt.state === 'replaced' && Object.keys(attempt.answers).length > 0;

function voidedBecause(view: StepView): string {
  const { attempt, around, words, snapshot, naming } = view;
  if (held(view)) return words.say('voided.answered-anew');
  if (attempt.state === 'put-off') return words.say('put-off.sentence');
  const no = attempt.approvals.find(({ vote }) => vote === 'no');
  if (no !== undefined && snapshot.step.phase === 'back-out') {
    return words.say('voided.said-no', { who: plainText(no.person.name), reason: plainText(no.reason ?? '', 300) });
  }
  if (attempt.aside !== undefined) return words.say(`voided.${attempt.aside}`);
  if (attempt.state === 'voided')
    return attempt.voided === null
      ? words.say('voided.over')
      : `${whyVoided(attempt.voided, words)} ${words.say('voided.follows')}`;
  const turned = isTurningBack(around.status) || isOver(around.status);
  // Turning back puts aside what leads forward; what leads back was asked for anew.
  const aside = turned && !leadsBack(snapshot, attempt);
  // What somebody took may have been done in part, or all of it: the bot did not see it.
  if (attempt.takenBy !== null)
    return words.say('voided.in-hand', { turned: aside ? 'yes' : 'no', name: naming.name(attempt.takenBy) });
  const { done = 0, total = 0 } = attempt.progress ?? {};
  if (done > 0) return words.say('voided.replaced-in-part', { done, total });
  return words.say(aside ? 'voided.turned-back' : 'voided.replaced');
}

/** Nothing went wrong: why it waits, and until when. */
function putOffFacts({ attempt, words }: StepView): readonly Fact[] {
  if (attempt.state !== 'put-off' || attempt.putOff === null) return [];
  return [
    { title: words.say('fact.because'), value: words.remark(attempt.putOff.remark) },
    {
      title: words.say('fact.offered-again'),
      value: words.say('put-off.until', { step: words.titleById(attempt.putOff.until) }),
    },
  ];
}

export function running(view: StepView): Face {
  const { attempt, words, rights } = view;
  const progress = attempt.progress;
  const stopped = view.around.status.stop !== null;
  const held = stopped && !attempt.despiteStop;
  const stop = press('stop', {}, words.say('button.stop'), { style: 'destructive' });
  const undo = attempt.direction === 'undo';
  return {
    state: undo ? 'undoing' : 'running',
    sentence: words.say(
      held ? 'running.stopped' : stopped ? 'running.despite-stop' : undo ? 'running.undo' : 'running.sentence',
    ),
    progress: progress === null ? nothingRuns : pace(progress, words),
    facts: [
      { title: words.say('fact.approved'), value: approvedBy(view) },
      { title: words.say('fact.started'), value: momentOf(attempt.startedAt, view.around.status.now) },
    ],
    warnings: troubleCounts(view),
    wayBack: wayBack(view),
    buttons: rights.stop && !stopped ? [askWhy(view), stop] : neutralButtons(view),
  };
}

function troubleCounts(view: StepView): readonly string[] {
  const { attempt, words } = view;
  const drifted = attempt.progress?.drifted ?? 0;
  const refused = attempt.progress?.refused ?? 0;
  return [
    ...(drifted > 0 ? [words.say('warning.drifted', { count: drifted })] : []),
    ...(refused > 0 ? [words.say('warning.refused', { count: refused })] : []),
  ];
}

export function verifying(view: StepView): Face {
  const { attempt, words } = view;
  const open = attempt.findings.filter((finding) => finding.status !== 'passed').length;
  return {
    state: 'checking',
    sentence: words.say(open > 0 ? 'verifying.open' : 'verifying.sentence', { count: open }),
    progress: attempt.progress === null ? nothingRuns : pace(attempt.progress, words),
    facts: [{ title: words.say('fact.approved'), value: approvedBy(view) }],
    warnings: troubleCounts(view),
    wayBack: wayBack(view),
    buttons: [askWhy(view)],
  };
}
