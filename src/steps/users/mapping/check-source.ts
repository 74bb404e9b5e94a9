/** Whether a row names somebody of the source who can move. */
import { familyOf, type MailObject } from './objects.js';
import type { Known } from './known.js';
import type { Fault, Row } from './row.js';

/** By id where there is one: that does not change. */
export const sourceOf = (row: Row, { sourceById, sourceByAddress }: Known): MailObject | null =>
  (row.sourceId === '' ? sourceByAddress.get(row.source.toLowerCase()) : sourceById.get(row.sourceId.toLowerCase())) ??
  null;

/** The first that is so. */
export function sourceFaults(row: Row, seen: Known): readonly Fault[] {
  const { sourceById, sourceByAddress, sourceHeld, targetByAddress } = seen;
  const fault = (code: Fault['code'], facts: Fault['facts'] = {}): readonly Fault[] => [
    { row, code, facts: { row: row.number, address: row.source || row.sourceId, ...facts } },
  ];
  const address = row.source.toLowerCase();
  const byAddress = sourceByAddress.get(address);
  const byId = row.sourceId === '' ? undefined : sourceById.get(row.sourceId.toLowerCase());
  if (row.sourceId !== '' && byId === undefined) return fault('mapping.source-id-unknown', { id: row.sourceId });
  if (byId !== undefined && byAddress !== undefined && byId !== byAddress)
    return fault('mapping.source-id-differs', { name: byId.address, other: byAddress.name });
  const found = byId ?? byAddress;
  if (found === undefined) {
    const held = sourceHeld.get(address);
    if (held?.why === 'deleted') return fault('mapping.source-deleted', { name: held.name });
    if (held?.why === 'public folder') return fault('mapping.source-public-folder', { name: held.name });
    if (held !== undefined) return fault('mapping.source-no-mailbox', { name: held.name });
    const other = targetByAddress.get(address);
    return other === undefined
      ? fault('mapping.source-unknown')
      : fault('mapping.source-other-side', { name: other.name });
  }
  if (row.source !== '' && byAddress === undefined)
    return fault('mapping.source-address-gone', { name: found.address });
  if (row.kind !== '' && row.kind !== found.kind)
    return fault('mapping.kind-differs', { value: row.kind, kind: found.kind });
  if (row.action.toLowerCase() === 'leave') return [];
  if (familyOf(found.kind) === 'guest') return fault('mapping.source-guest', { name: found.name });
  if (familyOf(found.kind) === undefined) return fault('mapping.kind-cannot-move', { kind: found.kind });
  return operatorFault(found, fault, ['mapping.source-on-roster', 'mapping.source-protected']);
}

export function operatorFault(
  { operator }: MailObject,
  fault: (code: Fault['code'], facts?: Fault['facts']) => readonly Fault[],
  [onRoster, guarded]: readonly [Fault['code'], Fault['code']],
): readonly Fault[] {
  if (operator?.kind === 'person') return fault(onRoster, { person: operator.person.name });
  return operator?.kind === 'protected' ? fault(guarded, { why: operator.account.why }) : [];
}
