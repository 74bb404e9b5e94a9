import type { Step } from '../../contract/step.js';
import { record } from '../audit/audit.js';
import type { Unit } from '../core.js';
import { markAll } from '../outbox/mark.js';
import { cutoverOf } from './form.js';

/** The step whose answers are T. */
export const stepOfCutover = 'cutover-date';

export async function agreeCutover(unit: Unit, step: Step, answers: Readonly<Record<string, string>>): Promise<void> {
  const cutoverAt = step.id === stepOfCutover ? cutoverOf(answers) : null;
  if (cutoverAt === null) return;
  await unit.trx
    .updateTable('migration')
    .set({ cutover_at: cutoverAt })
    .where('id', '=', unit.core.options.migration.id)
    .execute();
  await record(unit, null, 'cutover-agreed', step.id, { cutoverAt });
  await markAll(unit);
}
