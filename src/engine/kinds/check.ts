/** A check reads and judges; what it finds open is settled by looking again, or by somebody's name. */
import type { Step } from '../../contract/step.js';
import { openWorking, replace } from '../attempts/life.js';
import type { AttemptRow } from '../attempts/rows.js';
import { attemptKey, markAttempt, markCard } from '../cards/mark.js';
import type { Unit } from '../core.js';
import { attachers, mayOnly } from '../rights/moment.js';
import type { Asked, Moment } from '../rights/moment.js';
import { holdersOf } from '../rights/policy.js';
import { goesForward, mayBeRepeated, settleNeeds, settlers, whyNotAccepted } from '../rights/settle.js';
import type { Kind } from './kind.js';
import { foundOpen, registerChecks } from './reading/check-work.js';

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
    await showAsked(unit, step, attempt, await openWorking(unit, step, 'do', 'engine.check'));
  },

  undo: () => Promise.reject(new Error('a check leaves nothing to undo')),

  isLeftAtOnce: () => false,

  misfits: foundOpen,
};

/** Whoever asked for another look sees its end, also when it finds nothing: the new look has a card at once, the old one says so. */
async function showAsked(unit: Unit, step: Step, before: AttemptRow, fresh: AttemptRow): Promise<void> {
  await markCard(unit, attemptKey(fresh.id), step.phase);
  await markAttempt(unit, before, step.phase);
}
