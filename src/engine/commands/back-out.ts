import { isHighRisk } from '../../contract/step.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { currentAttempt, hasTurnedBack, stepStates } from '../attempts/rows.js';
import { waitsFor } from '../attempts/readiness.js';
import { record } from '../audit/audit.js';
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import { markAskedOn } from '../cards/mark.js';
import { leads } from '../rights/policy.js';
import { decideAs, roleRefusal } from './decide.js';
import type { Scene } from './decide.js';
import { belongsToBackOut } from '../back-out/derive.js';
import { openDecision, openUndo, withdrawStanding } from '../back-out/go-back.js';
import { loadTraces, whyNotUndoable } from '../back-out/traces.js';

/** The whole way back is decided by a gate; one step alone is planned at once, and approved like any change. */
export const backOut = (core: Core, by: Actor, order: { stepId?: string; reason?: string }): Promise<Outcome<null>> =>
  decideAs(core, by, order.stepId ?? stepWith(core, 'decidesBackOut')?.id ?? null, (scene) =>
    order.stepId === undefined ? askForAll(scene, order.reason) : undoOne(scene, order.stepId, order.reason),
  );

const because = (reason: string | undefined): { reason: string } => ({ reason: (reason ?? '').trim().slice(0, 500) });

async function askForAll({ unit, by, migration }: Scene, reason: string | undefined): Promise<Outcome<null>> {
  const { core } = unit;
  if (migration.state === 'backed-out') return refused('backout.over', {});
  if (hasTurnedBack(migration.state)) return refused('backout.already', {});
  const step = stepWith(core, 'decidesBackOut');
  if (step === undefined) return refused('step.unknown', { typed: 'back-out', nearest: 'none' });
  const before = waitsFor(step, await stepStates(unit));
  if (before.length > 0) return refused('backout.too-early', { steps: before.join(', ') });
  const open = await currentAttempt(unit, step.id);
  if (open !== null && open.ended_at === null) return refused('backout.already', { step: step.id });
  const traces = await loadTraces(core, unit.trx);
  if (!traces.some((trace) => belongsToBackOut(core.steps.get(trace.stepId), trace)))
    return refused('backout.nothing', {});
  await record(unit, by, 'back-out-asked', step.id, because(reason));
  await openDecision(unit, step.id);
  await markAskedOn(unit, core.options.runbook.filter(isHighRisk));
  return allowed(null);
}

async function undoOne(scene: Scene, stepId: string, reason: string | undefined): Promise<Outcome<null>> {
  const { unit, by, migration } = scene;
  const { core } = unit;
  const step = core.steps.get(stepId);
  if (step === undefined) return refused('step.unknown', { typed: stepId.slice(0, 80), nearest: 'none' });
  // What stands on it loses its ground as soon as it is asked for.
  const notTheirs = roleRefusal(scene, 'approval.wrong-role', [...step.roles, ...leads]);
  if (notTheirs !== null) return notTheirs;
  if (migration.state === 'backing-out') return refused('backout.already', {});
  const no = whyNotUndoable(core.options.runbook, step, await stepStates(unit), await loadTraces(core, unit.trx));
  if (no !== null) return { ok: false, refusal: no };
  await record(unit, by, 'undo-asked', step.id, because(reason));
  await withdrawStanding(unit, step.id);
  await openUndo(unit, step.id);
  return allowed(null);
}
