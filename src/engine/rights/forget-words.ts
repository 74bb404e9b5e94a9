/** A word that counts no more is taken away with a line in the log, so that whoever gave it can be called and told why. */
import type { AttemptRow } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import type { Facts } from '../audit/audit.js';
import type { Unit } from '../core.js';
import { loadPeople } from '../roles/roster.js';
import type { StoredVote } from './votes.js';

/** A go, and an approval of what cannot be taken back: what people knew when they said it is not what is known half a day later. */
export const wordCountsHours = 12;

export async function forgetWords(
  unit: Unit,
  { id, step_id }: Pick<AttemptRow, 'id' | 'step_id'>,
  words: readonly StoredVote[],
  why: Facts,
): Promise<void> {
  if (words.length === 0) return;
  const people = await loadPeople(unit.trx);
  for (const { personId } of words) {
    await unit.trx.deleteFrom('approval').where('attempt_id', '=', id).where('person_id', '=', personId).execute();
    const name = people.find((person) => person.id === personId)?.name ?? '';
    await record(unit, null, 'vote-asked-anew', step_id, { attempt: id, name, ...why });
  }
}
