/**
 * What a forced deletion would do to a tenant and what it would be refused for, from the lists of the ten scans. Pure.
 * https://learn.microsoft.com/graph/api/domain-forcedelete
 */
import type { Remark } from '../../contract/finding.js';
import { domainRef } from './domain-value.js';
import type { Hit, ScanResult, TenantLists } from './scans/scan.js';

export const mostReferences = 1_000;
const shown = 5;

export function forcedDeletionRemarks(
  domain: string,
  lists: Pick<TenantLists, 'users' | 'groups' | 'applications'>,
  scans: readonly ScanResult[],
): { readonly blockers: readonly Remark[]; readonly warnings: readonly Remark[] } {
  const object = domainRef(domain);
  const on = (one: Hit): boolean => one.domain === domain;
  const hits = scans.flatMap((scan) => scan.hits).filter(on);
  const blockers: Remark[] = scans
    .filter(({ lacks }) => lacks !== null)
    .map(({ lacks }) => ({ code: 'forced-not-seen-whole', facts: { domain, why: lacks ?? '' }, object }));

  const unified = lists.groups.items.filter(({ groupTypes }) => groupTypes.includes('Unified')).map(({ id }) => id);
  // What the directory can rename: people, Microsoft 365 groups, applications. Everything else of an address is Exchange's alone.
  const renamable = new Set([...lists.users.items.map(({ id }) => id), ...unified]);
  const ofExchange = hits.filter(
    ({ scan, id }) =>
      ['deleted-mailboxes', 'contacts'].includes(scan) ||
      (['recipients', 'groups'].includes(scan) && !renamable.has(id)),
  );
  if (ofExchange.length > 0) {
    blockers.push({ code: 'forced-exchange-first', facts: { domain, ...counted(ofExchange) }, object });
  }
  const audiences = new Map(lists.applications.items.map(({ id, signInAudience }) => [id, signInAudience]));
  const multiTenant = hits.filter(({ scan, id }) => scan === 'applications' && audiences.get(id) !== 'AzureADMyOrg');
  if (multiTenant.length > 0) {
    blockers.push({ code: 'forced-multi-tenant-application', facts: { domain, ...counted(multiTenant) }, object });
  }
  const below = hits.filter(({ scan }) => scan === 'subdomains');
  if (below.length > 0)
    blockers.push({ code: 'forced-subdomains-first', facts: { domain, ...counted(below) }, object });
  const references = new Set(
    hits.filter(({ scan }) => !['subdomains', 'deleted-mailboxes'].includes(scan)).map(({ id }) => id),
  );
  if (references.size > mostReferences) {
    const facts = { domain, count: references.size, limit: mostReferences };
    blockers.push({ code: 'forced-too-many-references', facts, object });
  }
  const warnings: Remark[] = [{ code: 'forced-renames', facts: { domain, count: references.size }, object }];
  return { blockers, warnings };
}

function counted(hits: readonly Hit[]): { readonly count: number; readonly names: string } {
  const labels = [...new Map(hits.map(({ id, label }) => [id, label])).values()];
  const more = labels.length > shown ? ', …' : '';
  return { count: labels.length, names: `${labels.slice(0, shown).join(', ')}${more}` };
}
