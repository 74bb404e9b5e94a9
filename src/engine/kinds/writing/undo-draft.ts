import type { ChangeDefinition, PlanDraft } from '../../../contract/change.js';
import type { Core } from '../../core.js';
import { loadWritten } from '../../attempts/ledger.js';
import { inverses } from '../../back-out/derive.js';

/** The inverse of what the ledger says was done, or may have been: an unanswered write is undone like a done one, looking first. */
export async function undoDraft(core: Core, stepId: string, definition: ChangeDefinition): Promise<PlanDraft> {
  const { changes, leftOut } = inverses(definition, await loadWritten(core.db, stepId));
  return { changes, blockers: [], warnings: [], leftOut };
}
