/** Turns at sending to a conversation, counted over all processes. */
import { sql } from 'kysely';
import type { SendLimit } from '../api.js';
import type { Core } from '../core.js';

/** All conversations together. */
export const everywhere = '*';

/** How long to wait before one more may be sent. */
export const waitFor = (sent: readonly number[], limits: readonly SendLimit[], now: number): number =>
  Math.max(
    0,
    ...limits.map(({ count, withinMs }) => {
      const nth = sent.at(-count);
      return nth === undefined ? 0 : nth + withinMs - now;
    }),
  );

/** What has to be kept once one more was sent. */
export function withOneMore(sent: readonly number[], limits: readonly SendLimit[], now: number): readonly number[] {
  const longest = Math.max(0, ...limits.map(({ withinMs }) => withinMs));
  return [...sent.filter((at) => at > now - longest), now];
}

export async function takeTurn(
  core: Core,
  conversation: string,
  limits: readonly SendLimit[],
  overall: SendLimit,
): Promise<number> {
  const limitsOf = new Map([
    [everywhere, [overall]],
    [conversation, limits],
  ]);
  return core.db.transaction().execute(async (trx) => {
    const locked = () =>
      trx
        .selectFrom('conversation')
        .select(['id', 'sent'])
        .where('id', 'in', [...limitsOf.keys()])
        .orderBy('id')
        .forUpdate()
        .execute();
    let rows = await locked();
    if (rows.length < limitsOf.size) {
      const missing = [...limitsOf.keys()].sort().map((id) => ({ id, sent: '[]' }));
      await trx
        .insertInto('conversation')
        .values(missing)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      rows = await locked();
    }
    // A crash of the database that forgets a turn or two does no harm, and nobody has to wait for the disk.
    const answer = await sql<{ now: number }>`
      select set_config('synchronous_commit', 'off', true),
             (extract(epoch from clock_timestamp()) * 1000)::double precision as now`.execute(trx);
    const now = answer.rows[0]?.now ?? Date.now();
    const wait = Math.max(...rows.map(({ id, sent }) => waitFor(sent, limitsOf.get(id) ?? [], now)));
    if (wait > 0) return wait;
    for (const { id, sent } of rows)
      await trx
        .updateTable('conversation')
        .set({ sent: JSON.stringify(withOneMore(sent, limitsOf.get(id) ?? [], now)) })
        .where('id', '=', id)
        .execute();
    return 0;
  });
}
