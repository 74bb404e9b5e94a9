/** What becomes of a run that the service cannot tell of: somebody looked where it would run, and their word stands in for the look. */
import type { Finding } from '../../../contract/finding.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { enqueueLook, isLive, lookKey, setRun } from '../../attempts/transfer-rows.js';
import type { RunRow } from '../../attempts/transfer-rows.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Unit } from '../../core.js';
import { cancelWork } from '../../schedule/work.js';
import { endUnseen } from './round.js';

/** It was tried, and the last look could not say what became of it. */
export const isUnseen = (attempt: Pick<AttemptRow, 'findings'>, run: RunRow): boolean =>
  isLive(run) && run.tries > 0 && attempt.findings.some(({ code }) => code === 'engine.transfer-unseen');

/** A start may be on its way to the service just now: whoever says that nothing runs could not have seen it. */
export async function mayBeStarting(unit: Unit, attempt: AttemptRow, run: RunRow): Promise<boolean> {
  if (run.outside_id !== null) return false;
  const work = await unit.trx
    .selectFrom('work')
    .select('due_at')
    .where('key', '=', lookKey(attempt))
    .executeTakeFirst();
  return work !== undefined && (work.due_at === null || work.due_at <= unit.at);
}

export async function endAsSaid(
  unit: Unit,
  attempt: AttemptRow,
  run: RunRow,
  said: { readonly name: string; readonly reason: string },
): Promise<void> {
  await cancelWork(unit, lookKey(attempt));
  const finding: Finding = { status: 'unknown', code: 'engine.transfer-said-over', facts: said };
  await endUnseen(unit, attempt, run, finding);
}

/** It is looked at, or halted, like any other from now on. */
export async function keepNamed(unit: Unit, attempt: AttemptRow, run: RunRow, outsideId: string): Promise<void> {
  const since = { started_at: run.started_at ?? unit.at, moved_at: unit.at };
  await setRun(unit, run, { outside_id: outsideId, state: 'running', ...since });
  await unit.trx.updateTable('attempt').set({ findings: '[]' }).where('id', '=', attempt.id).execute();
  await markAttempt(unit, attempt, stepOf(unit.core, attempt.step_id).phase);
  await enqueueLook(unit, attempt.id, lookKey(attempt));
}
