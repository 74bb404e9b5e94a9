/** What is known, before the night begins, of everything that should be through by then: told at the gate, and nowhere stored. */
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { runsForward, settled } from '../attempts/readiness.js';
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
