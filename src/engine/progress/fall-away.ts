/** A step that only a role could do which is not needed: it does not apply, with who said so and why. */
import type { Finding, Remark } from '../../contract/finding.js';
import type { Step } from '../../contract/step.js';
import { leftStandingSince } from '../attempts/left-standing.js';
import { endNotApplicable, needAttention, openAttempt } from '../attempts/life.js';
import type { Unit } from '../core.js';
import type { NotNeeded } from '../state.js';

export const notNeededCode = 'engine.role-not-needed';

export async function fallAway(unit: Unit, step: Step, { role, reason, name }: NotNeeded): Promise<void> {
  const because: Remark = { code: notNeededCode, facts: { role, reason, name } };
  const attempt = await openAttempt(unit, step, 'do', 'working');
  const since = await leftStandingSince(unit, step);
  if (since === null) return endNotApplicable(unit, attempt, because);
  // What somebody did of it is theirs to take back, or to leave.
  const findings: readonly Finding[] = [
    { status: 'failed', ...because },
    { status: 'failed', code: 'engine.left-standing', facts: {} },
  ];
  await needAttention(unit, attempt, { findings: JSON.stringify(findings), carried_out_at: since });
}
