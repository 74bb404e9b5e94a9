/** Who may do what: consent, directory roles, and the cmdlets that Exchange answers because of them. */
import { cast } from '../../src/rehearsal/cast.js';
import { cmdlets } from '../../src/rehearsal/world/exchange/exchange.js';
import { cmdletsOf, roleGroups } from '../../src/rehearsal/world/exchange/roles/management-roles.js';
import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

type App = keyof Bench['discovery']['source']['apps'];
const graphApp = '00000003-0000-0000-c000-000000000000';
const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const by = async (app: App, path: string) =>
  bench.graph('source', 'GET', path, undefined, { authorization: `Bearer ${await bench.token('source', app)}` });
const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
const errand = (name: string, body: object) => bench.call('POST', `/world/admin/source/${name}`, body);
const idOf = (key: string) => cast.find((one) => one.key === key)?.home.objectId as string;
const said = (answer: { body: { value: readonly { Name: string }[] } }) => answer.body.value.map(({ Name }) => Name);

test('a token says the application permissions and the directory roles of its application', async () => {
  const full = claims(await bench.token('source', 'full', 'exchange'));
  expect(full.roles).toEqual(['Exchange.ManageAsApp']);
  expect(full.wids).toContain(exchangeAdministrator);
  expect(claims(await bench.token('source', 'full')).roles).toEqual(
    expect.arrayContaining(['User.ReadWrite.All', 'Mail.ReadWrite', 'RoleManagement.Read.Directory']),
  );
  expect(claims(await bench.token('source', 'mover', 'exchange')).roles).toEqual(['full_access_as_app']);
  expect(claims(await bench.token('source', 'none'))).not.toHaveProperty('roles');
});

test('consent is read by object id and by appId, and each app role is found at its resource', async () => {
  const { clientId } = bench.discovery.source.apps.full;
  const whole = (await by('full', `/servicePrincipals(appId='${clientId}')`)).body;
  expect(whole).toMatchObject({ appId: clientId, displayName: 'Housekeeping' });
  const granted = (await by('full', `/servicePrincipals(appId='${clientId}')/appRoleAssignments`)).body.value;
  expect((await by('full', `/servicePrincipals/${whole.id}/appRoleAssignments`)).body.value).toEqual(granted);
  const resource = (await by('full', `/servicePrincipals(appId='${graphApp}')?$select=id,appRoles`)).body;
  const named = granted
    .filter((one: { resourceId: string }) => one.resourceId === resource.id)
    .map(({ appRoleId }: { appRoleId: string }) => {
      const role = resource.appRoles.find((one: { id: string }) => one.id === appRoleId);
      return role.value;
    });
  expect(named.sort()).toEqual([...claims(await bench.token('source')).roles].sort());
  const toExchange = `$filter=resourceId eq ${granted.find((one: { resourceId: string }) => one.resourceId !== resource.id).resourceId}`;
  const those = (await by('full', `/servicePrincipals/${whole.id}/appRoleAssignments?${toExchange}`)).body.value;
  expect(those).toHaveLength(1);
  const holders = (
    await by('full', `/servicePrincipals(appId='00000002-0000-0ff1-ce00-000000000000')/appRoleAssignedTo`)
  ).body.value;
  expect(holders.map((one: { principalDisplayName: string }) => one.principalDisplayName).sort()).toEqual([
    'Changeover',
    'Changeover (reading only)',
    'Housekeeping',
    'Mailbox mover',
  ]);
  expect((await by('none', `/servicePrincipals(appId='${clientId}')/appRoleAssignments`)).status).toBe(403);
  expect((await by('full', `/servicePrincipals(appId='${idOf('irina')}')`)).status).toBe(404);
});

test('what people let an application do in their name is read by whoever may read the directory', async () => {
  const { clientId } = bench.discovery.source.apps.mover;
  const path = `/servicePrincipals(appId='${clientId}')/oauth2PermissionGrants`;
  expect((await by('full', path)).status).toBe(403);
  const scopes = (await by('directory', path)).body.value.map((one: { scope: string }) => one.scope);
  expect(scopes.sort()).toEqual(['EWS.AccessAsUser.All', 'User.Read']);
  const [one] = (await by('directory', path)).body.value;
  const filter = `?$filter=clientId eq '${one.clientId}'`;
  expect((await by('directory', `/oauth2PermissionGrants${filter}`)).body.value).toHaveLength(2);
});

