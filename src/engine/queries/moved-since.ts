/** Whoever says go has seen what there is: what of a gate's facts is not as their card showed it. */
import { tooLateFrom } from '../attempts/lead-times.js';
import { statesForTime } from '../attempts/rows.js';
import type { Core } from '../core.js';
import { cutoverOf } from '../kinds/form/read-form.js';
import type { Moved, StepSnapshot } from '../state.js';
import { loadStepWithAttempt } from './snapshots.js';

export interface Seen {
  readonly attemptId: string;
  readonly facts?: string;
  readonly drawnAt?: string;
}

/**
 * Steps that a gate tells of otherwise than the card did: what is open, halted or taken as it is since, or has too little time since; of a T
 * that is otherwise in anything else, the gate itself. That something under a gate came to a good end holds up no go. Read before the vote's
 * own transaction, which looks once more at T and at what has moved since `readAt`.
 */
export async function movedSince(core: Core, { attemptId, facts, drawnAt }: Seen): Promise<Moved | null> {
  if (facts === undefined || drawnAt === undefined) return null;
  const readAt = core.options.clock.now().toISOString();
  const gate = await loadStepWithAttempt(core, attemptId);
  if (gate?.facts === undefined) return null;
  const cutoverAt = cutoverOf(gate.attempt?.answers ?? {});
  if (gate.facts.hash === facts) return { steps: [], readAt, cutoverAt };
  return { steps: await toldOtherwise(core, gate, drawnAt), readAt, cutoverAt };
}

async function toldOtherwise(core: Core, gate: StepSnapshot, drawnAt: string): Promise<readonly string[]> {
  const { readiness } = gate;
  if (readiness === undefined) {
    const short = await shortOfTimeSince(core, gate, drawnAt);
    // Another T, or a lead time that nobody knew of: the card has to be read once more.
    return short.length > 0 ? short : [gate.step.id];
  }
  const old = (readiness.tooOld ?? []).map(({ stepId }) => stepId);
  const told = [...readiness.halted, ...old, ...readiness.accepted, ...readiness.open];
  if (told.length === 0) return [];
  const rows = await core.db
    .selectFrom('step')
    .select('id')
    .where('id', 'in', told)
    .where('since', '>', drawnAt)
    .execute();
  return told.filter((id) => rows.some((row) => row.id === id));
}

async function shortOfTimeSince(
  core: Core,
  { step, attempt }: StepSnapshot,
  drawnAt: string,
): Promise<readonly string[]> {
  const cutoverAt = cutoverOf(attempt?.answers ?? {});
  if (cutoverAt === null) return [];
  const now = core.options.clock.now().toISOString();
  const about = { cutoverAt, known: attempt?.form?.leadTimes ?? [] };
  return tooLateFrom(core.options.runbook, await statesForTime(core, { trx: core.db }), about, step.id)
    .filter(({ at }) => at > drawnAt && at <= now)
    .map(({ stepId }) => stepId);
}
