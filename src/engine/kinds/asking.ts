import type { Step } from '../../contract/step.js';
import { moveAttempt } from '../attempts/life.js';
import type { AttemptRow } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import type { Unit } from '../core.js';
import type { StoredPlan } from '../schema.js';

/** From now on the attempt waits for people; `plan` is what they are asked to agree to, where there is something to agree to. */
export async function askPeople(
  unit: Unit,
  attempt: AttemptRow,
  step: Step,
  plan: StoredPlan | null = null,
): Promise<void> {
  await moveAttempt(unit, attempt, 'asking', plan === null ? {} : { plan: JSON.stringify(plan) });
  await record(unit, null, 'asking', step.id, { attempt: attempt.id });
}
