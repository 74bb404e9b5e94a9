/** A company that knew somebody twice, as a contact and as a guest, has two who stand where one is to be made; a row names one of them. */
import type { Remark } from '../../../contract/finding.js';
import { isOfTheHouse } from './known.js';
import type { MailObject, Tenants } from './objects.js';
import type { MappedRow } from './row.js';

export function furtherStandIns(rows: readonly MappedRow[], { source, destination }: Tenants): readonly Remark[] {
  const holders = new Map<string, MailObject[]>();
  for (const one of destination.objects.filter((one) => !isOfTheHouse(one)))
    for (const address of one.addresses) holders.set(address, [...(holders.get(address) ?? []), one]);
  const sourceOf = new Map(source.objects.map((one) => [one.id, one]));
  const further = rows
    .filter(({ action }) => action === 'replace' || action === 'guest')
    .flatMap((row) => {
      const addresses = sourceOf.get(row.sourceId)?.addresses ?? [];
      const others = new Set(addresses.flatMap((address) => holders.get(address) ?? []));
      return [...others].filter(({ id }) => id !== row.targetId).map((other) => ({ row, other }));
    });
  const [first] = further;
  if (first === undefined) return [];
  const { row, other } = first;
  const facts = { count: further.length, source: row.source, name: other.name, kind: other.kind };
  return [{ code: 'mapping-further-stand-ins', facts }];
}
