/** What a Microsoft 365 group of the source becomes: its name, its people, its addresses, and nothing of what is in it. */
import type { Remark } from '../../contract/finding.js';
import type { MappedRow } from '../users/mapping/row.js';
import { PeopleThere } from './people-there.js';
import type { SourceM365Group } from './source-m365-groups.js';
import { aliasOf, rowRef } from './value.js';
import type { Wanted } from './wanted.js';
import type { WantedLists } from './wanted-lists.js';

export interface M365GroupRow {
  readonly row: MappedRow;
  readonly group: SourceM365Group;
}

const mostNamed = 5;

export function wantedM365Groups(
  rows: readonly M365GroupRow[],
  refOf: (sourceId: string) => string | null,
  nameOf: (sourceId: string) => string,
): WantedLists {
  const warnings: Remark[] = [];
  const wanted = rows.map(({ row, group }): Wanted => {
    const people = new PeopleThere(refOf, nameOf);
    const after = {
      state: 'there',
      displayName: group.displayName || row.name,
      mailNickname: aliasOf(row.target),
      description: group.description,
      visibility: group.visibility,
      emailAddresses: [row.target],
      x500: group.legacyExchangeDN,
      settings: group.settings,
      members: people.refs(group.members),
      people: { owners: people.refs(group.owners) },
    } as const;
    const object = rowRef('m365-group', row.sourceId, row.target);
    warnings.push(...people.warnings(row.target, object));
    if (group.guarded) warnings.push({ code: 'group-guarded-by-hand', facts: { name: row.target }, object });
    if (after.people.owners.length === 0)
      warnings.push({ code: 'group-without-owner', facts: { name: row.target }, object });
    return { row, kind: 'm365-group', after };
  });
  const teams = rows.filter(({ group }) => group.hasTeam).map(({ row }) => row.target);
  if (rows.length > 0)
    warnings.push({
      code: 'groups-without-content',
      facts: { count: rows.length, teams: teams.length, names: teams.slice(0, mostNamed).join(', ') },
    });
  return { wanted, warnings, blockers: [] };
}
