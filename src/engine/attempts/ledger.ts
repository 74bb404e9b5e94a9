import type { Kysely, Selectable } from 'kysely';
import type { Change } from '../../contract/change.js';
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
