/** What is wrong between rows: each of them may be right by itself. */
import type { ReadRow } from './check.js';
import { isInScope, type Known } from './known.js';
import { hasMailbox } from './objects.js';
import type { Fault, Row } from './row.js';

export function tableFaults(read: readonly ReadRow[], all: readonly Row[], seen: Known): readonly Fault[] {
  const moving = read.filter(({ action }) => action !== 'leave');
  return [
    ...twice(
      read,
      ({ source }) => source.id,
      ({ row }, first) => [
        row.source.toLowerCase() === first.row.source.toLowerCase() ? 'mapping.source-twice' : 'mapping.source-again',
        { address: row.source, other: first.row.source },
      ],
    ),
    ...twice(
      moving,
      ({ row }) => row.target.toLowerCase(),
      ({ row }, first) => ['mapping.target-twice', { address: row.target, other: first.row.source }],
    ),
    ...twice(
      moving.filter(({ target }) => target !== null),
      ({ target }) => target?.id ?? '',
      ({ row, target }, first) => [
        'mapping.target-again',
        { address: row.target, other: first.row.source, name: target?.name ?? '' },
      ],
      ({ row }, first) => row.target.toLowerCase() !== first.row.target.toLowerCase(),
    ),
    ...beyondLicences(moving, seen),
    ...inNoRow(all, seen),
  ];
}

/** The later ones are told, each with the row that it repeats. */
function twice(
  rows: readonly ReadRow[],
  keyOf: (row: ReadRow) => string,
  told: (row: ReadRow, first: ReadRow) => readonly [Fault['code'], Fault['facts']],
  counts: (row: ReadRow, first: ReadRow) => boolean = () => true,
): readonly Fault[] {
  const firsts = new Map<string, ReadRow>();
  return rows.flatMap((one): Fault[] => {
    const first = firsts.get(keyOf(one));
    if (first === undefined) firsts.set(keyOf(one), one);
    if (first === undefined || !counts(one, first)) return [];
    const [code, facts] = told(one, first);
    return [{ row: one.row, code, facts: { row: one.row.number, first: first.row.number, ...facts } }];
  });
}

/** In the order of the table, as they would be given out. Whoever is there already has one. */
function beyondLicences(moving: readonly ReadRow[], { tenants }: Known): readonly Fault[] {
  const left = new Map(
    (tenants.destination.licences ?? []).map(({ name, left }) => [name.toLowerCase(), { left, wanted: 0 }]),
  );
  return moving.flatMap(({ row, action, source }): Fault[] => {
    const licence = action === 'same' || !hasMailbox(source.kind) ? undefined : left.get(row.licence.toLowerCase());
    if (licence === undefined) return [];
    licence.wanted += 1;
    if (licence.wanted <= licence.left) return [];
    const facts = { row: row.number, licence: row.licence, left: licence.left, number: licence.wanted };
    return [{ row, code: 'mapping.licences-short', facts }];
  });
}

/** Of a mailbox that no row speaks of nobody has said that it stays behind. */
function inNoRow(all: readonly Row[], { tenants }: Known): readonly Fault[] {
  const moving = new Set(tenants.movingDomains);
  const named = new Set(all.flatMap(({ source, sourceId }) => [source.toLowerCase(), sourceId.toLowerCase()]));
  return tenants.source.objects
    .filter((one) => hasMailbox(one.kind) && isInScope(one, moving) && one.operator === undefined)
    .filter(({ id, addresses }) => !named.has(id.toLowerCase()) && !addresses.some((address) => named.has(address)))
    .map(({ id, address, kind, name }): Fault => {
      const row: Row = {
        number: 0,
        source: address,
        target: '',
        action: '',
        wave: '',
        licence: '',
        kind,
        name,
        sure: '',
        sourceId: id,
        targetId: '',
      };
      return { row, code: 'mapping.in-no-row', facts: { address, name } };
    });
}
