/** Whom the world is told to go to for a domain. */
import type { StepContext } from '../../contract/context.js';
import type { Side } from '../../contract/step.js';
import type { Systems } from '../systems.js';

export type Owner = { readonly kind: 'nobody' } | { readonly kind: Side | 'stranger'; readonly name: string };

const sides = ['source', 'destination'] as const;

/** A domain that discovery answers nobody for while its realm is still known is still on its way out of the caches. */
export async function ownerOf(
  { discovery }: Pick<Systems, 'discovery'>,
  ctx: Pick<StepContext, 'migration'>,
  domain: string,
): Promise<Owner | { readonly kind: 'cached' }> {
  const tenantId = await discovery.tenantOf(domain);
  const realm = await discovery.realmOf(domain);
  if (tenantId === null) return realm.nameSpaceType === 'Unknown' ? { kind: 'nobody' } : { kind: 'cached' };
  const side = sides.find((one) => ctx.migration.tenantId[one].toLowerCase() === tenantId.toLowerCase());
  return { kind: side ?? 'stranger', name: side ?? realm.brandName ?? tenantId };
}
