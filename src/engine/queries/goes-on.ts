/** What a stop holds back: it begins again in the moment the stop is lifted. */
import type { Core } from '../core.js';
import type { Stop } from '../state.js';

/** One row a step that is under way: what is left is counted, not read. */
export async function goesOnWhenLifted(core: Core, stopId: number): Promise<NonNullable<Stop['goesOn']>> {
  const attempts = await core.db
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .select(['attempt.id', 'step.id as step_id', 'attempt.plan', 'attempt.writes_began_at', 'attempt.direction'])
    .where('attempt.ended_at', 'is', null)
    // What two people let go on in spite of it goes on already.
    .where((row) => row.or([row('attempt.lifted_stop', 'is', null), row('attempt.lifted_stop', '<>', stopId)]))
    .where((row) =>
      row.or([
        row('attempt.held_by_stop', '=', true),
        row.and([row('attempt.state', '=', 'running'), row('attempt.writes_began_at', 'is not', null)]),
      ]),
    )
    .orderBy('step.position')
    .execute();
  const paused = await core.db
    .selectFrom('transfer_run')
    .innerJoin('step', 'step.attempt_id', 'transfer_run.attempt_id')
    .select(['step.id as step_id', 'transfer_run.open'])
    .where('transfer_run.paused_by', '=', stopId)
    .where('transfer_run.state', '<>', 'ended')
    .orderBy('step.position')
    .execute();
  const left = await countLeft(
    core,
    attempts.filter(({ writes_began_at }) => writes_began_at !== null).map(({ id }) => id),
  );
  return [
    ...attempts.map(({ id, step_id, plan, direction }) => ({
      stepId: step_id,
      left: left.get(id) ?? plan?.changes ?? 0,
      ...(direction === 'undo' ? { undo: true as const } : {}),
    })),
    ...paused.map(({ step_id, open }) => ({ stepId: step_id, left: open })),
  ];
}

async function countLeft(core: Core, attemptIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await core.db
    .selectFrom('ledger')
    .select(({ fn }) => ['attempt_id', fn.countAll<string>().as('objects')])
    .where('attempt_id', 'in', attemptIds)
    .where('state', 'in', ['pending', 'started'])
    .groupBy('attempt_id')
    .execute();
  return new Map(attemptIds.map((id) => [id, Number(rows.find((row) => row.attempt_id === id)?.objects ?? 0)]));
}
