/** Rules of rights, each as a table of cases. */
import { appFindings, isWriting, type AppHolds } from '../../src/steps/rights/app-findings.js';
import { askedAt, exchangeRoleFor, leastPermissions, type Caller } from '../../src/steps/rights/asked.js';
import { heldAt } from '../../src/steps/rights/held.js';
import { peopleFindings } from '../../src/steps/rights/people-findings.js';
import type { StepContext } from '../../src/contract/context.js';
import type { TenantClients } from '../../src/steps/systems.js';

const asking = (...calls: string[]): readonly Caller[] => [{ name: 'a-step', calls: { source: calls } }];
const holding = (...permissions: string[]): AppHolds => ({
  ...{ appId: 'app', servicePrincipalId: 'sp', permissions, exchangePermissions: ['Exchange.ManageAsApp'] },
  ...{ directoryRoles: ['Global Reader'], cmdlets: ['get-mailbox'] },
});

test.each([
  [['graph.users', 'graph.changeUserPrincipalNames'], ['User.ReadWrite.All']],
  [
    ['graph.users', 'graph.membersOfGroups'],
    ['GroupMember.Read.All', 'User.Read.All'],
  ],
  [['graph.groups', 'graph.membersOfGroups'], ['Group.Read.All']],
  [['graph.ownRights', 'exchange.mailboxes'], []],
])('what %j take is no more than %j', (calls, permissions) => {
  expect(leastPermissions(askedAt('source', asking(...calls)))).toEqual(permissions);
});

test('what one side is asked for the other need not have, and whoever writes nothing gets by as a reader', () => {
  expect(askedAt('destination', asking('graph.users'))).toEqual({ permissions: [], cmdlets: [] });
  expect(exchangeRoleFor(askedAt('source', asking('exchange.mailboxes')))).toBe('Global Reader');
  expect(exchangeRoleFor(askedAt('source', asking('exchange.setMailboxEmailAddresses')))).toBe(
    'Exchange Administrator',
  );
});

test('a call of which nobody says what it takes is a fault of the code, not a right that is not needed', () => {
  expect(() => askedAt('source', asking('graph.everything'))).toThrow('graph.everything');
});

test.each([
  ['a higher one does', ['Directory.Read.All'], []],
  ['nothing of it', [], ['app-permission-missing User.Read.All']],
  ['one that only reads and nobody asks for', ['User.Read.All', 'Sites.Read.All'], ['app-reads-beyond Sites.Read.All']],
  ['one that writes and nobody asks for', ['User.Read.All', 'Mail.Send'], ['app-writes-beyond Mail.Send']],
  [
    'the least and one above it: the one above is too much',
    ['User.Read.All', 'User.ReadWrite.All'],
    ['app-writes-beyond User.ReadWrite.All'],
  ],
])('of an app that is to read users and mailboxes: %s', (_, permissions, said) => {
  const found = appFindings(
    'source',
    askedAt('source', asking('graph.users', 'exchange.mailboxes')),
    holding(...permissions),
  );
  const told = found.map(({ code, facts }) => `${code} ${facts['permission'] ?? facts['permissions'] ?? ''}`);
  expect(told.filter((line) => !line.startsWith('app-rights-whole'))).toEqual(said);
});

test.each([
  ['User.Read.All', false],
  ['Mail.ReadBasic.All', false],
  ['RoleManagement.Read.Directory', false],
  ['Mail.Send', true],
  ['User.ReadWrite.All', true],
  ['full_access_as_app', true],
  ['Sites.FullControl.All', true],
])('%s writes: %s', (permission, writing) => {
  expect(isWriting(permission)).toBe(writing);
});

const marcus = { personId: 'p', name: 'Marcus', roles: ['source-admin'] as const };

test('somebody whose account nobody found is not said to lack anything, but to be unknown', () => {
  const found = peopleFindings('source', [{ person: marcus, accounts: [], directoryRoles: [] }]);
  expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['unknown']));
});

test('a side that nobody runs yet is not judged', () => {
  expect(peopleFindings('destination', [{ person: marcus, accounts: ['m'], directoryRoles: [] }])).toEqual([]);
});

test('a role that a group holds is held by its members, and one over a part of the tenant by nobody', async () => {
  const assigned = (principalId: string, roleName: string, directoryScopeId = '/') => ({
    ...{ id: roleName, principalId, roleDefinitionId: roleName, directoryScopeId, roleName },
  });
  const own = { appId: 'app', servicePrincipalId: 'sp', roles: [], directoryRoleIds: [] };
  const clients = {
    graph: {
      ownRights: async () => own,
      directoryRoleAssignments: async () => [
        assigned('admins', 'Exchange Administrator'),
        assigned('u1', 'User Administrator', '/administrativeUnits/1'),
        assigned('sp', 'Global Reader'),
      ],
      membersOfGroups: async (ids: readonly string[]) => ids.map((id) => (id === 'admins' ? [{ id: 'u1' }] : null)),
      users: async () => [{ id: 'u1', userPrincipalName: 'm@x.example', mail: 'm@x.example', proxyAddresses: [] }],
    },
    exchange: { ownRights: async () => own, cmdletsAnswering: async () => [] },
  } as unknown as TenantClients;
  const ctx = {
    roster: [{ ...marcus, company: 'source', email: 'm@x.example', userPrincipalName: null }],
  } as unknown as StepContext;
  const held = await heldAt(clients, 'source', ctx);
  expect(held.people?.map(({ directoryRoles }) => directoryRoles)).toEqual([['Exchange Administrator']]);
  expect(held.app.directoryRoles).toEqual(['Global Reader']);
});
