import type { FindingCode } from '../../contract/finding-codes.js';
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { Applied, Change } from '../../contract/change.js';
import type { MadeObject, Written } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import type { Unit } from '../core.js';
import type { EngineTables } from '../schema.js';

export type LedgerEntry = Selectable<EngineTables['ledger']>;

export const changeOf = (row: LedgerEntry): Change => ({
  side: row.side,
  object: { kind: row.kind, id: row.object_id, label: row.label },
  before: row.before,
  after: row.after,
});

/** The changes of a plan in its own order. */
export async function loadChanges(
  db: Kysely<EngineTables>,
  attemptId: string,
  which: { readonly done?: boolean; readonly offset?: number; readonly limit?: number } = {},
): Promise<readonly Change[]> {
  let query = db.selectFrom('ledger').selectAll().where('attempt_id', '=', attemptId).orderBy('ordinal');
  if (which.done === true) query = query.where('state', '=', 'done');
  if (which.offset !== undefined) query = query.offset(which.offset);
  if (which.limit !== undefined) query = query.limit(which.limit);
  return (await query.execute()).map(changeOf);
}

/** What a step wrote, or may have written, and nobody has undone: in the order of writing, over all its attempts. */
export async function loadWritten(db: Kysely<EngineTables>, stepId: string): Promise<readonly Written[]> {
  const rows = await writesOf(db, stepId).where('ledger.undone', '=', false).execute();
  return rows.map(writtenOf);
}

/** Of those the ones that were never seen done: nobody knows all that they made. */
export const loadUnsettledWrites = (db: Kysely<EngineTables>, stepId: string): Promise<readonly LedgerEntry[]> =>
  writesOf(db, stepId).where('ledger.undone', '=', false).where('ledger.state', '<>', 'done').execute();

/** What a step that is undone wrote since it was undone the time before: each object once, as it was before the first of those writes. */
export async function loadTakenBack(db: Kysely<EngineTables>, stepId: string): Promise<readonly Written[]> {
  const rows = await writesOf(db, stepId)
    .innerJoin('step', 'step.id', 'ledger.step_id')
    .where('step.state', '=', 'undone')
    .select(['attempt.number', 'attempt.undone_at'])
    .execute();
  // They come in order: a list of any length is never handed on as arguments, of which there is an end at a hundred thousand or so.
  const newest = rows.at(-1)?.number ?? 0;
  const before = await db
    .selectFrom('attempt')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('step_id', '=', stepId)
    .where('number', '<', newest)
    .where((attempt) =>
      attempt.or([
        attempt.and([attempt('direction', '=', 'undo'), attempt('state', '=', 'undone')]),
        attempt('undone_at', '<>', rows.at(-1)?.undone_at ?? ''),
      ]),
    )
    .executeTakeFirst();
  const last = rows.filter(({ number }) => number > (before?.number ?? 0));
  const first = new Map([...last].reverse().map((row) => [`${row.kind} ${row.object_id}`, row]));
  return last.filter((row) => first.get(`${row.kind} ${row.object_id}`) === row).map(writtenOf);
}

const writesOf = (db: Kysely<EngineTables>, stepId: string) =>
  db
    .selectFrom('ledger')
    .innerJoin('attempt', 'attempt.id', 'ledger.attempt_id')
    .selectAll('ledger')
    .where('ledger.step_id', '=', stepId)
    .where('attempt.direction', '=', 'do')
    .where('ledger.tries', '>', 0)
    .orderBy('attempt.number')
    .orderBy('ledger.ordinal');

const writtenOf = (row: LedgerEntry): Written => ({
  change: changeOf(row),
  observedBefore: row.observed_before,
  made: row.made ?? [],
  at: row.started_at ?? row.at ?? '',
});

export const ledgerRow = (unit: Unit, row: LedgerEntry) =>
  unit.trx.updateTable('ledger').where('attempt_id', '=', row.attempt_id).where('ordinal', '=', row.ordinal);

export const remarkOf = (row: LedgerEntry, code: FindingCode, facts: Remark['facts'] = {}): Remark => ({
  code,
  facts,
  object: { kind: row.kind, id: row.object_id, label: row.label },
});

export async function settleRow(
  unit: Unit,
  row: LedgerEntry,
  state: 'done' | 'drifted' | 'refused',
  remark: Remark | null,
): Promise<void> {
  await ledgerRow(unit, row)
    .set({ state, at: unit.at, remark: JSON.stringify(remark) })
    .execute();
}

/**
 * Written down before the writes of a chunk, all in one statement. What an undo restores is what was there before our first write, not
 * before a repeated one. Values travel as text: a JSON null is a value, too.
 */
export async function startRows(
  unit: Unit,
  attemptId: string,
  seen: readonly { readonly ordinal: number; readonly value: Json }[],
): Promise<void> {
  if (seen.length === 0) return;
  const rows = JSON.stringify(seen.map(({ ordinal, value }) => ({ ordinal, value: JSON.stringify(value) })));
  await sql`update engine.ledger as ledger set state = 'started', tries = ledger.tries + 1, started_at = ${unit.at},
      observed_before = case when ledger.tries = 0 then seen.value::jsonb else ledger.observed_before end
    from jsonb_to_recordset(${rows}::jsonb) as seen (ordinal integer, value text)
    where ledger.attempt_id = ${attemptId} and ledger.ordinal = seen.ordinal`.execute(unit.trx);
}

/** The good end of many objects at once. */
export async function settleRowsDone(unit: Unit, attemptId: string, ordinals: readonly number[]): Promise<void> {
  if (ordinals.length === 0) return;
  await unit.trx
    .updateTable('ledger')
    .set({ state: 'done', at: unit.at, remark: JSON.stringify(null) })
    .where('attempt_id', '=', attemptId)
    .where('ordinal', 'in', [...ordinals])
    .execute();
}

/** Begun and certainly not done, many at once: as if they had not been begun. */
export async function putRowsBack(unit: Unit, attemptId: string, ordinals: readonly number[]): Promise<void> {
  if (ordinals.length === 0) return;
  await unit.trx
    .updateTable('ledger')
    .set((row) => ({
      state: 'pending',
      tries: row('tries', '-', 1),
      started_at: row.case().when('tries', '<=', 1).then(null).else(row.ref('started_at')).end(),
    }))
    .where('attempt_id', '=', attemptId)
    .where('ordinal', 'in', [...ordinals])
    .execute();
}

/** What a write brought into being, with the object whose write it was. Of a repeated write, everything it ever made. */
export async function keepMade(unit: Unit, row: LedgerEntry, made: readonly MadeObject[]): Promise<void> {
  const all = [...(row.made ?? []), ...made];
  const unique = [...new Map(all.map((one) => [`${one.kind} ${one.id}`, one])).values()];
  await ledgerRow(unit, row)
    .set({ made: JSON.stringify(unique) })
    .execute();
}

/** Refused for good. Certainly not written, unless an earlier write of the object was: then an undo has that to restore. */
export async function refuseRow(
  unit: Unit,
  row: LedgerEntry,
  { remark, wrote }: Extract<Applied, { readonly result: 'refused' }>,
): Promise<void> {
  await settleRow(unit, row, 'refused', { object: remarkOf(row, remark.code).object, ...remark } as Remark);
  if (wrote !== true) await ledgerRow(unit, row).set({ tries: row.tries }).execute();
}
