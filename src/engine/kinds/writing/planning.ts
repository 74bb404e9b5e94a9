import type { ChangeDefinition, PlanDraft } from '../../../contract/change.js';
import { undoDraft } from './undo-draft.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core } from '../../core.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';

export function changeDefinition(core: Core, stepId: string): ChangeDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'change') throw new Error(`the step ${stepId} has no change`);
  return definition;
}

/** The plan of an attempt as of now: from the tenant, or for an undo from the ledger. */
export async function planOf(
  core: Core,
  attempt: Pick<AttemptRow, 'id' | 'step_id' | 'number' | 'direction'>,
): Promise<{ readonly draft: PlanDraft; readonly batchSize: number }> {
  const definition = changeDefinition(core, attempt.step_id);
  const draft =
    attempt.direction === 'undo'
      ? await undoDraft(core, attempt, definition)
      : await definition.plan(await makeStepContext(core, { code: definition, direction: 'do' }));
  return { draft, batchSize: definition.batchSize };
}
