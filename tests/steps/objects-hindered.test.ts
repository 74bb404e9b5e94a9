/** What the destination would refuse is said in the plan, by name and with the way out. */
import { findings } from '../../src/locales/en/findings.js';
import { hindrance, licencesShort } from '../../src/steps/objects/hindrances.js';
import type { MadeValue } from '../../src/steps/objects/value.js';
import { ownFilter, wantedLists } from '../../src/steps/objects/wanted-lists.js';
import type { Wanted } from '../../src/steps/objects/wanted.js';
import { known } from '../../src/steps/users/mapping/known.js';
import { e3, idOf, mappingTenants } from './support/mapping-tenants.js';

const tenants = mappingTenants(10);
const { destination } = tenants;
const { targetByAddress, targetHeld } = known(tenants);
const holders = { byAddress: targetByAddress, held: targetHeld };

const person = (target: string, more: Partial<MadeValue> = {}): Wanted => ({
  row: {
    sourceId: idOf(1),
    source: 'olga@contoso.com',
    kind: 'UserMailbox',
    name: 'Olga',
    action: 'create',
    target,
    targetId: null,
    wave: 1,
    licence: 'SPE_E3',
  },
  kind: 'user',
  after: { state: 'there', userPrincipalName: target, usageLocation: 'SE', licence: 'SPE_E3', skuId: e3, ...more },
});

test.each<[string, Wanted, string | null]>([
  ['somebody else’s address', person('house@fabrikam.com'), 'target-taken'],
  ['an alias of somebody else’s', person('HAUS@fabrikam.com'), 'target-taken'],
  ['one in the bin', person('left@fabrikam.com'), 'target-held'],
  ['an account without a mailbox', person('bare@fabrikam.com'), 'target-held'],
  ['a public folder', person('public@fabrikam.com'), 'target-held'],
  ['a character that a sign-in name must not have', person('r&d@fabrikam.com'), 'target-refused'],
  ['a name of the house', person('postmaster@fabrikam.com'), 'target-refused'],
  ['a domain that is not verified', person('olga@soon.fabrikam.com'), 'target-domain'],
  ['a domain that nobody has there', person('olga@nowhere.example'), 'target-domain'],
  ['no usage location', person('olga@fabrikam.com', { usageLocation: null }), 'no-usage-location'],
  ['a licence that is no more', person('olga@fabrikam.com', { licence: 'GONE', skuId: null }), 'licence-gone'],
  ['nothing in the way', person('olga@fabrikam.com'), null],
])('%s', (_, wanted, code) => {
  const found = hindrance(wanted, destination, holders);
  expect(found?.code ?? null).toBe(code);
  if (found !== null) {
    expect(found.facts).toMatchObject({ address: wanted.row.target, source: 'olga@contoso.com' });
    expect(findings[found.code as keyof typeof findings]).toMatch(/“Who moves”|then plan again/);
  }
});

test('more licences than are left are counted once a licence', () => {
  const short = { ...destination, licences: [{ skuId: e3, name: 'SPE_E3', left: 1, bringsMailbox: true }] };
  const three = ['a', 'b', 'c'].map((local) => person(`${local}@fabrikam.com`));
  expect(licencesShort(three, short)).toEqual([
    { code: 'licences-short', facts: { licence: 'SPE_E3', left: 1, count: 3, missing: 2 } },
  ]);
  expect(licencesShort(three.slice(0, 1), short)).toEqual([]);
});

const listOf = (id: number, members: readonly number[]) => ({
  row: {
    ...person('x').row,
    sourceId: idOf(id),
    source: `list${id}@contoso.com`,
    kind: 'MailUniversalDistributionGroup',
    target: `list${id}@fabrikam.com`,
    licence: null,
  },
  list: {
    displayName: `List ${id}`,
    legacyExchangeDN: null,
    settings: { ModerationEnabled: true },
    people: {
      ManagedBy: [],
      ModeratedBy: [idOf(99)],
      BypassModerationFromSendersOrMembers: [],
      AcceptMessagesOnlyFromSendersOrMembers: [],
      RejectMessagesFromSendersOrMembers: [],
      GrantSendOnBehalfTo: [],
    },
    members: members.map((one) => idOf(one)),
    recipientFilter: null,
    precanned: {},
  },
});

test('a circle and whoever stays behind are named; a list whose moderators all stay, and that nobody owns, is not made open', () => {
  const refOf = (id: string): string | null =>
    id === idOf(99) ? null : `${id === idOf(1) ? 'list1' : 'list2'}@fabrikam.com`;
  const { wanted, warnings, blockers } = wantedLists(
    [listOf(1, [2]), listOf(2, [1])],
    refOf,
    (id) => `n${Number(id.slice(-4))}`,
  );
  expect(wanted.map(({ after }) => [after.primarySmtpAddress, after.members, after.settings])).toEqual([
    ['list2@fabrikam.com', [], { ModerationEnabled: true }],
    ['list1@fabrikam.com', ['list2@fabrikam.com'], { ModerationEnabled: true }],
  ]);
  expect(blockers.map(({ code, facts }) => [code, facts['name']])).toEqual([
    ['list-would-open', 'list2@fabrikam.com'],
    ['list-would-open', 'list1@fabrikam.com'],
  ]);
  expect(warnings.map(({ code, facts }) => [code, facts['name'], facts['round'] ?? facts['names']])).toEqual([
    ['groups-in-circle', 'n2', 'n1 → n2 → n1'],
    ['list-without', 'list2@fabrikam.com', 'n99'],
    ['list-without', 'list1@fabrikam.com', 'n99'],
  ]);
});

test('of a filter what the service hung onto it is left behind, as often as it did', () => {
  const hung = (filter: string): string =>
    `((${filter}) -and (-not(Name -like 'SystemMailbox{*')) -and (-not(Name -like 'CAS_{*')))`;
  expect(ownFilter(hung(hung("(Department -eq 'Sales')")))).toBe("(Department -eq 'Sales')");
  expect(ownFilter("Company -eq 'Contoso'")).toBe("Company -eq 'Contoso'");
});
