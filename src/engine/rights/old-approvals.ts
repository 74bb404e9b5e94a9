/** An approval of what cannot be taken back counts as long as a go: what people knew when they gave it is not what is known a day later. */
import type { Step } from '../../contract/step.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { Unit } from '../core.js';
import { after } from '../schedule/wall-time.js';
import { forgetWords, wordCountsHours } from './forget-words.js';
import { loadVotes } from './votes.js';
import type { StoredVote } from './votes.js';

/** What stands of the approvals of an attempt; whose is too old is told so and asked anew. */
export async function approvalsThatCount(
  unit: Unit,
  step: Pick<Step, 'risk'>,
  attempt: Pick<AttemptRow, 'id' | 'step_id'>,
): Promise<readonly StoredVote[]> {
  const votes = await loadVotes(unit.trx, [attempt.id]);
  if (step.risk !== 'final') return votes;
  const isOld = ({ vote, at }: StoredVote): boolean =>
    vote === 'approve' && after(new Date(at), wordCountsHours * 3600) <= unit.at;
  await forgetWords(unit, attempt, votes.filter(isOld), { because: 'hours', hours: wordCountsHours });
  return votes.filter((vote) => !isOld(vote));
}
