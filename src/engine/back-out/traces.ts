import type { Kysely } from 'kysely';
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import type { Refusal } from '../../errors.js';
import type { EngineTables } from '../schema.js';
import type { StepRow } from '../attempts/rows.js';
import { leftWork, leftWrites, undoneByPeople } from '../attempts/left-standing.js';
import type { StepState } from '../state.js';
import type { Trace } from './derive.js';

/** Later than every step that is done: one that stopped half-way and never was done is the newest. */
const unfinished = Number.MAX_SAFE_INTEGER;

/** Steps with something to undo: writes the ledger knows and nobody undid, and tasks that people took or said they had done. */
export async function loadTraces(
  core: Core,
  db: Kysely<EngineTables>,
  known?: readonly Pick<StepRow, 'id' | 'state' | 'done_order'>[],
): Promise<readonly Trace[]> {
  const steps = known ?? (await db.selectFrom('step').select(['id', 'state', 'done_order']).execute());
  const attempts = await db
    .selectFrom('attempt')
    .select((attempt) => ['attempt.step_id', leftWrites(attempt).as('writes'), leftWork(attempt).as('work')])
    .where('attempt.direction', '=', 'do')
    .execute();
  const stepsWith = (what: 'writes' | 'work'): ReadonlySet<string> =>
    new Set(attempts.filter((attempt) => attempt[what]).map(({ step_id }) => step_id));
  const withWrites = stepsWith('writes');
  const workedOn = stepsWith('work');
  const open = stepWith(core, 'decidesBackOut')?.after ?? [];
  const nightBegan = Math.max(
    ...open.map((id) => steps.find((row) => row.id === id)?.done_order ?? Number.POSITIVE_INFINITY),
    0,
  );
  return steps.flatMap((row) => {
    const step = core.steps.get(row.id);
    if (step === undefined || row.state === 'undone') return [];
    // Being put back just now is no trace: its undo is under way.
    const byPeople = row.state !== 'undoing' && workedOn.has(row.id) && undoneByPeople(core, step);
    if (!withWrites.has(row.id) && !byPeople) return [];
    // One that was done and came to a halt since keeps its place.
    const order = row.done_order ?? (row.state === 'done' ? 0 : unfinished);
    return [{ stepId: row.id, order, inTheNight: order > nightBegan, byPeople: undoneByPeople(core, step) }];
  });
}

const busy: readonly StepState[] = ['running', 'verifying', 'undoing'];

/** Why a step cannot be undone now, alone; null when it can. */
export function whyNotUndoable(
  runbook: readonly Step[],
  step: Step,
  states: ReadonlyMap<string, StepState>,
  traces: readonly Trace[],
): Refusal | null {
  const state = states.get(step.id);
  if (state === 'undoing') return { code: 'backout.already', facts: { step: step.id } };
  const trace = traces.find(({ stepId }) => stepId === step.id);
  const traced = trace !== undefined;
  // Nobody could give back a task that they have taken, other than by saying that it is done.
  if (state === 'verifying' || (state === 'running' && trace?.byPeople !== true))
    return { code: 'backout.still-running', facts: { step: step.id } };
  if (state === 'undone') return { code: 'backout.undone', facts: { step: step.id } };
  if (step.undo === 'never' && (traced || state === 'done')) return { code: 'backout.never', facts: { step: step.id } };
  if (!traced) return { code: 'backout.nothing', facts: { step: step.id } };
  const above = standingOn(runbook, step.id);
  const standing = runbook.filter(
    (other) =>
      above.has(other.id) &&
      (busy.includes(states.get(other.id) ?? 'waiting') ||
        (other.undo !== 'never' && traces.some(({ stepId }) => stepId === other.id))),
  );
  if (standing.length === 0) return null;
  return { code: 'backout.stands-on-it', facts: { step: step.id, steps: standing.map(({ id }) => id).join(', ') } };
}
