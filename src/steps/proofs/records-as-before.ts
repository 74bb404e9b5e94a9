/** Whether DNS is again what the tasks that were put back had found: each record as the last of their orders wants it, and none beside that was not there. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { changesItsTtl, staysAsItIs, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { Dns } from '../../systems/dns/dns.js';
import { backToFound, orderedIn, setsIn, type FoundSet } from '../dns/as-found.js';
import { putBackEverywhere } from '../dns/nothing-beside.js';

/** In the order in which they are put back: the one that was carried out first has the last word. */
const putBackInTurn = ['mx-ttl-restore', 'dns-switch', 'mx-parked', 'mx-ttl-lowering'] as const;

export async function recordsAsBefore(dns: Dns, ctx: StepContext): Promise<readonly Finding[]> {
  const orders: TaskBrief[] = [];
  for (const step of putBackInTurn) orders.push((await ctx.putBack(step)) ?? { records: [], remarks: [] });
  const records = lastWordOf(orders.map((order) => order.records));
  const found = lastFoundIn(orders);
  return putBackEverywhere(dns, { records: backToFound({ records, found }), found }, ctx.now());
}

/** Who only changed the TTL of exchangers has nothing to say of which they are, where somebody else moved them. */
function lastFoundIn(orders: readonly TaskBrief[]): readonly FoundSet[] {
  const last = new Map<string, FoundSet>();
  for (const order of orders)
    for (const set of setsIn(order))
      if (!last.has(set.id) || !orderedIn(set, order.records).every(changesItsTtl)) last.set(set.id, set);
  return [...last.values()];
}

export function lastWordOf(orders: readonly (readonly RecordToSet[])[]): readonly RecordToSet[] {
  const last = new Map<string, RecordToSet>();
  for (const record of orders.flat()) {
    const key = `${record.name} ${record.type} ${record.value}`;
    // One that an order leaves alone stays as an earlier one wants it.
    if (staysAsItIs(record) && last.has(key)) continue;
    last.set(key, record);
  }
  return [...last.values()];
}
