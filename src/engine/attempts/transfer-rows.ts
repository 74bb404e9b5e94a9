/** Rows of transfers: the items of a plan, and the outside runs over them. */
import type { Kysely, Selectable, Updateable } from 'kysely';
import type { Change } from '../../contract/change.js';
import type { TransferItem } from '../../contract/transfer.js';
import type { Unit } from '../core.js';
import { enqueueWork } from '../schedule/work.js';
import type { EngineTables } from '../schema.js';
import type { AttemptRow } from './rows.js';

export type RunRow = Selectable<EngineTables['transfer_run']>;

export async function newestRuns(
  db: Kysely<EngineTables>,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, RunRow>> {
  if (attemptIds.length === 0) return new Map();
  const runs = await db
    .selectFrom('transfer_run')
    .distinctOn('attempt_id')
    .selectAll()
    .where('attempt_id', 'in', attemptIds)
    .orderBy('attempt_id')
    .orderBy('round', 'desc')
    .execute();
  return new Map(runs.map((run) => [run.attempt_id, run]));
}

export const newestRun = async (db: Kysely<EngineTables>, attemptId: string): Promise<RunRow | null> =>
  (await newestRuns(db, [attemptId])).get(attemptId) ?? null;

/** It may run outside, or be about to. */
export const isLive = (run: Pick<RunRow, 'state'> | null): boolean => run !== null && run.state !== 'ended';

export const setRun = async (
  unit: Unit,
  run: Pick<RunRow, 'attempt_id' | 'round'>,
  change: Updateable<EngineTables['transfer_run']>,
): Promise<void> => {
  await unit.trx
    .updateTable('transfer_run')
    .set(change)
    .where('attempt_id', '=', run.attempt_id)
    .where('round', '=', run.round)
    .execute();
};

/** The items of one round, in the order of the plan. */
export async function itemsOf(
  db: Kysely<EngineTables>,
  run: Pick<RunRow, 'attempt_id' | 'round'>,
): Promise<readonly TransferItem[]> {
  const rows = await db
    .selectFrom('transfer_item')
    .selectAll()
    .where('attempt_id', '=', run.attempt_id)
    .where('round', '=', run.round)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    object: { kind: row.kind, id: row.object_id, label: row.label },
    facts: row.facts as NonNullable<TransferItem['facts']>,
  }));
}

/** Items as plans are compared, hashed and read: nothing is there before, and what is approved with each comes. */
export async function loadItemsAsChanges(
  db: Kysely<EngineTables>,
  attemptId: string,
  page: { readonly offset?: number; readonly limit?: number } = {},
): Promise<readonly Change[]> {
  let query = db.selectFrom('transfer_item').selectAll().where('attempt_id', '=', attemptId).orderBy('ordinal');
  if (page.offset !== undefined) query = query.offset(page.offset);
  if (page.limit !== undefined) query = query.limit(page.limit);
  return (await query.execute()).map((row) => ({
    side: row.side,
    object: { kind: row.kind, id: row.object_id, label: row.label },
    before: {},
    after: row.facts,
  }));
}

/** Looks at the run, and starts, pauses or halts it as it is wanted; under a key of its own where its attempt is over. */
export const enqueueLook = (unit: Unit, attemptId: string, key = attemptId, dueAt?: string): Promise<void> =>
  enqueueWork(unit, {
    key,
    name: 'engine.transfer',
    input: { attemptId },
    ...(dueAt === undefined ? {} : { dueAt }),
  });

/** One that is withdrawn is halted under a key of its own: nothing that is done to its attempt ends that. */
export const lookKey = ({ id, ended_at }: Pick<AttemptRow, 'id' | 'ended_at'>): string =>
  ended_at === null ? id : `halt:${id}`;

/**
 * What runs outside for an attempt that lost its ground is halted: it leaves no ledger that an undo could follow. Nobody waits for it: a
 * service that does not answer must not hold a team that goes back.
 */
export async function haltOutside(unit: Unit, attemptId: string): Promise<void> {
  const run = await newestRun(unit.trx, attemptId);
  if (run === null || !isLive(run)) return;
  await setRun(unit, run, { wanted: 'halt' });
  await enqueueLook(unit, attemptId, `halt:${attemptId}`);
}
