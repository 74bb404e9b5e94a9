/** Work outside that runs for hours: planned, approved by the hash of its items, started once a round, looked at until it ends. */
import { openWorking } from '../attempts/life.js';
import type { AttemptRow } from '../attempts/rows.js';
import { enqueueLook, isLive, loadItemsAsChanges, newestRun } from '../attempts/transfer-rows.js';
import type { Core, Unit } from '../core.js';
import type { Asked, Moment } from '../rights/moment.js';
import { holdersOf } from '../rights/policy.js';
import { mayBeRepeated, settlers, whyNotAccepted } from '../rights/settle.js';
import type { Kind } from './kind.js';
import { askedOfPlan } from './planned/asked.js';
import { plannedNow } from './planned/planned-now.js';
import { enqueueBegin, planAnew, registerPlanning } from './planned/planning.js';
import { isUnseen } from './outside/accounted.js';
import { planning } from './outside/planning.js';
import { registerRuns } from './outside/run-work.js';

export const transfer: Kind = {
  undoneFromLedger: false,

  register(core: Core) {
    registerPlanning(core, planning);
    registerRuns(core);
  },

  async begin(unit, step) {
    await openWorking(unit, step, 'do', planning.works.plan);
  },

  async goOn(unit: Unit, attempt: AttemptRow) {
    if (attempt.state === 'working') await enqueueBegin(unit, attempt.id, planning);
    else await enqueueLook(unit, attempt.id);
  },

  asked: (moment: Moment): Asked => askedOfPlan(moment, whyNotAcceptedYet(moment), steering(moment)),

  /** A run that may still go on outside is never left for another one: it is looked at at once. */
  async again(unit, step, attempt) {
    if (isLive(await newestRun(unit.trx, attempt.id))) return enqueueLook(unit, attempt.id);
    await planAnew(unit, step, attempt, 'do', planning);
  },

  undo: () => Promise.reject(new Error('a transfer leaves no ledger to undo it from')),

  /** What runs outside for it is halted as it is withdrawn. */
  isLeftAtOnce: ({ state }) => state === 'running',

  async misfits(core, step, attempt) {
    return { open: await plannedNow(core, step, attempt, planning, await loadItemsAsChanges(core.db, attempt.id)) };
  },
};

function steering(
  moment: Moment,
): Partial<Record<'pause' | 'go-on' | 'halt' | 'retry' | 'account-for', Moment['roster']>> {
  const { step, attempt, roster, run, canPause } = moment;
  const settling = holdersOf(roster, settlers(step));
  if (attempt === null || run === null) return {};
  const open = attempt.state === 'running' || attempt.state === 'attention';
  const runs = open && isLive(run) && run.wanted !== 'halt';
  const isPaused = run.wanted === 'pause' || (run.state === 'paused' && run.wanted === null);
  return {
    pause: runs && canPause && run.state === 'running' && !isPaused ? settling : [],
    'go-on': runs && canPause && isPaused && run.paused_by === null ? settling : [],
    halt: runs ? settling : [],
    retry: attempt.state === 'attention' && !isLive(run) && run.open > 0 && mayBeRepeated(moment) ? settling : [],
    // Also of one that was withdrawn: as long as it is not known to have ended, nothing of the step begins.
    'account-for': isUnseen(attempt, run) ? settling : [],
  };
}

function whyNotAcceptedYet(moment: Moment): Asked['whyNotAccept'] {
  const { step, attempt, run } = moment;
  const no = whyNotAccepted(moment);
  if (no !== null) return no;
  if (isLive(run)) return { code: 'step.not-now', facts: { step: step.id, state: attempt?.state ?? 'waiting' } };
  if (run?.outside_id == null) return { code: 'accept.nothing-done', facts: { step: step.id } };
  return null;
}
