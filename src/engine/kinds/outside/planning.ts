/** The plan of a transfer: what goes along, asked for by the hash of its items. */
import type { PlanDraft } from '../../../contract/change.js';
import type { Step } from '../../../contract/step.js';
import type { TransferDefinition } from '../../../contract/transfer.js';
import { chunksOf } from '../../../contract/chunks.js';
import { endStep } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { loadItemsAsChanges } from '../../attempts/transfer-rows.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import type { Planning } from '../planned/planning.js';
import { beginRound } from './round.js';

export function transferOf(core: Core, stepId: string): TransferDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'transfer') throw new Error(`the step ${stepId} has no transfer`);
  return definition;
}

export const planning: Planning = {
  works: { plan: 'engine.transfer-plan', begin: 'engine.transfer-begin' },

  /** Items as plans are hashed and compared: nothing is there before, and what is approved with each comes. */
  async draft(core, attempt) {
    const code = transferOf(core, attempt.step_id);
    const { items, ...rest } = await code.plan(await makeStepContext(core, { code, direction: attempt.direction }));
    const side = arrivesIn(stepOf(core, attempt.step_id));
    return { ...rest, changes: items.map(({ object, facts }) => ({ side, object, before: {}, after: facts ?? {} })) };
  },

  keep: storeItems,
  kept: (unit, attemptId) => loadItemsAsChanges(unit.trx, attemptId),

  begin: (unit, attempt, { changes }) => beginRound(unit, attempt, { round: 1, items: changes, planned: changes }),

  endEmpty: (unit, attempt, change) => endStep(unit, attempt, 'done', change),
};

const arrivesIn = ({ side }: Step): 'source' | 'destination' => (side === 'source' ? 'source' : 'destination');

async function storeItems(unit: Unit, attempt: AttemptRow, { changes }: PlanDraft): Promise<void> {
  const rows = changes.map(({ side, object, after }, ordinal) => ({
    attempt_id: attempt.id,
    ordinal,
    side,
    kind: object.kind,
    object_id: object.id,
    label: object.label,
    facts: JSON.stringify(after),
    round: 1,
    done: false,
  }));
  for (const chunk of chunksOf(rows, 500))
    await unit.trx
      .insertInto('transfer_item')
      .values([...chunk])
      .execute();
}
