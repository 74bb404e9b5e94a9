import { isReason } from '../../contract/evidence.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { currentAttempt, putOffs, standingSteps } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import type { Core } from '../core.js';
import { kindOf } from '../kinds/index.js';
import { offeredNow } from '../progress/hours.js';
import { earlyOf, timedBy } from '../rights/early.js';
import { leads } from '../rights/policy.js';
import { decideAs, roleRefusal } from './decide.js';

/** A step whose turn has come and whose hour has not is begun all the same: by a lead, who says why. */
export const beginEarly = (core: Core, by: Actor, order: { stepId: string; reason: string }): Promise<Outcome<null>> =>
  decideAs(core, by, order.stepId, async (scene) => {
    const step = core.steps.get(order.stepId);
    if (step === undefined) return refused('step.unknown', { typed: order.stepId.slice(0, 80), nearest: 'none' });
    const { unit, migration, roster } = scene;
    const standing = await standingSteps(unit);
    const early = earlyOf(step, {
      runbook: core.steps,
      states: standing.states,
      timed: timedBy(core.options.runbook, standing, migration.cutover_at),
      putOffUntil: (await putOffs(unit)).get(step.id),
      migrationState: migration.state,
      roster,
      now: unit.at,
    });
    if (early === null)
      return refused('early.is-not', { step: step.id, state: standing.states.get(step.id) ?? 'waiting' });
    if (early.from === null) return refused('early.no-t', { step: step.id });
    if (!early.mayBegin.includes(by.personId))
      return (
        roleRefusal(scene, 'approval.wrong-role', leads) ?? refused('step.not-now', { step: step.id, state: 'waiting' })
      );
    const reason = order.reason.trim();
    if (reason === '') return refused('early.needs-reason', { step: step.id });
    if (!isReason(reason)) return refused('reason.too-short', { step: step.id });
    await record(unit, by, 'begun-early', step.id, { from: early.from, reason: reason.slice(0, 500) });
    await offeredNow(unit, step);
    await kindOf(core, step).begin(unit, step);
    const attempt = await currentAttempt(unit, step.id);
    if (attempt !== null)
      await unit.trx
        .updateTable('attempt')
        .set({ begun_early: JSON.stringify({ personId: by.personId, at: unit.at, from: early.from, reason }) })
        .where('id', '=', attempt.id)
        .execute();
    return allowed(null);
  });
