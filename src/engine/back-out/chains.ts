/**
 * A step that other steps undo together (`undoneBy`): a domain that left comes back by being added, proved and verified, by several
 * people. Each of those is planned, approved and verified like any step; the one they undo rests as `undoing` until the last is done.
 */
import type { Step } from '../../contract/step.js';
import { record } from '../audit/audit.js';
import { moveStep } from '../attempts/life.js';
import { stepStates } from '../attempts/rows.js';
import { settled } from '../attempts/readiness.js';
import { stepOf } from '../core.js';
import { kindOf } from '../kinds/index.js';
import { markStepCard } from '../cards/mark.js';
import type { Unit } from '../core.js';

/** The steps of an earlier way back are offered anew. */
export async function beginChain(unit: Unit, step: Step): Promise<void> {
  await moveStep(unit, step, 'undoing');
  await record(unit, null, 'undoing', step.id);
  for (const id of step.undoneBy ?? []) await moveStep(unit, stepOf(unit.core, id), 'waiting');
  unit.effects.settled = true;
}

/** True while a step is being undone by others. */
export async function goOnInChains(unit: Unit): Promise<boolean> {
  const states = await stepStates(unit);
  const chained = unit.core.options.runbook.filter(
    (step) => step.undoneBy !== undefined && states.get(step.id) === 'undoing',
  );
  let under = false;
  for (const step of chained) {
    const next = step.undoneBy?.find((id) => !settled(states.get(id)));
    if (next === undefined) await endChain(unit, step);
    else {
      under = true;
      if (states.get(next) === 'waiting') {
        const inTurn = stepOf(unit.core, next);
        await kindOf(unit.core, inTurn).begin(unit, inTurn);
        await markStepCard(unit, step.id);
      }
    }
  }
  return under;
}

async function endChain(unit: Unit, step: Step): Promise<void> {
  await unit.trx
    .updateTable('ledger')
    .set({ undone: true })
    .where('step_id', '=', step.id)
    .where('tries', '>', 0)
    .execute();
  await unit.trx
    .updateTable('attempt')
    .set({ undone_at: unit.at })
    .where('step_id', '=', step.id)
    .where('undone_at', 'is', null)
    .execute();
  await moveStep(unit, step, 'undone');
  await record(unit, null, 'step-undone', step.id);
}
