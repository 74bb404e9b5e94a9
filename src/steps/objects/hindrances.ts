/** What would make the destination refuse an object, each by name and with the way out, before anybody approves. */
import type { Remark } from '../../contract/finding.js';
import { fitting, isReserved, longestLocalPart } from '../addresses/local-part.js';
import { splitAddress } from '../addresses/proxy-address.js';
import type { DestinationTenant, HeldAddress, MailObject } from '../users/mapping/objects.js';
import { rowRef } from './value.js';
import type { Wanted } from './wanted.js';

export interface Holders {
  readonly byAddress: ReadonlyMap<string, MailObject>;
  readonly held: ReadonlyMap<string, HeldAddress>;
}

/** Who has an address of an object that is to be made; null: nobody. A contact may have been made, and not been given its own yet. */
export function holderOf({ row, after }: Wanted, { byAddress, held }: Holders): { readonly id: string } | null {
  const [address, elsewhere] = [row.target, after.externalEmailAddress ?? ''].map((one) => one.toLowerCase());
  return byAddress.get(address ?? '') ?? held.get(address ?? '') ?? byAddress.get(elsewhere ?? '') ?? null;
}

/** The first that is so. */
export function hindrance(wanted: Wanted, tenant: DestinationTenant, holders: Holders): Remark | null {
  const { row, kind } = wanted;
  if (kind === 'user-mailbox') return null;
  const address = row.target.toLowerCase();
  const object = rowRef(kind, row.sourceId, row.target);
  const facts = { address: row.target, source: row.source };
  const name = nameHindrance(wanted, tenant);
  if (name !== null) return { code: name.code, facts: { ...facts, ...name.facts }, object };
  const elsewhere = wanted.after.externalEmailAddress;
  if (elsewhere === '') return { code: 'contact-without-address', facts, object };
  const holder = holders.byAddress.get(address) ?? holders.byAddress.get(elsewhere?.toLowerCase() ?? '');
  if (holder !== undefined)
    return {
      code: 'target-taken',
      facts: { ...facts, name: holder.name || holder.address, kind: holder.kind },
      object,
    };
  const held = holders.held.get(address);
  if (held !== undefined) return { code: 'target-held', facts: { ...facts, name: held.name, why: held.why }, object };
  if (kind !== 'user') return null;
  if (wanted.after.usageLocation === null) return { code: 'no-usage-location', facts, object };
  if (wanted.after.licence !== null && wanted.after.skuId === null && tenant.licences !== null)
    return { code: 'licence-gone', facts: { ...facts, licence: wanted.after.licence ?? '' }, object };
  return null;
}

type Found = Pick<Remark, 'code' | 'facts'>;

function nameHindrance({ row, kind }: Wanted, { domains }: DestinationTenant): Found | null {
  const parts = splitAddress(row.target);
  if (parts === null) return { code: 'target-refused', facts: { why: 'characters', fits: 'none' } };
  if (domains.get(parts.domain) !== true) return { code: 'target-domain', facts: { domain: parts.domain } };
  const fits = fitting(parts.local, kind === 'user' ? 'sign-in-name' : 'address');
  if (fits !== parts.local || parts.local.length > longestLocalPart)
    return { code: 'target-refused', facts: { why: 'characters', fits: fits || 'none' } };
  return isReserved(parts.local) ? { code: 'target-refused', facts: { why: 'reserved', fits: 'none' } } : null;
}

/** A remark a licence of which more are to be given than are left. */
export function licencesShort(wanted: readonly Wanted[], { licences }: DestinationTenant): readonly Remark[] {
  return (licences ?? []).flatMap(({ name, skuId, left }): Remark[] => {
    const count = wanted.filter(({ kind, after }) => kind === 'user' && after.skuId === skuId).length;
    return count <= left
      ? []
      : [{ code: 'licences-short', facts: { licence: name, left, count, missing: count - left } }];
  });
}
