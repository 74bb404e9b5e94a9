/** The first plan of a change, or of its undo. */
import type { Core } from '../../core.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import { applies } from '../reading/applies.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { planOf } from './planning.js';
import { storePlan } from './store-plan.js';

export function registerPlan(core: Core): void {
  registerAttemptWork(core, 'engine.plan', 'engine.plan-failed', async (_, ticket, attempt) => {
    if (attempt.direction === 'do' && !(await applies(core, ticket, attempt))) return;
    const { draft, batchSize } = await planOf(core, attempt);
    await transactAs(core, ticket, async (unit) => {
      await finishWork(unit, ticket);
      await storePlan(unit, attempt, draft, batchSize);
    });
  });
}
