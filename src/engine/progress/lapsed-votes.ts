/**
 * A go counts for twelve hours, and for what people saw when they said it: after that it is asked for anew. A T is agreed over days and time
 * zones: a go to it has no hours, and stands until T leaves too little time for something more. A no stands until it is taken back.
 */
import type { Step } from '../../contract/step.js';
import { afterOf, reachableFrom } from '../../runbook/graph.js';
import { tooLateFrom } from '../attempts/lead-times.js';
import { statesForTime } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { Facts } from '../audit/audit.js';
import { stepOf } from '../core.js';
import type { StepMove, Unit } from '../core.js';
import { cutoverOf } from '../kinds/form/read-form.js';
import { wordCountsHours } from '../rights/forget-words.js';
import { loadVotes } from '../rights/votes.js';
import type { StoredVote } from '../rights/votes.js';
import { armHour } from '../schedule/hour.js';
import { after } from '../schedule/wall-time.js';
import { cancelWork } from '../schedule/work.js';
import type { StepState } from '../state.js';
import { forgetVotes, openGates } from './open-gates.js';

const isGo = ({ vote }: StoredVote): boolean => vote === 'go';

interface End {
  readonly at: string;
  readonly why: Facts;
}

/** When a go counts no more by the clock alone, and why; null: never. */
async function endsOf(unit: Unit, step: Step, attempt: AttemptRow): Promise<(vote: StoredVote) => End | null> {
  if (step.setsT !== true)
    return ({ at }) => ({
      at: after(new Date(at), wordCountsHours * 3600),
      why: { because: 'hours', hours: wordCountsHours },
    });
  const cutoverAt = cutoverOf(attempt.answers);
  const about = { cutoverAt: cutoverAt ?? '', known: attempt.form?.leadTimes ?? [] };
  const tooLate =
    cutoverAt === null
      ? []
      : tooLateFrom(unit.core.options.runbook, await statesForTime(unit.core, unit), about, step.id);
  return ({ at: said }) => {
    const next = tooLate.find(({ at }) => at > said);
    return next === undefined ? null : { at: next.at, why: { because: 'time', moved: next.stepId } };
  };
}

/** It may still be on record: the hour's own look comes a moment later, or after a sleep. */
export const isOver = async (unit: Unit, step: Step, attempt: AttemptRow, vote: StoredVote): Promise<boolean> =>
  isGo(vote) && isPast((await endsOf(unit, step, attempt))(vote), unit.at);

const isPast = (end: End | null, now: string): boolean => end !== null && end.at <= now;

/** Of every open gate; the next hour at which one ends is armed. */
export async function askForOldVotes(unit: Unit): Promise<void> {
  const gates = await openGates(unit, () => true);
  const ends: string[] = [];
  for (const { step, attempt, votes } of gates) {
    await forgetOldVotes(unit, step, attempt, votes);
    const endOf = await endsOf(unit, step, attempt);
    ends.push(...votes.filter(isGo).flatMap((vote) => endOf(vote)?.at ?? []));
  }
  const [next] = ends.filter((at) => at > unit.at).sort();
  if (next === undefined) await cancelWork(unit, 'hour:votes');
  else await armHour(unit, 'hour:votes', next);
}

/** What stands of an open gate's votes when somebody votes. */
export async function votesThatCount(unit: Unit, step: Step, attempt: AttemptRow): Promise<readonly StoredVote[]> {
  await forgetOldVotes(unit, step, attempt, await loadVotes(unit.trx, [attempt.id]));
  return loadVotes(unit.trx, [attempt.id]);
}

async function forgetOldVotes(
  unit: Unit,
  step: Step,
  attempt: AttemptRow,
  votes: readonly StoredVote[],
): Promise<void> {
  const endOf = await endsOf(unit, step, attempt);
  const old = votes.filter((vote) => isGo(vote) && isPast(endOf(vote), unit.at));
  const why = old.map((vote) => endOf(vote)?.why).find((one) => one !== undefined);
  if (why === undefined) return;
  const left = votes.filter((vote) => !old.includes(vote));
  await forgetVotes(unit, attempt, votes, left, why);
}

/** Not as it was when people said go: somebody has to do something about it, or it is gone. */
const unlikeBefore: readonly StepState[] = ['asking', 'attention', 'running', 'undoing', 'undone'];

/** What a gate stands on moved. A decision that is thought over is asked about when its answers differ. */
export async function askAboutWhatMoved(unit: Unit, moves: readonly StepMove[]): Promise<void> {
  const telling = moves.filter(({ stepId, state }) => unlikeBefore.includes(state) && !isDecision(unit, stepId));
  if (telling.length === 0) return;
  const graph = afterOf(unit.core.options.runbook);
  const movedUnder = (gate: Step): StepMove | undefined => {
    const under = reachableFrom(graph, gate.id);
    return telling.find(({ stepId }) => stepId !== gate.id && under.has(stepId));
  };
  const gates = await openGates(unit, (gate) => gate.decidesBackOut !== true && movedUnder(gate) !== undefined);
  for (const { step, attempt, votes } of gates) {
    const left = votes.filter((vote) => !isGo(vote));
    if (left.length < votes.length)
      await forgetVotes(unit, attempt, votes, left, { because: 'facts', moved: movedUnder(step)?.stepId ?? '' });
  }
}

/** What moved so between the reading of a gate's facts and the transaction that writes a go to them: nobody could have read of it. */
export async function movedSinceRead(unit: Unit, gate: Step, readAt: string): Promise<readonly string[]> {
  const under = reachableFrom(afterOf(unit.core.options.runbook), gate.id);
  const rows = await unit.trx
    .selectFrom('step')
    .select(['id', 'state'])
    .where('since', '>=', readAt)
    .where('state', 'in', unlikeBefore)
    .where('id', '<>', gate.id)
    .execute();
  return rows
    .filter(({ id, state }) => state === 'attention' || (under.has(id) && !isDecision(unit, id)))
    .map(({ id }) => id);
}

const isDecision = (unit: Unit, stepId: string): boolean => stepOf(unit.core, stepId).kind === 'decision';
