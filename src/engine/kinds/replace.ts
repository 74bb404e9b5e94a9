import { moveAttempt } from '../attempts/life.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { Unit } from '../core.js';
import { cancelWork } from '../schedule/work.js';

/** Makes room for another attempt: whatever was under way for this one ends. */
export async function replace(unit: Unit, attempt: AttemptRow): Promise<void> {
  await cancelWork(unit, attempt.id);
  if (attempt.ended_at === null) await moveAttempt(unit, attempt, 'replaced');
}
