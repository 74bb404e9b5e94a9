/** Whose word it was: kept with the attempt, where whoever says what its end rests on finds it. */
import type { Actor } from '../api.js';
import type { Unit } from '../core.js';
import type { StoredWord } from '../schema.js';

/** `said`: that it is done · `accepted`: what is open, as it is · `answered`: what was asked. */
export async function keepWord(
  unit: Unit,
  attempt: { readonly id: string },
  word: 'said' | 'accepted' | 'answered',
  by: Pick<Actor, 'personId'>,
  reason: string | null = null,
): Promise<void> {
  const given: StoredWord = { by: by.personId, at: unit.at, reason };
  await unit.trx
    .updateTable('attempt')
    .set({ [word]: JSON.stringify(given) })
    .where('id', '=', attempt.id)
    .execute();
}
