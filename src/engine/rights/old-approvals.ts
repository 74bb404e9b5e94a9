/** An approval of what cannot be taken back counts as long as a go: what people knew when they gave it is not what is known a day later. */
import type { Step } from '../../contract/step.js';
import type { AttemptRow } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import type { Unit } from '../core.js';
import { loadPeople } from '../roles/roster.js';
import { after } from '../schedule/wall-time.js';
import { loadVotes } from './votes.js';
import type { StoredVote } from './votes.js';

const countsHours = 12;

/** What stands of the approvals of an attempt; whose is too old is told so and asked anew. */
export async function approvalsThatCount(
  unit: Unit,
  step: Pick<Step, 'risk'>,
  attempt: Pick<AttemptRow, 'id' | 'step_id'>,
): Promise<readonly StoredVote[]> {
  const votes = await loadVotes(unit.trx, [attempt.id]);
  if (step.risk !== 'final') return votes;
  const isOld = ({ vote, at }: StoredVote): boolean =>
    vote === 'approve' && after(new Date(at), countsHours * 3600) <= unit.at;
  const old = votes.filter(isOld);
  if (old.length === 0) return votes;
  const people = await loadPeople(unit.trx);
  for (const { personId } of old) {
    await unit.trx
      .deleteFrom('approval')
      .where('attempt_id', '=', attempt.id)
      .where('person_id', '=', personId)
      .execute();
    const name = people.find(({ id }) => id === personId)?.name ?? '';
    const why = { because: 'hours', hours: countsHours };
    await record(unit, null, 'vote-asked-anew', attempt.step_id, { attempt: attempt.id, name, ...why });
  }
  return votes.filter((vote) => !isOld(vote));
}
