/** Whether records are as somebody was asked to make them: at every server of the zone first, then in the memory of the resolvers. */
import type { Finding } from '../../contract/finding.js';
import { changesItsTtl, type RecordToSet } from '../../contract/task.js';
import type { Dns, DnsType, ServerView } from '../../systems/dns/dns.js';
import { holdingFindings } from './mail-exchangers.js';
import { isSeen, memoryOf, withoutAnswer } from './memory.js';
import { ttlFindings } from './mx-ttl.js';
import { recordFindings } from './publication.js';

/** MX is one answer about a whole domain, every other record one of its own. */
export async function recordsEverywhere(
  dns: Dns,
  records: readonly RecordToSet[],
  now: Date,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const exchangers = records.filter(({ type }) => type === 'MX');
  for (const domain of new Set(exchangers.map(({ name }) => name)))
    findings.push(
      ...(await exchangerFindings(
        dns,
        domain,
        exchangers.filter(({ name }) => name === domain),
        now,
      )),
    );
  for (const record of records.filter(({ type }) => type !== 'MX')) {
    const views = await dns.authoritative(record.name, record.type as DnsType);
    const own = recordFindings(record, views);
    const isPublished = own.every(({ status }) => status === 'passed');
    findings.push(
      ...(isPublished
        ? rememberedFindings(record, views.length, await dns.resolvers(record.name, record.type as DnsType), now)
        : own),
    );
  }
  return findings;
}

async function exchangerFindings(
  dns: Dns,
  domain: string,
  records: readonly RecordToSet[],
  now: Date,
): Promise<readonly Finding[]> {
  const [authoritative, resolvers] = await Promise.all([dns.authoritative(domain, 'MX'), dns.resolvers(domain, 'MX')]);
  const seen = { domain, authoritative, resolvers, now };
  const [first] = records;
  if (first !== undefined && records.every(changesItsTtl))
    return ttlFindings({ ...seen, wanted: first.ttl, atMost: first.ttl < (first.was ?? 0) });
  const wanted = records.filter(({ action }) => action === 'publish').map(({ value }) => value);
  return holdingFindings({ ...seen, wanted });
}

/** A record that every server of the zone has, or has no more: who in the world was told otherwise before. */
export function rememberedFindings(
  { action, name, type, value }: RecordToSet,
  servers: number,
  resolvers: readonly ServerView[],
  now: Date,
): readonly Finding[] {
  const asked = resolvers.filter(isSeen);
  const unanswered = withoutAnswer(name, resolvers);
  const wanted = action === 'publish';
  const old = asked.filter(({ records }) => records.some((one) => one.value === value) !== wanted);
  const facts = { action, name, type, value };
  if (old.length > 0) {
    const dated = old.some(({ records }) => records.length > 0) ? 'yes' : 'no';
    const remembered = { ...facts, ...memoryOf(old, now), dated };
    return [...unanswered, { status: 'failed', code: 'record-remembered', facts: remembered }];
  }
  if (unanswered.length > 0) return unanswered;
  const counted = { servers, seen: asked.length, resolvers: resolvers.length };
  return [{ status: 'passed', code: 'record-everywhere', facts: { ...facts, ...counted } }];
}
