import type { Step } from '../../contract/step.js';
import { actionOf } from '../core.js';
import type { Core } from '../core.js';
import type { Asked, Moment } from '../rights/moment.js';
import { kindOf } from './index.js';

/** The one place that says who may do what: commands refuse by it, cards show their buttons by it. */
export const askedOf = (core: Core, moment: Omit<Moment, 'hasForm' | 'canPause'>): Asked =>
  kindOf(core, moment.step).asked({
    ...moment,
    hasForm: hasForm(core, moment.step),
    canPause: canPause(core, moment.step),
  });

/** Nobody can be let pause what nobody can let go on. */
export function canPause(core: Core, step: Step): boolean {
  const action = actionOf(core, step);
  return action?.kind === 'transfer' && action.pause !== undefined && action.goOn !== undefined;
}

export const hasForm = (core: Core, step: Step): boolean => (core.options.forms[step.id] ?? []).length > 0;
