import type { Step } from '../../contract/step.js';
import { refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import { moveAttempt } from '../attempts/life.js';
import { leadTimes } from '../attempts/lead-times.js';
import { statesForTime } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import type { Unit } from '../core.js';
import { markAll } from '../cards/mark.js';
import { putAsideWhatIsEarly } from './night-taken-back.js';
import { cutoverOf } from '../kinds/form/read-form.js';
import { changeMigration, migrationRow } from '../migration-row.js';

/** A T that is over already begins nothing but confusion. `cutoverAt` as `toISOString` writes it. */
export const whyPast = (unit: Unit, cutoverAt: string, code: 'start.past' | 'answer.past'): Outcome<never> | null =>
  cutoverAt > unit.at ? null : refused(code, { cutover: inUtc(cutoverAt), now: inUtc(unit.at) });

/** Why the answers of a step fix no T that could be agreed now; null for a step that fixes none. */
export function whyNoT(unit: Unit, step: Step, answers: Readonly<Record<string, string>>): Outcome<never> | null {
  if (step.setsT !== true) return null;
  const cutoverAt = cutoverOf(answers);
  return cutoverAt === null
    ? refused('answer.missing', { field: 'cutoverDate' })
    : whyPast(unit, cutoverAt, 'answer.past');
}

/** `2026-12-12 18:00`: to be compared with what was typed, whatever the reader's own zone. */
const inUtc = (at: string): string => at.slice(0, 16).replace('T', ' ');

export async function agreeCutover(
  unit: Unit,
  step: Step,
  { answers, form }: Pick<AttemptRow, 'answers' | 'form'>,
): Promise<void> {
  const cutoverAt = step.setsT === true ? cutoverOf(answers) : null;
  if (cutoverAt === null) return;
  const before = (await migrationRow(unit)).cutover_at;
  await replaceAgreed(unit, step);
  await changeMigration(unit, { cutover_at: cutoverAt });
  // That it leaves too little time is no reason to refuse it, and nobody shall say later that nobody knew.
  const about = { cutoverAt, now: unit.at, known: form?.leadTimes ?? [] };
  const { late, needed } = leadTimes(unit.core.options.runbook, await statesForTime(unit.core, unit), about, step.id);
  await record(unit, null, 'cutover-agreed', step.id, { cutoverAt, late: late.length + needed.length });
  await putAsideWhatIsEarly(unit, before, cutoverAt);
  await markAll(unit);
}

/** The T that held until now. */
async function replaceAgreed(unit: Unit, step: Step): Promise<void> {
  const rows = await unit.trx
    .selectFrom('attempt')
    .select(['id', 'step_id', 'direction'])
    .where('step_id', '=', step.id)
    .where('state', '=', 'done')
    .execute();
  for (const row of rows) await moveAttempt(unit, row, 'replaced');
}
