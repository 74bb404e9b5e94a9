import type { Step } from '../../contract/step.js';
import type { Core } from '../core.js';
import type { Asked, Moment } from '../rights/moment.js';
import { kindOf } from './index.js';

/** The one place that says who may do what: commands refuse by it, cards show their buttons by it. */
export const askedOf = (core: Core, moment: Omit<Moment, 'hasForm'>): Asked =>
  kindOf(core, moment.step).asked({ ...moment, hasForm: hasForm(core, moment.step) });

export const hasForm = (core: Core, step: Step): boolean => (core.options.forms[step.id] ?? []).length > 0;
