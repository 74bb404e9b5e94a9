/** A decision was answered differently: its dependants begin anew, are looked at again, or forbid it. */
import type { Finding } from '../../../contract/finding.js';
import type { Source } from '../../../contract/output.js';
import type { Step } from '../../../contract/step.js';
import type { Refusal } from '../../../errors.js';
import { moveStep, withdraw } from '../../attempts/life.js';
import { leftStanding } from '../../attempts/left-standing.js';
import { currentAttempt } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { isLive, newestRun } from '../../attempts/transfer-rows.js';
import { markAttempt } from '../../cards/mark.js';
import type { Unit } from '../../core.js';
import { enqueueWork } from '../../schedule/work.js';
import { consequenceFor, dependantsOf, isHeld, refusalOf } from './dependants.js';
import type { Consequence } from './dependants.js';

export interface Dependant {
  readonly step: Step;
  readonly attempt: AttemptRow;
  readonly consequence: Consequence;
}

/** `hasMoved`: what of the decision is otherwise than before; who reads nothing of it has nothing to follow. */
export async function loadDependants(
  unit: Unit,
  decision: Step,
  hasMoved: (source: Source) => boolean,
): Promise<readonly Dependant[]> {
  const found: Dependant[] = [];
  for (const step of dependantsOf(unit.core, decision.id, hasMoved)) {
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null) continue;
    const row = await unit.trx.selectFrom('step').select('state').where('id', '=', step.id).executeTakeFirstOrThrow();
    const run = await newestRun(unit.trx, attempt.id);
    const standing = {
      state: row.state,
      direction: attempt.direction,
      written: (await leftStanding(unit, step.id)).some(({ writes, runs }) => writes || runs),
      runs: run !== null && isLive(run),
    };
    found.push({ step, attempt, consequence: consequenceFor(unit.core, step, standing) });
  }
  return found;
}

/** Why other answers cannot be taken now; null: they can. */
export function whyNotChanged(decision: Step, dependants: readonly Dependant[]): Refusal | null {
  for (const { step, consequence } of dependants)
    if (isHeld(consequence)) return refusalOf(decision, { stepId: step.id, why: consequence });
  return null;
}

/** Steps put back to waiting begin by their turn at the end of the transaction. */
export async function follow(unit: Unit, decision: Step, dependants: readonly Dependant[]): Promise<void> {
  for (const { step, attempt, consequence } of dependants) {
    if (consequence === 'anew') {
      if (attempt.ended_at === null) await withdraw(unit, attempt, 'waiting');
      else await moveStep(unit, step, 'waiting');
      unit.effects.settled = true;
    }
    if (consequence === 'look') await lookWhetherItFits(unit, step, decision);
    if (consequence === 'attention') await sayThatItNoLongerFits(unit, step, attempt, decision);
  }
}

const lookWhetherItFits = (unit: Unit, step: Step, decision: Step): Promise<void> =>
  enqueueWork(unit, {
    key: `fits:${step.id}`,
    name: 'engine.fits',
    input: { stepId: step.id, decision: decision.id, failures: 0 },
  });

export const noLongerFits = (step: Step, decisionId: string): Finding => ({
  status: 'failed',
  code: 'engine.no-longer-fits',
  facts: { decision: decisionId },
  object: { kind: 'step', id: decisionId, label: step.id },
});

/** Whether an attempt came to a halt because a decision it stands on was answered differently. */
export const fitsNoLonger = ({ findings }: Pick<AttemptRow, 'findings'>): boolean =>
  findings.some(({ code }) => code === 'engine.no-longer-fits');

async function sayThatItNoLongerFits(unit: Unit, step: Step, attempt: AttemptRow, decision: Step): Promise<void> {
  const others = attempt.findings.filter(({ code }) => code !== 'engine.no-longer-fits');
  const findings = JSON.stringify([noLongerFits(step, decision.id), ...others]);
  await unit.trx.updateTable('attempt').set({ findings }).where('id', '=', attempt.id).execute();
  await markAttempt(unit, attempt, step.phase);
}
