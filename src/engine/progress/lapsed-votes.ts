/** A go counts for twelve hours, and for what people saw when they said it: after that it is asked for anew. A no stands until it is taken back. */
import type { Step } from '../../contract/step.js';
import { afterOf, reachableFrom } from '../../runbook/graph.js';
import type { AttemptRow } from '../attempts/rows.js';
import { stepOf } from '../core.js';
import type { StepMove, Unit } from '../core.js';
import { loadVotes } from '../rights/votes.js';
import type { StoredVote } from '../rights/votes.js';
import { armHour } from '../schedule/hour.js';
import { after } from '../schedule/wall-time.js';
import { cancelWork } from '../schedule/work.js';
import type { StepState } from '../state.js';
import { forgetVotes, openGates } from './open-gates.js';

const goCountsHours = 12;

const endOf = ({ at }: StoredVote): string => after(new Date(at), goCountsHours * 3600);
const isGo = ({ vote }: StoredVote): boolean => vote === 'go';
/** It may still be on record: the hour's own look comes a moment later, or after a sleep. */
export const isOver = (vote: StoredVote, now: string): boolean => isGo(vote) && endOf(vote) <= now;

/** Of every open gate; the next hour at which one ends is armed. */
export async function askForOldVotes(unit: Unit): Promise<void> {
  const gates = await openGates(unit, () => true);
  for (const { attempt, votes } of gates) await forgetOldVotes(unit, attempt, votes);
  const ends = gates.flatMap(({ votes }) => votes.filter((vote) => isGo(vote) && !isOver(vote, unit.at)).map(endOf));
  const next = ends.sort()[0];
  if (next === undefined) await cancelWork(unit, 'hour:votes');
  else await armHour(unit, 'hour:votes', next);
}

/** What stands of an open gate's votes when somebody votes. */
export async function votesThatCount(unit: Unit, attempt: AttemptRow): Promise<readonly StoredVote[]> {
  await forgetOldVotes(unit, attempt, await loadVotes(unit.trx, [attempt.id]));
  return loadVotes(unit.trx, [attempt.id]);
}

async function forgetOldVotes(unit: Unit, attempt: AttemptRow, votes: readonly StoredVote[]): Promise<void> {
  const left = votes.filter((vote) => !isOver(vote, unit.at));
  if (left.length < votes.length)
    await forgetVotes(unit, attempt, votes, left, { because: 'hours', hours: goCountsHours });
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

const isDecision = (unit: Unit, stepId: string): boolean => stepOf(unit.core, stepId).kind === 'decision';
