import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { TenantClients } from '../systems.js';
import { domainRef, forcedDeletion, plainValue, type DomainChange } from './domain-value.js';
import type { ReleaseWatch } from './release-watch.js';

/** What a removal has come to: of each domain that is gone or shall be, whether it is released, and whether what shall be left of it is there. */
export async function removalFindings(
  { graph }: TenantClients,
  watch: ReleaseWatch,
  ctx: StepContext,
  changes: readonly DomainChange[],
  leaves: ReadonlyMap<string, 'absent' | 'unverified'>,
): Promise<readonly Finding[]> {
  const planned = new Set(changes.map(({ object }) => object.id));
  const watched: string[] = [];
  const notAsPlanned: Finding[] = [];
  for (const [domain, wanted] of leaves) {
    const details = await graph.domain(domain);
    const gone = details === null || !details.isVerified || forcedDeletion(details) === 'running';
    // One that the tenant refused to let go is a trouble of its own: there is nothing to wait for.
    if (!gone && !planned.has(domain)) continue;
    const { state } = plainValue(details);
    const isBack = wanted === 'unverified' && !gone;
    if (!isBack) watched.push(domain);
    if (wanted === 'unverified' && state !== wanted && planned.has(domain)) {
      const facts = { domain, wanted, present: state };
      // Announced again, and verified without anybody's proof: no waiting takes that back.
      const lasting = isBack && isLate(ctx) ? { lasting: true as const } : {};
      notAsPlanned.push({
        status: 'failed',
        code: 'domain-not-as-planned',
        facts,
        object: domainRef(domain),
        ...lasting,
      });
    }
  }
  return [...notAsPlanned, ...(await watch.look(ctx, watched, planned))];
}

/** Seconds for which a tenant may show what was there before the removal. */
const behind = 900;
const isLate = ({ looks, now }: StepContext): boolean =>
  looks.since !== null && now().getTime() - Date.parse(looks.since) >= behind * 1000;
