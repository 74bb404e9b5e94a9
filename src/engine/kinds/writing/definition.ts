import type { ChangeDefinition } from '../../../contract/change.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core } from '../../core.js';

export function changeDefinition(core: Core, stepId: string): ChangeDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'change') throw new Error(`the step ${stepId} has no change`);
  return definition;
}
