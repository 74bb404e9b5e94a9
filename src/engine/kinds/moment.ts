import type { Step } from '../../contract/step.js';
import { actionOf } from '../core.js';
import type { Core } from '../core.js';
import type { States } from '../attempts/readiness.js';
import type { Asked, Moment } from '../rights/moment.js';
import { heldBy, refusalOf } from './form/dependants.js';
import { questionsOf } from './form/questions.js';
import { kindOf } from './index.js';

/** The one place that says who may do what: commands refuse by it, cards show their buttons by it. */
export const askedOf = (core: Core, moment: Omit<Moment, 'hasForm' | 'held' | 'canPause'>, states: States): Asked =>
  kindOf(core, moment.step).asked({
    ...moment,
    hasForm: hasForm(core, moment.step),
    held: heldAnswers(core, moment, states),
    canPause: canPause(core, moment.step),
  });

/** Nobody can be let pause what nobody can let go on. */
export function canPause(core: Core, step: Step): boolean {
  const action = actionOf(core, step);
  return action?.kind === 'transfer' && action.pause !== undefined && action.goOn !== undefined;
}

export const hasForm = (core: Core, step: Step): boolean => questionsOf(core, step) !== undefined;

function heldAnswers(core: Core, { step, attempt }: Pick<Moment, 'step' | 'attempt'>, states: States): Moment['held'] {
  if (step.kind !== 'decision' || attempt?.state !== 'done') return null;
  const held = heldBy(core, step.id, states);
  return held === null ? null : refusalOf(step, held);
}
