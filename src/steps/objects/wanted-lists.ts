/** What a list of the source becomes: with those of its people who are at the destination, or will be before it is. */
import type { Remark } from '../../contract/finding.js';
import type { MappedRow } from '../users/mapping/row.js';
import { nesting } from './nesting.js';
import { PeopleThere } from './people-there.js';
import type { SourceList } from './source-lists.js';
import { rowRef, type MadeValue } from './value.js';
import type { Wanted } from './wanted.js';

export interface ListRow {
  readonly row: MappedRow;
  readonly list: SourceList;
}

export interface WantedLists {
  readonly wanted: readonly Wanted[];
  readonly warnings: readonly Remark[];
}

const kindOf = ({ kind }: MappedRow) =>
  kind === 'DynamicDistributionGroup' ? ('dynamic-distribution-group' as const) : ('distribution-group' as const);

/** Non-universal ones are made on premises alone. */
export const madeAs = (kind: string): string =>
  kind === 'MailNonUniversalGroup' ? 'MailUniversalDistributionGroup' : kind;

/** @param refOf By what the destination knows somebody of the source; null: not there. @param nameOf For people. */
export function wantedLists(
  rows: readonly ListRow[],
  refOf: (sourceId: string) => string | null,
  nameOf: (sourceId: string) => string,
): WantedLists {
  const byId = new Map(rows.map((one) => [one.row.sourceId, one]));
  const { order, circles } = nesting(
    rows.map(({ row, list }) => ({ id: row.sourceId, children: (list.members ?? []).filter((id) => byId.has(id)) })),
  );
  const cut = new Set(circles.map(({ group, child }) => `${group} ${child}`));
  const warnings: Remark[] = circles.map(({ group, child, round }) => ({
    code: 'groups-in-circle',
    facts: {
      name: nameOf(group),
      child: nameOf(child),
      round: [...round, round[0] ?? ''].map(nameOf).join(' → '),
    },
    object: rowRef('distribution-group', group, byId.get(group)?.row.target ?? ''),
  }));
  const wanted = order.flatMap((id): readonly Wanted[] => {
    const one = byId.get(id);
    if (one === undefined) return [];
    const { row, list } = one;
    const there = new PeopleThere(refOf, nameOf);
    const members =
      list.members === null ? undefined : there.refs(list.members.filter((who) => !cut.has(`${id} ${who}`)));
    const people = Object.fromEntries(
      Object.entries(list.people)
        .map(([name, ids]): [string, readonly string[]] => [name, there.refs(ids)])
        .filter(([, ids]) => ids.length > 0),
    );
    const object = rowRef(kindOf(row), row.sourceId, row.target);
    warnings.push(...there.warnings(row.target, object));
    if (list.members === null && Object.keys(list.precanned).length === 0)
      warnings.push({ code: 'filter-as-it-is', facts: { name: row.target }, object });
    return [{ row, kind: kindOf(row), after: listValue(one, members, people) }];
  });
  return { wanted, warnings };
}

function listValue(
  { row, list }: ListRow,
  members: readonly string[] | undefined,
  people: Readonly<Record<string, readonly string[]>>,
): MadeValue {
  return {
    state: 'there',
    displayName: list.displayName || row.name,
    primarySmtpAddress: row.target,
    recipientTypeDetails: madeAs(row.kind),
    // Moderated by nobody is nobody's letter.
    settings: people['ModeratedBy'] === undefined ? { ...list.settings, ModerationEnabled: false } : list.settings,
    ...(Object.keys(people).length === 0 ? {} : { people }),
    ...(members === undefined ? filterOf(list) : { members }),
    ...(list.legacyExchangeDN === null ? {} : { x500: list.legacyExchangeDN }),
  };
}

function filterOf({ precanned, recipientFilter }: SourceList): Pick<MadeValue, 'precanned' | 'recipientFilter'> {
  return Object.keys(precanned).length > 0 ? { precanned } : { recipientFilter: ownFilter(recipientFilter ?? '') };
}

/** What Exchange hangs onto every filter, once each time that it is written. https://learn.microsoft.com/powershell/module/exchangepowershell/set-dynamicdistributiongroup */
export function ownFilter(filter: string): string {
  const whole = /^\(\(([\s\S]*)\) -and \(-not\(Name -like 'SystemMailbox\{\*'\)\)[\s\S]*\)$/.exec(filter);
  return whole?.[1] === undefined ? filter : ownFilter(whole[1]);
}
