/** A change: planned, approved by the hash of its plan, written object by object, read back; undone by the inverses of its ledger. */
import { openWorking } from '../attempts/life.js';
import type { Core } from '../core.js';
import type { Asked, Moment } from '../rights/moment.js';
import { whyNotAccepted } from '../rights/settle.js';
import type { Kind } from './kind.js';
import { askedOfPlan } from './planned/asked.js';
import { plannedNow } from './planned/planned-now.js';
import { enqueueBegin, planAnew, registerPlanning } from './planned/planning.js';
import { registerBatch } from './writing/batch-work.js';
import { planning } from './writing/planning.js';
import { registerVerify } from './writing/verify-work.js';

export const change: Kind = {
  undoneFromLedger: true,

  register(core: Core) {
    registerPlanning(core, planning);
    registerBatch(core);
    registerVerify(core);
  },

  async begin(unit, step) {
    await openWorking(unit, step, 'do', planning.works.plan);
  },

  goOn: (unit, attempt) => enqueueBegin(unit, attempt.id, planning),

  asked: (moment: Moment): Asked => askedOfPlan(moment, whyNotAcceptedYet(moment)),

  async again(unit, step, attempt) {
    const isUndo = attempt.direction === 'undo' && (attempt.state === 'attention' || attempt.state === 'put-off');
    await planAnew(unit, step, attempt, isUndo ? 'undo' : 'do', planning);
  },

  async undo(unit, step) {
    await openWorking(unit, step, 'undo', planning.works.plan);
  },

  isLeftAtOnce: () => false,

  misfits: async (core, step, attempt) => ({ open: await plannedNow(core, step, attempt, planning) }),
};

function whyNotAcceptedYet(moment: Moment): Asked['whyNotAccept'] {
  const no = whyNotAccepted(moment);
  if (no !== null || moment.attempt?.carried_out_at !== null) return no;
  return { code: 'accept.nothing-done', facts: { step: moment.step.id } };
}
