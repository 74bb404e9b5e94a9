/** What is known, before the night begins, of everything that should be through by then: told at the gate, and nowhere stored. */
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { runsForward, settled } from '../attempts/readiness.js';
import { seenLast } from '../attempts/rows.js';
import type { Core } from '../core.js';
import { isTooOld } from '../schedule/not-before.js';
import type { Readiness, RestsOn, StepSnapshot } from '../state.js';

export function readinessOf(runbook: readonly Step[], gate: Step, steps: readonly StepSnapshot[]): Readiness {
  const later = standingOn(runbook, gate.id);
  const before = steps.filter(({ step }) => runsForward(step) && step.id !== gate.id && !later.has(step.id));
  const halted = before.filter(({ state }) => state === 'attention');
  const on = (what: RestsOn['on']): readonly StepSnapshot[] =>
    before.filter(({ state, attempt }) => state === 'done' && attempt?.restsOn?.on === what);
  return {
    open: idsOf(before.filter(({ state }) => !settled(state) && state !== 'attention')),
    halted: idsOf(halted),
    byWord: idsOf(on('said')),
    accepted: idsOf(on('accepted')),
    seen: on('seen').length,
  };
}

const idsOf = (steps: readonly StepSnapshot[]): readonly string[] => steps.map(({ step }) => step.id);

/** Of what is open: what was done once, too long ago. */
export async function loadTooOld(core: Core, { open }: Readiness): Promise<NonNullable<Readiness['tooOld']>> {
  const now = core.options.clock.now().toISOString();
  const aging = core.options.runbook.filter(({ id, tooOldAfter }) => tooOldAfter !== undefined && open.includes(id));
  if (aging.length === 0) return [];
  const rows = await core.db
    .selectFrom('attempt')
    .select(['step_id', 'ended_at', 'looked_at'])
    .where('state', '=', 'done')
    .where('direction', '=', 'do')
    .where(
      'step_id',
      'in',
      aging.map(({ id }) => id),
    )
    .orderBy('number')
    .execute();
  const seen = new Map(rows.map((row) => [row.step_id, seenLast(row)]));
  return aging.flatMap((step) => {
    const seenAt = seen.get(step.id) ?? null;
    return isTooOld(step, seenAt, now) ? [{ stepId: step.id, seenAt, hours: step.tooOldAfter ?? 0 }] : [];
  });
}
