/** A change: planned, approved by the hash of its plan, written object by object, read back; undone by the inverses of its ledger. */
import { openWorking } from '../attempts/life.js';
import type { Core } from '../core.js';
import { mayOnly } from '../rights/moment.js';
import type { Asked, Moment } from '../rights/moment.js';
import { holdersOf, judgeApprovals } from '../rights/policy.js';
import { isPlannedAnew, mayBeRepeated, settleNeeds, settlers, whyNotAccepted } from '../rights/settle.js';
import type { Kind } from './kind.js';
import { replace } from './replace.js';
import { registerBatch } from './writing/batch-work.js';
import { registerPlan } from './writing/plan-work.js';
import { enqueueRun, registerRun } from './writing/run-work.js';
import { registerVerify } from './writing/verify-work.js';

export const change: Kind = {
  undoneFromLedger: true,

  register(core: Core) {
    registerPlan(core);
    registerRun(core);
    registerBatch(core);
    registerVerify(core);
  },

  async begin(unit, step) {
    await openWorking(unit, step, 'do', 'engine.plan');
  },

  goOn: (unit, attempt) => enqueueRun(unit, attempt.id),

  asked(moment: Moment): Asked {
    const { step, attempt, roster, votes } = moment;
    const whyNotAccept = whyNotAcceptedYet(moment);
    const settling = holdersOf(roster, settlers(step));
    const asking = attempt?.state === 'asking';
    const { needs } = judgeApprovals(step, votes, roster);
    const isPlanned = attempt?.plan != null && attempt.plan.blockers.length === 0;
    return {
      needs: asking ? needs : attempt?.state === 'attention' ? settleNeeds(step, roster) : [],
      may: mayOnly({
        approve: asking && isPlanned ? needs.flatMap(({ people }) => people) : [],
        attach: holdersOf(roster, step.roles),
        repeat: mayBeRepeated(moment) || isPlannedAnew(moment) ? settling : [],
        accept: whyNotAccept === null ? settling : [],
      }),
      whyNotAccept,
    };
  },

  async again(unit, step, attempt) {
    await replace(unit, attempt);
    if (attempt.direction === 'undo' && attempt.state === 'attention') return change.undo(unit, step, attempt);
    await openWorking(unit, step, 'do', 'engine.plan');
  },

  async undo(unit, step) {
    await openWorking(unit, step, 'undo', 'engine.plan');
  },

  isLeftAtOnce: () => false,
};

function whyNotAcceptedYet(moment: Moment): Asked['whyNotAccept'] {
  const no = whyNotAccepted(moment);
  if (no !== null || moment.attempt?.verify_since !== null) return no;
  return { code: 'accept.nothing-done', facts: { step: moment.step.id } };
}
