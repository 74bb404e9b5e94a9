/**
 * What a dump of the world must look like in the end, worked out from a dump before, the steps that were verified and what people did by
 * hand since, in that order, and the rules of the runbook alone: a witness that shares no code with the steps.
 */
import type { Company } from '../world/entities.js';
import { delegations } from './delegations.js';
import { initialIsDefault, movingDomainsArrive, movingDomainsLeave } from './domains.js';
import type { ExpectationFacts } from './facts.js';
import { runErrand, type Errand } from './hand-work.js';
import { moverLetIn, moverShutOut } from './mover.js';
import { signInNames } from './sign-in-names.js';
import { groupAliases, groupPrimaries, m365Groups, mailboxAliases, routingAddresses } from './source-addresses.js';
import { TenantDraft } from './tenant-draft.js';

/** One thing that happened since the dump. */
export type Happening =
  | { readonly kind: 'step'; readonly stepId: string }
  | { readonly kind: 'by-hand'; readonly errand: Errand; readonly stepId: string };

interface Tenants {
  readonly source: TenantDraft;
  readonly destination: TenantDraft;
}

const rules: Readonly<Record<string, (tenants: Tenants, facts: ExpectationFacts) => void>> = {
  'mover-access-open': ({ source, destination }, facts) =>
    [source, destination].forEach((one) => moverLetIn(one, facts)),
  'destination-delegates': ({ source, destination }, facts) => delegations(source, destination, facts),
  'service-access-removed': ({ source, destination }) => [source, destination].forEach(moverShutOut),
  'source-routing-address': ({ source }, facts) => routingAddresses(source, facts),
  'add-domain-destination': ({ destination }, facts) => movingDomainsArrive(destination, facts, 'unverified'),
  'default-domain-source': ({ source }) => initialIsDefault(source),
  'upn-to-initial-domain': ({ source }, facts) => signInNames(source, facts),
  'groups-primary-to-initial-domain': ({ source }, facts) => groupPrimaries(source, facts),
  'mailbox-aliases-removed': ({ source }, facts) => mailboxAliases(source, facts),
  'group-aliases-removed': ({ source }, facts) => groupAliases(source, facts),
  'm365-groups-moved': ({ source }, facts) => m365Groups(source, facts),
  'remove-domain-source': ({ source }, facts) => movingDomainsLeave(source, facts),
  'verify-domain-destination': ({ destination }, facts) => movingDomainsArrive(destination, facts, 'verified'),
};

/** Steps that leave something in a tenant or in DNS which this witness can tell beforehand. */
export const stepsWithRules: readonly string[] = Object.keys(rules);

export function expectedAfter(start: Company, course: readonly Happening[], facts: ExpectationFacts): Company {
  const tenants = {
    source: new TenantDraft(start.tenants.source),
    destination: new TenantDraft(start.tenants.destination),
  };
  const records = [...start.dns.records];
  for (const happening of course) {
    if (happening.kind === 'by-hand') runErrand(tenants, records, happening.errand, facts);
    else rules[happening.stepId]?.(tenants, facts);
  }
  return {
    ...start,
    tenants: { source: tenants.source.tenant(), destination: tenants.destination.tenant() },
    dns: { ...start.dns, records },
  };
}
