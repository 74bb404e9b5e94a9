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
  readonly blockers: readonly Remark[];
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
  const blockers: Remark[] = [];
  const targets = new Set(rows.map(({ row }) => row.target));
  const wanted = order.flatMap((id): readonly Wanted[] => {
    const one = byId.get(id);
    if (one === undefined) return [];
    const { row, list } = one;
    const there = new PeopleThere(refOf, nameOf);
    const everybody =
      list.members === null ? undefined : there.refs(list.members.filter((who) => !cut.has(`${id} ${who}`)));
    const members = everybody?.slice(0, mostMembers);
    const object = rowRef(kindOf(row), row.sourceId, row.target);
    const { people, guarded } = peopleOf(list, there);
    if (everybody !== undefined && everybody.length > mostMembers)
      warnings.push({
        code: 'list-too-long',
        facts: { name: row.target, count: everybody.length, most: mostMembers },
        object,
      });
    if (guarded === 'by its owners')
      warnings.push({ code: 'list-guarded-by-owners', facts: { name: row.target }, object });
    if (guarded === 'by nobody') blockers.push({ code: 'list-would-open', facts: { name: row.target }, object });
    warnings.push(...there.warnings(row.target, object));
    if (list.members === null && !isOfEverywhere(list))
      warnings.push({ code: 'filter-as-it-is', facts: { name: row.target }, object });
    return [{ row, kind: kindOf(row), after: listValue(one, members, people, targets) }];
  });
  return { wanted, warnings, blockers };
}

/** https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits: values of one parameter. */
const mostMembers = 10_000;

/** Who may write to it, and who looks at letters first: without anybody it would be open to all. */
const guards = ['AcceptMessagesOnlyFromSendersOrMembers', 'ModeratedBy'] as const;

interface PeopleOf {
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly guarded: 'as before' | 'by its owners' | 'by nobody';
}

/** Where none of those who guard it is there, its owners do. */
function peopleOf({ people, settings, members }: SourceList, there: PeopleThere): PeopleOf {
  const found = new Map(Object.entries(people).map(([name, ids]) => [name, there.refs(ids)]));
  const owners = found.get('ManagedBy') ?? [];
  // A dynamic one has one owner, and takes no list of them.
  if (members === null) found.set('ManagedBy', owners.slice(0, 1));
  const wants = (name: (typeof guards)[number]): boolean =>
    name === 'ModeratedBy' ? settings['ModerationEnabled'] === true : people[name].length > 0;
  const without = guards.filter((name) => wants(name) && (found.get(name) ?? []).length === 0);
  for (const name of without) found.set(name, owners);
  // Moderated by nobody in particular it was moderated by its owners at the source, too.
  const lost = without.filter((name) => people[name].length > 0 || owners.length === 0);
  return {
    people: Object.fromEntries([...found].filter(([, ids]) => ids.length > 0)),
    guarded: lost.length === 0 ? 'as before' : owners.length > 0 ? 'by its owners' : 'by nobody',
  };
}

/** Nobody joins or leaves a security group by themselves, whatever one says that was turned into one. */
const closed = (settings: SourceList['settings']): Record<string, string> =>
  Object.fromEntries(
    ['MemberJoinRestriction', 'MemberDepartRestriction'].flatMap((name) =>
      settings[name] === 'Open' ? [[name, 'Closed']] : [],
    ),
  );

/** Without an attribute that the people of the destination may not have. */
const isOfEverywhere = ({ precanned }: SourceList): boolean => {
  const names = Object.keys(precanned);
  return names.length > 0 && !names.some((name) => name.startsWith('ConditionalCustomAttribute'));
};

function listValue(
  { row, list }: ListRow,
  members: readonly string[] | undefined,
  people: Readonly<Record<string, readonly string[]>>,
  targets: ReadonlySet<string>,
): MadeValue {
  const { ManagedBy: managers = [] } = people;
  return {
    state: 'there',
    displayName: list.displayName || row.name || row.target,
    primarySmtpAddress: row.target,
    recipientTypeDetails: madeAs(row.kind),
    settings: { ...list.settings, ...(row.kind === 'MailUniversalSecurityGroup' ? closed(list.settings) : {}) },
    ...(Object.keys(people).length === 0 ? {} : { people }),
    // A group that answers for itself, or for one that answers for it, is not there to be named when it is made.
    ...(managers.some((one) => targets.has(one)) ? { firstManagers: managers.filter((one) => !targets.has(one)) } : {}),
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
