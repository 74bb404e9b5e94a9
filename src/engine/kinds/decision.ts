/** A decision: a form, answered by whoever's step it is. */
import { openAttempt, openWorking } from '../attempts/life.js';
import type { Asked, Moment } from '../rights/moment.js';
import { mayOnly } from '../rights/moment.js';
import { holdersOf } from '../rights/policy.js';
import { mayBeRepeated, settleNeeds, settlers, whyNotAccepted } from '../rights/settle.js';
import { askPeople } from './asking.js';
import type { Kind } from './kind.js';
import { conditionOf } from './reading/applies.js';
import { replace } from './replace.js';

export const decision: Kind = {
  register: () => undefined,
  undoneFromLedger: false,

  async begin(unit, step) {
    if (conditionOf(unit.core, step) !== undefined) await openWorking(unit, step, 'do', 'engine.applies');
    else await askPeople(unit, await openAttempt(unit, step, 'do', 'asking'), step);
  },

  asked(moment: Moment): Asked {
    const { step, attempt, roster } = moment;
    const holders = holdersOf(roster, step.roles);
    const settling = holdersOf(roster, settlers(step));
    const whyNotAccept = whyNotAccepted(moment);
    const asking = attempt?.state === 'asking';
    return {
      needs: asking
        ? [{ kind: 'answer', roles: step.roles, people: holders }]
        : attempt?.state === 'attention'
          ? settleNeeds(step, roster)
          : [],
      may: mayOnly({
        answer: asking ? holders : [],
        attach: holders,
        repeat: mayBeRepeated(moment) ? settling : [],
        accept: whyNotAccept === null ? settling : [],
      }),
      whyNotAccept,
    };
  },

  async again(unit, step, attempt) {
    await replace(unit, attempt);
    await decision.begin(unit, step);
  },

  undo: () => Promise.reject(new Error('a decision leaves nothing to undo')),

  isLeftAtOnce: () => false,
};
