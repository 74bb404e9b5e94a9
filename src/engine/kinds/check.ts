/** A check reads and judges; what it finds open is settled by looking again, or by somebody's name. */
import { openWorking, replace } from '../attempts/life.js';
import { attemptKey, handOverCard, markCard } from '../cards/mark.js';
import { attachers, mayOnly } from '../rights/moment.js';
import type { Asked, Moment } from '../rights/moment.js';
import { holdersOf } from '../rights/policy.js';
import { goesForward, mayBeRepeated, settleNeeds, settlers, whyNotAccepted } from '../rights/settle.js';
import type { Kind } from './kind.js';
import { lookAgainstAnswers, registerChecks } from './reading/check-work.js';
import { inPartsOf } from './reading/parts.js';

export const check: Kind = {
  register: registerChecks,
  undoneFromLedger: false,

  async begin(unit, step) {
    await openWorking(unit, step, 'do', 'engine.check');
  },

  asked(moment: Moment): Asked {
    const { step, attempt, stepState, roster } = moment;
    const repeatable = mayBeRepeated(moment) || (stepState === 'done' && goesForward(moment));
    const whyNotAccept = whyNotAccepted(moment);
    const settling = holdersOf(roster, settlers(step));
    return {
      waitsFor: [],
      needs: attempt?.state === 'attention' ? settleNeeds(step, roster) : [],
      may: mayOnly({
        attach: attachers(moment),
        repeat: repeatable ? settling : [],
        accept: whyNotAccept === null ? settling : [],
      }),
      whyNotAccept,
    };
  },

  async again(unit, step, attempt) {
    await replace(unit, attempt);
    const fresh = await openWorking(unit, step, 'do', 'engine.check');
    await handOverCard(unit, attempt.id, fresh.id);
    // Whoever asked for another look sees its end, also when it finds nothing and nothing was posted yet.
    await markCard(unit, attemptKey(fresh.id), step.phase);
  },

  undo: () => Promise.reject(new Error('a check leaves nothing to undo')),

  isLeftAtOnce: () => false,

  misfits: lookAgainstAnswers,

  looksForHours: (core, { id }) => inPartsOf(core, id) !== undefined,
};
