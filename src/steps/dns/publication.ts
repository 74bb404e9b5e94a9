/** Whether records are as somebody was asked to make them, at every server of the zone. */
import type { Finding } from '../../contract/finding.js';
import type { RecordToSet } from '../../contract/task.js';
import type { Dns, DnsType, ServerView } from '../../systems/dns/dns.js';

export async function publicationFindings(dns: Dns, records: readonly RecordToSet[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const record of records) {
    findings.push(...recordFindings(record, await dns.authoritative(record.name, record.type as DnsType)));
  }
  return findings;
}

/** What is still wrong, server by server; or one finding that all is right. A server that could not be asked proves nothing. */
export function recordFindings(record: RecordToSet, views: readonly ServerView[]): readonly Finding[] {
  const { name, type, value } = record;
  const wanted = record.action === 'publish';
  if (views.length === 0) return [{ status: 'unknown', code: 'name-servers-unknown', facts: { name } }];
  const open = views.flatMap((view): Finding[] => {
    const server = view.server.name;
    if (!view.seen) return [{ status: 'unknown', code: 'name-server-unseen', facts: { name, server, why: view.why } }];
    const there = view.records.some((one) => one.value === value);
    if (there === wanted) return [];
    return [
      {
        status: 'failed',
        code: wanted ? 'record-missing' : 'record-still-there',
        facts: { name, type, value, server },
      },
    ];
  });
  if (open.length > 0) return open;
  const facts = { name, type, value, servers: views.length };
  return [{ status: 'passed', code: wanted ? 'record-published' : 'record-removed', facts }];
}
