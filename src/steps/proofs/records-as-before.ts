/** Whether DNS is again what the tasks that were put back had found: each record as the last of their orders wants it. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { staysAsItIs, type RecordToSet } from '../../contract/task.js';
import type { Dns } from '../../systems/dns/dns.js';
import { recordsEverywhere } from '../dns/records-everywhere.js';

/** In the order in which they are put back: the one that was carried out first has the last word. */
const putBackInTurn = ['mx-ttl-restore', 'dns-switch', 'mx-parked', 'mx-ttl-lowering'] as const;

export async function recordsAsBefore(dns: Dns, ctx: StepContext): Promise<readonly Finding[]> {
  const orders: (readonly RecordToSet[])[] = [];
  for (const step of putBackInTurn) orders.push((await ctx.putBack(step))?.records ?? []);
  return recordsEverywhere(dns, lastWordOf(orders), ctx.now());
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
