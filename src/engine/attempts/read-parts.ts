import type { Unit } from '../core.js';
import type { AttemptRow } from './rows.js';

/** Of a check that reads in parts: what it read so far is nobody's to go on with. */
export const forgetParts = async (unit: Unit, attempt: Pick<AttemptRow, 'id'>): Promise<void> => {
  await unit.trx.deleteFrom('read_part').where('attempt_id', '=', attempt.id).execute();
};
