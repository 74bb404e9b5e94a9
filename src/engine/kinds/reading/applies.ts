/** Whether a step applies: asked of its own code, or of the code registered under the name of its condition. */
import type { Finding } from '../../../contract/finding.js';
import { leftStandingSince } from '../../attempts/left-standing.js';
import { endNotApplicable, needAttention } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { conditionOf, stepOf } from '../../core.js';
import type { Core } from '../../core.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';

/** True when the step applies; otherwise it is settled as not applicable, with the reason. What an earlier attempt left is somebody's to take back, or to leave. */
export async function applies(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<boolean> {
  const step = stepOf(core, attempt.step_id);
  const code = conditionOf(core, step);
  if (code === undefined) return true;
  const answer = await code.applies?.(await makeStepContext(core, { code, direction: attempt.direction }));
  if (answer === undefined || answer.applies) return true;
  return transactAs(core, ticket, async (unit) => {
    const since = await leftStandingSince(unit, step);
    // By its own doing: planned anew it has nothing to do.
    if (since !== null && answer.alreadySo === true) return true;
    await finishWork(unit, ticket);
    if (since === null) {
      await endNotApplicable(unit, attempt, answer.because);
      return false;
    }
    const findings: readonly Finding[] = [
      { status: 'failed', ...answer.because },
      { status: 'failed', code: 'engine.left-standing', facts: {} },
    ];
    await needAttention(unit, attempt, { findings: JSON.stringify(findings), carried_out_at: since });
    return false;
  });
}
