/** Whether the world finds a domain at the destination: who owns it, and every record that this tenant asks for, read anew; MX where it was decided that mail comes in. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { ServerView } from '../../systems/dns/dns.js';
import type { AskedRecord } from '../dns/asked-by-destination.js';
import { recordsWanted } from '../dns/mail-comes-in.js';
import { recordsEverywhere } from '../dns/records-everywhere.js';
import { isSpf, missingIn } from '../dns/spf.js';
import { ownerOf, type Owner } from '../domains/domain-owner.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';

export async function atDestination(systems: Systems, ctx: StepContext, domain: string): Promise<readonly Finding[]> {
  const findings = [...(await ownerFindings(systems, ctx, domain))];
  // What it asks for it says of its own domains only.
  if (findings.some(({ status }) => status !== 'passed')) return findings;
  const { records: asked } = await recordsWanted(systems, ctx, domain);
  const isOfSpf = ({ type, value }: AskedRecord): boolean => type === 'TXT' && isSpf(value);
  const exact = asked.filter((record) => !isOfSpf(record)).map((record) => ({ action: 'publish' as const, ...record }));
  findings.push(...(await recordsEverywhere(systems.dns, exact, ctx.now())));
  for (const record of asked.filter(isOfSpf))
    findings.push(...spfFindings(record, await systems.dns.authoritative(record.name, 'TXT')));
  return findings;
}

async function ownerFindings(systems: Systems, ctx: StepContext, domain: string): Promise<readonly Finding[]> {
  const object = domainRef(domain);
  const side = 'destination';
  const details = await systems.destination.graph.domain(domain);
  const owner = await ownerOf(systems, ctx, domain);
  if (details?.isVerified !== true || owner.kind !== side)
    return [{ status: 'failed', code: 'domain-not-at-destination', facts: { domain, owner: nameOf(owner) }, object }];
  return [{ status: 'passed', code: 'domain-at-destination', facts: { domain }, object }];
}

const nameOf = (owner: Owner | { readonly kind: 'cached' }): string => ('name' in owner ? owner.name : 'nobody');

/** One record, with everything that is asked in it: other senders may stand beside it. */
export function spfFindings({ name, value }: AskedRecord, views: readonly ServerView[]): readonly Finding[] {
  const object = domainRef(name);
  if (views.length === 0) return [{ status: 'unknown', code: 'name-servers-unknown', facts: { name }, object }];
  const wrong = views.flatMap((view): Finding[] => {
    const server = view.server.name;
    if (!view.seen)
      return [{ status: 'unknown', code: 'name-server-unseen', facts: { name, server, why: view.why }, object }];
    const present = view.records.map((record) => record.value).filter(isSpf);
    const [first] = present;
    if (first !== undefined && present.length === 1 && missingIn(first, value).length === 0) return [];
    const facts = { domain: name, server, present: present.join(' · ') || '–', wanted: value };
    return [{ status: 'failed', code: 'spf-not-as-asked', facts, object }];
  });
  if (wrong.length > 0) return wrong;
  return [{ status: 'passed', code: 'spf-as-asked', facts: { domain: name, servers: views.length }, object }];
}
