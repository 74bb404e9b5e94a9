/** The card of one step: one skeleton, a face for every state, for the channel or for one person. */
import { isStuck, type Attempt, type Person, type StepSnapshot } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import type { Fact } from '../parts/card-data.js';
import { cardOf, type Said } from '../parts/envelope.js';
import { mailFact } from '../parts/mail-waits.js';
import { utc } from '../words/moments.js';
import { namingFor } from '../words/naming.js';
import { plainText } from '../words/plain-text.js';
import { proofOf } from '../words/proof.js';
import { beginEarly, begunEarlyLines, fromWhen } from '../parts/early.js';
import { mayAct, mayReopen, rightsOf } from '../parts/rights.js';
import { requestIds } from '../words/remarks.js';
import { signOf } from '../words/signs.js';
import { decisionOfBackOut } from '../words/special-steps.js';
import { asking, blocked, running, verifying, voided, working } from './change.js';
import { attention, done, findingRows, isBack, isTotal, notApplicable, notYet, takenBack } from './ended.js';
import { chained, undoneByOthers } from './back-out.js';
import { spokenRecords, watching } from './brief.js';
import { headOf, lapsedLines, type Face, type StepView } from './face.js';
import { decision, gate, task } from './people.js';
import { releasing, watchesRelease } from './release.js';
import { transferFace } from './transfer.js';
import { wordsIn, type Words } from '../words/words.js';

export function stepCard(
  snapshot: StepSnapshot,
  around: Surroundings,
  reader: Reader,
  mention: readonly Person[],
): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor(mention, around.channelIds);
  const attempt = snapshot.attempt;
  if (attempt === null) return cardOf('step', unstarted(snapshot, reader, words), words, { records: [] });
  const view: StepView = {
    snapshot,
    attempt,
    around,
    reader,
    rights: rightsOf(reader.person, snapshot),
    words,
    naming,
  };
  const face = faceOf(view);
  const called = naming.unnamed();
  const { records = [], ...rest } = face;
  const said: Said = {
    ...rest,
    // Somebody is missing, or said no: nobody who is asked can let it go on.
    state: face.state === 'waiting' && isStuck(attempt) ? 'attention' : face.state,
    title: headOf(snapshot, attempt, words),
    sentence: [
      face.sentence,
      ...(attempt.waitsFor.length === 0
        ? []
        : [
            words.say(snapshot.step.beginsTheNight === true ? 'gate.held-up' : 'ground-lost', {
              steps: titlesOf(attempt.waitsFor, words),
            }),
          ]),
      ...(attempt.besideVote === true ? [words.say('beside-vote', { step: words.titleById(decisionOfBackOut) })] : []),
      ...(called.length === 0 ? [] : [words.say('called', { who: naming.names(called).join(', ') })]),
    ].join(' '),
    facts: [...(face.facts ?? []), ...mailOfTheNight(view)],
    warnings: [...lapsedLines(view), ...(face.warnings ?? [])],
    foot: footOf(snapshot, attempt, words),
    details: [...(face.details ?? []), ...detailsOf(view)],
  };
  const acting = attempt.endedAt === null ? mayAct(snapshot, around.roster) : mayReopen(snapshot, around.roster);
  // Whoever pressed for it is shown it as soon as it is there.
  const people = attempt.state === 'working' && reader.person !== null ? [reader.person] : acting;
  const refresh = people.length === 0 ? {} : { refresh: { card: `attempt:${attempt.id}`, people } };
  const spoken = spokenRecords(records);
  return cardOf('step', { ...said, spoken }, words, { records }, { naming, ...refresh }, around, reader);
}

/** Whoever lets the domain go, waits for it or votes on turning back weighs for how long mail waits already. */
const mailOfTheNight = ({ snapshot: { step }, attempt, around, words }: StepView): readonly Fact[] =>
  attempt.endedAt === null && (step.line === true || step.decidesBackOut === true) ? mailFact(around, words) : [];

