/** Checks that are through: they have no card of their own as long as nothing is wrong, and what they read is asked for together. */
import { stepStates } from '../attempts/rows.js';
import { kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import type { StepSnapshot } from '../state.js';
import { loadSteps } from './snapshots.js';

export async function loadChecksDone(core: Core): Promise<readonly StepSnapshot[]> {
  const states = await stepStates({ trx: core.db });
  const done = core.options.runbook.filter(
    (step) => kindNameOf(core, step) === 'check' && states.get(step.id) === 'done',
  );
  return done.length === 0
    ? []
    : loadSteps(
        core,
        done.map(({ id }) => id),
      );
}
