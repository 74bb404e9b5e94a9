import type { Unit } from '../core.js';
import { enqueueWork } from './work.js';

/** What waits for an hour, and is looked at anew when it has come. */
export const hourWork = 'engine.hour';

/** Whether it was not armed for that moment already. */
export async function armHour(unit: Unit, key: string, dueAt: string): Promise<boolean> {
  const row = await unit.trx.selectFrom('work').select('due_at').where('key', '=', key).executeTakeFirst();
  if (row?.due_at === dueAt) return false;
  await enqueueWork(unit, { key, name: hourWork, input: {}, dueAt });
  return true;
}