test('directory roles are read of a person and of an application, with their definition or whom they were given to', async () => {
  const path = '/roleManagement/directory/roleAssignments';
  const irina = (await by('full', `${path}?$filter=principalId eq '${idOf('irina')}'&$expand=roleDefinition`)).body;
  expect(irina.value).toEqual([
    expect.objectContaining({
      principalId: idOf('irina'),
      directoryScopeId: '/',
      roleDefinition: expect.objectContaining({ displayName: 'Global Administrator', isBuiltIn: true }),
    }),
  ]);
  const administrators = (
    await by('full', `${path}?$filter=roleDefinitionId eq '${exchangeAdministrator}'&$expand=principal`)
  ).body.value.map((one: { principal: { displayName: string } }) => one.principal.displayName);
  expect(administrators.sort()).toEqual(['Changeover', 'Housekeeping', 'Marcus Weber']);
  expect((await by('full', `${path}?$filter=principalId eq '${idOf('sergei')}'`)).body.value).toEqual([]);
  expect((await by('none', path)).status).toBe(403);
  for (const wrong of ['$expand=principal,roleDefinition', '$expand=colour', "$filter=principalId ne 'x'"])
    expect([wrong, (await by('full', `${path}?${wrong}`)).status]).toEqual([wrong, 400]);
  const definition = `/roleManagement/directory/roleDefinitions`;
  expect((await by('full', `${definition}?$filter=displayName eq 'Global Reader'`)).body.value).toHaveLength(1);
  expect((await by('full', `${definition}/${exchangeAdministrator}`)).body.displayName).toBe('Exchange Administrator');
  expect((await by('full', `${definition}/${idOf('irina')}`)).status).toBe(404);
});

test('what was granted or taken is said by the next token and by no earlier one, and taken back leaves no trace', async () => {
  const before = (await bench.call('GET', '/world/state')).body;
  const old = await bench.token('source');
  await errand('consent', { app: 'full', resource: 'graph', role: 'Mail.Send', given: false });
  await errand('consent', { app: 'full', resource: 'graph', role: 'Group.ReadWrite.All' });
  expect(claims(old).roles).toContain('Mail.Send');
  const { roles } = claims(await bench.signIn('source'));
  expect([roles.includes('Mail.Send'), roles.includes('Group.ReadWrite.All')]).toEqual([false, true]);
  const changed = (await bench.call('GET', '/world/state')).body;
  expect(changed).not.toEqual(before);
  await errand('consent', { app: 'full', resource: 'graph', role: 'Group.ReadWrite.All', given: false });
  await bench.token('source', 'full', 'exchange');
  await errand('directory-role', { app: 'full', role: 'Exchange Administrator', given: false });
  expect((await bench.cmdlet('source', 'Get-AcceptedDomain')).status).toBe(200);
  await bench.signIn('source', 'full', 'exchange');
  expect((await bench.cmdlet('source', 'Get-AcceptedDomain')).status).toBe(403);
  await errand('directory-role', { app: 'full', role: 'Exchange Administrator' });
  expect((await errand('consent', { app: 'full', resource: 'graph', role: 'Nothing' })).status).toBe(400);
  expect((await errand('directory-role', { user: 'nobody@contoso.com', role: 'Global Reader' })).status).toBe(404);
});

test('a company that nobody changed says nothing of rights in its dump, and one that was changed keeps it', async () => {
  const rights = ['roleAssignments', 'appRoleAssignments', 'permissionGrants', 'roleGroupMembers', 'accessPolicies'];
  const dump = async () => (await bench.call('GET', '/world/state')).body.tenants.source;
  expect(Object.keys(await dump()).filter((name) => rights.includes(name))).toEqual([]);
  const marcus = {
    user: (await dump()).users.find((one: { id: string }) => one.id === idOf('marcus')).userPrincipalName,
  };
  await errand('directory-role', { ...marcus, role: 'Exchange Administrator', given: false });
  expect(Object.keys(await dump()).filter((name) => rights.includes(name))).toEqual(['roleAssignments']);
  await errand('directory-role', { ...marcus, role: 'Exchange Administrator' });
  expect(Object.keys(await dump()).filter((name) => rights.includes(name))).toEqual([]);
});

