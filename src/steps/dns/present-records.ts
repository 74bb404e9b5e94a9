/** What a zone holds today, with its real times to live. */
import { SystemFault } from '../../errors.js';
import type { Dns, DnsRecord, DnsType } from '../../systems/dns/dns.js';

/** What any of the zone's servers has. @throws when none of them answered: nothing is not what they have. */
export async function presentRecords(dns: Dns, name: string, type: DnsType): Promise<readonly DnsRecord[]> {
  const operation = `reading the ${type} records of ${name}`;
  const views = await dns.authoritative(name, type);
  const found = new Map<string, DnsRecord>();
  for (const view of views) {
    if (!view.seen) continue;
    for (const record of view.records) if (!found.has(record.value)) found.set(record.value, record);
  }
  if (!views.some(({ seen }) => seen)) {
    throw new SystemFault(`${operation}: none of ${views.length} name servers answered`, {
      system: 'dns',
      operation,
      status: null,
      code: 'NoAnswer',
      requestId: null,
      retryAfter: null,
      transient: true,
    });
  }
  return [...found.values()].sort((a, b) => (a.value < b.value ? -1 : 1));
}
