/** What T has to leave time for, looked at where T is asked for and whenever one is proposed. */
import type { Form } from '../../../contract/decision.js';
import type { LeadTime } from '../../../contract/lead-time.js';
import type { Step } from '../../../contract/step.js';
import type { Core } from '../../core.js';
import { lookOutside } from './look-outside.js';
import { questionsOf } from './questions.js';

/** Null: this step does not ask for T, or nothing could be seen in time: what was seen before stands. */
export async function lookAtLeadTimes(core: Core, step: Step): Promise<readonly LeadTime[] | null> {
  const asking = questionsOf(core, step);
  const leadTimes = asking?.questions.leadTimes;
  if (asking === undefined || leadTimes === undefined) return null;
  const code = { name: asking.code.name, reads: leadTimes.reads ?? [] };
  return lookOutside(core, { code, direction: 'do' }, (ctx) => leadTimes.look(ctx));
}

export const withLeadTimes = <Asked extends Form | null>(form: Asked, seen: readonly LeadTime[] | null): Asked =>
  form === null || seen === null ? form : { ...form, leadTimes: seen };
