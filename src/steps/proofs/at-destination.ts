/** Whether the world finds a domain at the destination: who owns it, and every record that this tenant asks for, read anew; MX where it was decided that mail comes in. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { recordsWanted } from '../dns/mail-comes-in.js';
import { recordsEverywhere } from '../dns/records-everywhere.js';
import { isOfSpf, spfEverywhere } from '../dns/spf-everywhere.js';
import { ownerOf, type Owner } from '../domains/domain-owner.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';

export async function atDestination(systems: Systems, ctx: StepContext, domain: string): Promise<readonly Finding[]> {
  const findings = [...(await ownerFindings(systems, ctx, domain))];
  // What it asks for it says of its own domains only.
  if (findings.some(({ status }) => status !== 'passed')) return findings;
  const { records: asked } = await recordsWanted(systems, ctx, domain);
  const exact = asked.filter((record) => !isOfSpf(record)).map((record) => ({ action: 'publish' as const, ...record }));
  findings.push(...(await recordsEverywhere(systems.dns, exact, ctx.now())));
  for (const record of asked.filter(isOfSpf)) findings.push(...(await spfEverywhere(systems.dns, record, ctx.now())));
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