test('a cmdlet that no role of the caller holds does not exist for it', async () => {
  const refused = async (name: string, app: App) => {
    const { status, body } = await bench.cmdlet(
      'source',
      name,
      { [/Rule/.test(name) ? 'Mailbox' : 'Identity']: 'ivan.petrov@contoso.com' },
      { app },
    );
    return [status, body.error?.innererror?.internalexception?.type.split('.').at(-1)];
  };
  const unknown = [400, 'CommandNotFoundException'];
  expect(await refused('Set-Mailbox', 'readOnly')).toEqual(unknown);
  expect(await refused('Get-InboxRule', 'readOnly')).toEqual(unknown);
  expect((await refused('Get-Mailbox', 'readOnly'))[0]).toBe(200);
  await errand('role-group', { app: 'readOnly', group: 'Recipient Management' });
  expect((await refused('Get-InboxRule', 'readOnly'))[0]).toBe(200);
  expect(await refused('Set-OrganizationConfig', 'readOnly')).toEqual(unknown);
  await errand('role-group', { app: 'readOnly', group: 'Recipient Management', given: false });
  await errand('directory-role', { app: 'readOnly', role: 'Global Reader', given: false });
  await errand('directory-role', { app: 'readOnly', role: 'Security Reader' });
  await bench.signIn('source', 'readOnly', 'exchange');
  expect(await refused('Get-Mailbox', 'readOnly')).toEqual(unknown);
  const files = await bench.call(
    'GET',
    `/outlook.office365.com/adminapi/v1.0/${bench.discovery.source.tenantId}/EXOModuleFile?Version=3.9.2`,
    undefined,
    { authorization: `Bearer ${await bench.token('source', 'readOnly', 'exchange')}` },
  );
  expect(files.body.value[0].exportedCmdlets).toEqual(['Get-DkimSigningConfig']);
});

test('every cmdlet that is served stands in a role of Organization Management', () => {
  const held = cmdletsOf(roleGroups[0]?.roles ?? []);
  expect(cmdlets.map(({ name }) => name).filter((name) => !held.has(name))).toEqual([]);
});

test('management roles are found by cmdlet, their assignments by person, and role groups tell their members', async () => {
  const ask = (name: string, parameters: object = {}) => bench.cmdlet('source', name, parameters);
  expect(said(await ask('Get-ManagementRole', { Cmdlet: 'Set-Mailbox' }))).toEqual(['Mail Recipients']);
  expect(
    said(await ask('Get-ManagementRole', { Cmdlet: 'Set-OrganizationConfig', CmdletParameters: ['EwsEnabled'] })),
  ).toEqual(['Organization Configuration']);
  expect(
    said(await ask('Get-ManagementRole', { Cmdlet: 'Set-OrganizationConfig', CmdletParameters: ['Nothing'] })),
  ).toEqual([]);
  expect((await ask('Get-ManagementRole', { Identity: 'Nobody' })).status).toBe(400);
  const regular = { Role: 'Mail Recipients', Delegating: false };
  const rows = (await ask('Get-ManagementRoleAssignment', regular)).body.value;
  expect(rows.map((one: { RoleAssigneeName: string }) => one.RoleAssigneeName)).toEqual([
    'Organization Management',
    'Recipient Management',
  ]);
  expect(rows[0]).toMatchObject({
    RoleAssigneeType: 'RoleGroup',
    EffectiveUserName: 'All Group Members',
    Enabled: true,
  });
  const effective = (await ask('Get-ManagementRoleAssignment', { ...regular, GetEffectiveUsers: true })).body.value;
  expect(effective.length).toBe(2);
  const irina = (await ask('Get-ManagementRoleAssignment', { RoleAssignee: idOf('irina'), Delegating: false })).body
    .value;
  expect(new Set(irina.map((one: { RoleAssigneeName: string }) => one.RoleAssigneeName))).toEqual(
    new Set(['Organization Management']),
  );
  expect((await ask('Get-ManagementRoleAssignment', { RoleAssignee: 'nobody@contoso.com' })).status).toBe(400);
  const members = said(await ask('Get-RoleGroupMember', { Identity: 'Organization Management' }));
  expect(members).toEqual([
    expect.stringMatching(/^TenantAdmins_-\d+$/),
    expect.stringMatching(/^ExchangeServiceAdmins_-\d+$/),
  ]);
  const administrators = (await ask('Get-RoleGroupMember', { Identity: members[1] as string })).body.value;
  expect(administrators).toMatchObject([{ ExternalDirectoryObjectId: idOf('marcus') }]);
  expect(said(await ask('Get-RoleGroup'))).toContain('Recipient Management');
  expect((await bench.cmdlet('source', 'Get-RoleGroupMember', {})).status).toBe(400);
});
