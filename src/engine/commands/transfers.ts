/** What people ask of work outside: to pause, to go on, to halt, to try again what is not done; and what they say of it where nobody can see it. */
import { isReason } from '../../contract/evidence.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { storeNote } from '../attempts/evidence.js';
import { isLive, newestRun } from '../attempts/transfer-rows.js';
import type { RunRow } from '../attempts/transfer-rows.js';
import { record } from '../audit/audit.js';
import { actionOf, kindNameOf, stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { canPause } from '../kinds/moment.js';
import { endAsSaid, keepNamed, mayBeStarting } from '../kinds/outside/accounted.js';
import { orderRun } from '../kinds/outside/order.js';
import { retryRound } from '../kinds/outside/round.js';
import { settlers } from '../rights/settle.js';
import { decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

type Steering = 'pause' | 'go-on' | 'halt';
const written = { pause: 'paused', 'go-on': 'went-on', halt: 'halted' } as const;

export interface TransferOrder {
  readonly attemptId: string;
}

/** The order is kept and answered; the service is asked right after, and the card says so once it is seen. */
export const steer = (core: Core, by: Actor, order: TransferOrder, deed: Steering): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit, run } = scene;
    const no = whyNot(scene, deed);
    if (no !== null) return no;
    if (run === null || !may(scene, deed)) return refused('step.not-now', { step: step.id, state: attempt.state });
    await orderRun(unit, attempt, run, { wanted: deed });
    await record(unit, by, written[deed], step.id, { attempt: attempt.id, round: run.round });
    return allowed(null);
  });

/** The failed and the halted items only. They are part of what was approved, so nobody is asked again. */
export const retry = (core: Core, by: Actor, order: TransferOrder): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit, run } = scene;
    const no = whyNot(scene, 'retry');
    if (no !== null) return no;
    if (run === null || !may(scene, 'retry')) return refused('step.not-now', { step: step.id, state: attempt.state });
    const round = run.round + 1;
    await record(unit, by, 'retried', step.id, {
      attempt: attempt.id,
      round,
      items: run.open,
      plan: attempt.plan?.hash.slice(0, 8) ?? '',
    });
    await retryRound(unit, attempt, run);
    return allowed(null);
  });

/** Their word closes what no look could. */
export const accountFor = (
  core: Core,
  by: Actor,
  order: TransferOrder & { readonly reason: string; readonly outsideId?: string },
): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit, run } = scene;
    const no = whyNot(scene, 'account-for');
    if (no !== null) return no;
    if (run === null || !may(scene, 'account-for'))
      return refused('step.not-now', { step: step.id, state: attempt.state });
    const reason = order.reason.trim().slice(0, 500);
    const outside = order.outsideId?.trim();
    if (outside === '') return refused('transfer.needs-run', { step: step.id });
    if (reason === '') return refused('transfer.needs-reason', { step: step.id });
    if (!isReason(reason)) return refused('reason.too-short', { step: step.id });
    if (await mayBeStarting(unit, attempt, run)) return refused('transfer.being-looked-at', { step: step.id });
    await storeNote(unit, attempt, by.personId, reason);
    const facts = { attempt: attempt.id, round: run.round, reason };
    if (outside === undefined) {
      await record(unit, by, 'said-over', step.id, facts);
      await endAsSaid(unit, attempt, run, { name: by.name, reason });
      return allowed(null);
    }
    await record(unit, by, 'run-named', step.id, { ...facts, outside });
    await keepNamed(unit, attempt, run, outside);
    return allowed(null);
  });

function whyNot(scene: AttemptScene, deed: Steering | 'retry' | 'account-for'): Outcome<never> | null {
  const { unit, step, run, attempt, migration } = scene;
  if (kindNameOf(unit.core, step) !== 'transfer')
    return refused('step.not-now', { step: step.id, state: attempt.state });
  const no = roleRefusal(scene, 'approval.wrong-role', settlers(step));
  if (no !== null) return no;
  if (deed === 'pause' && isLive(run) && !canPause(unit.core, step))
    return refused('transfer.no-pause', { step: step.id });
  if (deed === 'go-on' && migration.active_stop !== null) return refused('transfer.stopped', { step: step.id });
  return null;
}

/** What `/stop` does to runs under way: each as its code says, or all of them. */
export async function pauseForStop(unit: Unit, by: Actor, stop: number, all: boolean): Promise<void> {
  for (const { attempt, run } of await liveRuns(unit)) {
    const step = stepOf(unit.core, attempt.step_id);
    const action = actionOf(unit.core, step);
    if (action?.kind !== 'transfer' || !(all || action.whenStopped === 'pauses')) continue;
    // One that was told to go on may do so before anybody sees it.
    const mayGoOn = run.state !== 'paused' || run.wanted === 'go-on';
    const mayRun = run.tries > 0 && mayGoOn && run.wanted !== 'halt' && run.wanted !== 'pause';
    if (!mayRun || !canPause(unit.core, step)) continue;
    await orderRun(unit, attempt, run, { wanted: 'pause', paused_by: stop });
    await record(unit, by, 'paused', attempt.step_id, { attempt: attempt.id, round: run.round });
  }
}

/** What that stop paused goes on; what people paused stays paused. */
export async function goOnAfterStop(unit: Unit, stop: number): Promise<void> {
  for (const { attempt, run } of await liveRuns(unit)) {
    if (run.paused_by !== stop || run.wanted === 'halt') continue;
    await orderRun(unit, attempt, run, { wanted: 'go-on', paused_by: null });
    await record(unit, null, 'went-on', attempt.step_id, { attempt: attempt.id, round: run.round });
  }
}

async function liveRuns(
  unit: Unit,
): Promise<
  readonly { attempt: { id: string; step_id: string; state: AttemptScene['attempt']['state'] }; run: RunRow }[]
> {
  const attempts = await unit.trx
    .selectFrom('attempt')
    .select(['id', 'step_id', 'state'])
    .where('ended_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('transfer_run')
          .select('round')
          .whereRef('transfer_run.attempt_id', '=', 'attempt.id')
          .where('transfer_run.state', '<>', 'ended'),
      ),
    )
    .orderBy('id')
    .execute();
  const live = [];
  for (const attempt of attempts) {
    const run = await newestRun(unit.trx, attempt.id);
    if (run !== null && isLive(run)) live.push({ attempt, run });
  }
  return live;
}
