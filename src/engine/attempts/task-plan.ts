import { hashOf } from '../../contract/json.js';
import type { Step } from '../../contract/step.js';
import { treatmentOf } from '../core.js';
import type { Core } from '../core.js';
import type { StoredPlan } from '../schema.js';

/** What a lead agrees to when a task of high risk is agreed: the hash of what it asks for. Null where nothing has to be agreed. */
export function taskPlan(core: Core, step: Step, direction: 'do' | 'undo', at: string): StoredPlan | null {
  if (treatmentOf(core, step) !== 'task' || (step.risk !== 'high' && step.risk !== 'final')) return null;
  return {
    hash: hashOf({ format: 1, migration: core.options.migration.id, step: step.id, direction, instruction: step.id }),
    plannedAt: at,
    changes: 0,
    byKind: {},
    sample: [],
    blockers: [],
    warnings: [],
    leftOut: [],
    undoSeconds: null,
  };
}