function faceOf(view: StepView): Face {
  const { snapshot, attempt } = view;
  const outside = transferFace(view);
  if (outside !== null) return outside;
  switch (attempt.state) {
    case 'voided':
    case 'withdrawn':
      // It fell away while it was asked for.
      if (snapshot.notApplicable !== null) return notApplicable(view);
      return voided(view);
    case 'put-off':
    case 'replaced':
      return voided(view);
    case 'waiting':
    case 'ready':
      return notYet(view);
    case 'working':
      return working(view);
    case 'asking':
      return askingFace(view);
    case 'running':
    case 'undoing':
      return snapshot.kind === 'task' ? task(view) : running(view);
    case 'verifying':
      if (watchesRelease(view)) return releasing(view);
      return attempt.plan?.brief === undefined ? verifying(view) : watching(view);
    case 'done':
      if (undoneByOthers(view)) return chained(view);
      return attempt.direction === 'do' && isBack(snapshot) ? takenBack(view) : done(view);
    case 'undone':
      return done(view);
    case 'attention':
      if (snapshot.kind === 'gate') return gate(view);
      return (attempt.plan?.blockers.length ?? 0) > 0 && attempt.progress === null ? blocked(view) : attention(view);
    case 'not-applicable':
      return notApplicable(view);
  }
}

function askingFace(view: StepView): Face {
  const { snapshot, attempt } = view;
  if (attempt.plan !== null && attempt.plan.changes > 0) return asking(view);
  if (snapshot.kind === 'gate') return gate(view);
  if (snapshot.kind === 'decision') return decision(view);
  return snapshot.kind === 'task' || attempt.needs.some((need) => need.kind === 'evidence') ? task(view) : asking(view);
}

const footOf = (snapshot: StepSnapshot, attempt: Attempt, words: Words): string =>
  [
    snapshot.step.id,
    ...(attempt.plan === null ? [] : [words.say('foot.plan', { hash: attempt.plan.hash.slice(0, 8) })]),
    words.say('foot.log'),
  ].join(' · ');

function detailsOf(view: StepView): readonly string[] {
  const { attempt, snapshot, words, naming } = view;
  const wording = words.step(snapshot.step.id);
  const passed =
    attempt.state === 'attention'
      ? findingRows(
          attempt.findings.filter((finding) => finding.status === 'passed' && !isTotal(finding)),
          view,
        )
      : [];
  return [
    wording.why,
    words.say('detail.proof', { proof: proofOf(snapshot, attempt, words) }),
    words.say('detail.attempt', { number: attempt.number, at: utc(attempt.startedAt) }),
    ...(attempt.endedAt === null ? [] : [words.say('detail.ended', { at: utc(attempt.endedAt) })]),
    ...(snapshot.timing === null ? [] : [words.say(`timing.${snapshot.timing}`)]),
    ...begunEarlyLines(snapshot, view.around.status.now, words),
    ...attempt.approvals
      .slice(0, 12)
      .map((given) => words.say(`detail.vote.${given.vote}`, { name: naming.name(given.person), at: utc(given.at) })),
    ...passed.map((line) => line.text),
    ...requestIds([...attempt.troubles, ...attempt.findings, ...(attempt.plan?.blockers ?? [])])
      .slice(0, mostRequests)
      .map((id) => words.say('detail.request', { id: plainText(id, 60) })),
    ...attempt.evidence
      .filter(({ by, note }) => by !== null && note === null)
      .slice(-4)
      .map((evidence) =>
        words.say('detail.file', {
          name: naming.name(evidence.by as Person),
          file: plainText(evidence.name, 80),
          at: utc(evidence.at),
          kilobytes: Math.ceil(evidence.bytes / 1024),
          hash: evidence.sha256.slice(0, 16),
        }),
      ),
    ...attempt.evidence
      .filter((evidence) => evidence.note !== null)
      .slice(-4)
      .map((evidence) =>
        words.say('detail.note', {
          name: evidence.by === null ? words.say('the-bot') : naming.name(evidence.by),
          note: plainText(evidence.note ?? '', 300),
        }),
      ),
  ].filter((line) => line !== '');
}

const mostRequests = 4;

const titlesOf = (stepIds: readonly string[], words: Words): string =>
  words.all(stepIds.slice(0, 4).map((id) => words.say('quoted', { text: words.step(id).title })));

function unstarted(snapshot: StepSnapshot, reader: Reader, words: Words): Said {
  const { early } = snapshot;
  const mayBegin = reader.person !== null && early?.mayBegin.includes(reader.person.id) === true;
  return {
    title: headOf(snapshot, null, words),
    state: signOf(snapshot),
    sentence:
      early !== undefined
        ? words.say('early.waits', { from: fromWhen(early.from, words) })
        : snapshot.waitsFor.length === 0
          ? words.say('its-turn')
          : words.say('waits-for', { steps: titlesOf(snapshot.waitsFor, words) }),
    buttons: mayBegin ? [beginEarly(snapshot.step.id, words.say('button.begin-early-because'), words)] : [],
    foot: `${snapshot.step.id} · ${words.say('foot.log')}`,
    details: [words.step(snapshot.step.id).why].filter((line) => line !== ''),
  };
}
