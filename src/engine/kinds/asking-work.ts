/** Steps that people carry out, decide or vote on: asked once it is clear that the step applies. */
import { askPeople } from '../attempts/life.js';
import { stepOf } from '../core.js';
import type { Core } from '../core.js';
import { finishWork, transactAs } from '../schedule/work.js';
import { applies } from './reading/applies.js';
import { registerAttemptWork } from './reading/attempt-work.js';
import { taskPlan } from './handwork/task-plan.js';

export function registerAsking(core: Core): void {
  registerAttemptWork(core, 'engine.applies', 'engine.applies-failed', async (_, ticket, attempt) => {
    if (!(await applies(core, ticket, attempt))) return;
    await transactAs(core, ticket, async (unit) => {
      await finishWork(unit, ticket);
      const step = stepOf(core, attempt.step_id);
      await askPeople(unit, attempt, step, taskPlan(core, step, attempt.direction, unit.at));
    });
  });
}
