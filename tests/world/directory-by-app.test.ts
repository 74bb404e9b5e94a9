/** What an application does to the directory when it holds the permission, and is refused when it does not. */
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Group } from '../../src/rehearsal/world/entities.js';
import { openGraph } from './graph-alone.js';
import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

type App = 'full' | 'readOnly' | 'none' | 'directory';
const by = async (app: App, method: string, path: string, body?: unknown) =>
  bench.graph('source', method, path, body, { authorization: `Bearer ${await bench.token('source', app)}` });
const initial = () => bench.discovery.source.initialDomain;
const person = (name: string) => ({
  accountEnabled: true,
  displayName: 'Adele Vance',
  mailNickname: name,
  userPrincipalName: `${name}@${initial()}`,
  passwordProfile: { forceChangePasswordNextSignIn: true, password: 'xWwvJ]6NMw+bWH-d' },
});
const settled = async () => bench.advance(60);
const state = async () => (await bench.call('GET', '/world/state')).body.tenants.source;
const mailboxOf = async (address: string, more: object = {}) =>
  (await bench.cmdlet('source', 'Get-Mailbox', { Identity: address, ...more })).body.value?.[0];

test('an application with User.ReadWrite.All creates a user, and one without does not', async () => {
  for (const app of ['readOnly', 'none'] as const) {
    expect((await by(app, 'POST', '/users', person('adele'))).status).toBe(403);
  }
  const { status, body } = await by('full', 'POST', '/users', { ...person('adele'), department: 'Sales' });
  expect([status, body.error]).toEqual([201, undefined]);
  expect(body).toMatchObject({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    displayName: 'Adele Vance',
    userPrincipalName: `adele@${initial()}`,
    businessPhones: [],
    mail: null,
  });
  // No password is told, or kept.
  expect(JSON.stringify([body, await state()])).not.toContain('xWwvJ]6NMw');
  await settled();
  const read = await by(
    'readOnly',
    'GET',
    `/users/${body.id}?$select=department,accountEnabled,userType,assignedLicenses`,
  );
  expect(read.body).toMatchObject({
    department: 'Sales',
    accountEnabled: true,
    userType: 'Member',
    assignedLicenses: [],
  });
  const [entry] = (await bench.call('GET', '/world/log')).body.entries.filter(
    (one: { url: string; applied: boolean }) => one.applied,
  );
  expect(entry).toMatchObject({ write: true, status: 201, objects: [{ kind: 'user', id: body.id }] });
});

test('a user is not created without what is required, with what is unknown, read only or of another type, or with a name that is taken', async () => {
  const before = await state();
  const post = async (change: object) => {
    const answer = await by('full', 'POST', '/users', { ...person('adele'), ...change });
    expect([change, answer.status]).toEqual([change, 400]);
    return answer.body.error.message as string;
  };
  for (const name of ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName', 'passwordProfile']) {
    expect(await post({ [name]: undefined })).toContain(`'${name}'`);
  }
  for (const change of [
    { colour: 'red' },
    { id: '00000000-0000-4000-8000-000000000000' },
    { proxyAddresses: ['SMTP:adele@contoso.com'] },
    { accountEnabled: 'yes' },
    { displayName: '' },
    { mailNickname: 'a b' },
    { passwordProfile: 'xWwvJ]6NMw+bWH-d' },
    { passwordProfile: {} },
    { passwordProfile: { password: 'short1!' } },
    { passwordProfile: { password: 'alllowercase' } },
    { passwordProfile: { password: 'xWwvJ]6NMw+bWH-d', hint: 'x' } },
    { userPrincipalName: 'adele@fabrikam.com' },
    { userPrincipalName: 'adele' },
    { userPrincipalName: 'ivan.petrov@contoso.com' },
  ]) {
    await post(change);
  }
  expect(await state()).toEqual(before);
});

test('a deleted user lies in the bin with its mailbox, and comes back with it as it was', async () => {
  const before = await state();
  const user = before.users.find(
    (one: { userPrincipalName: string }) => one.userPrincipalName === 'ivan.petrov@contoso.com',
  );
  expect((await by('readOnly', 'DELETE', `/users/${user.id}`)).status).toBe(403);
  expect((await by('full', 'DELETE', '/users/ivan.petrov@contoso.com')).status).toBe(204);
  await settled();
  expect((await by('full', 'GET', `/users/${user.id}`)).status).toBe(404);
  expect((await by('full', 'DELETE', `/users/${user.id}`)).status).toBe(404);
  const bin = await by(
    'readOnly',
    'GET',
    `/directory/deletedItems/${user.id}?$select=id,userPrincipalName,deletedDateTime`,
  );
  expect(bin.body).toMatchObject({
    '@odata.type': '#microsoft.graph.user',
    userPrincipalName: `${user.id.replaceAll('-', '')}ivan.petrov@contoso.com`,
    deletedDateTime: expect.any(String),
  });
  expect(await mailboxOf('ivan.petrov@contoso.com')).toBeUndefined();
  expect(await mailboxOf('ivan.petrov@contoso.com', { SoftDeletedMailbox: true })).toBeDefined();

  expect((await by('readOnly', 'POST', `/directory/deletedItems/${user.id}/restore`)).status).toBe(403);
  const restored = await by('full', 'POST', `/directory/deletedItems/${user.id}/restore`);
  expect([restored.status, restored.body]).toMatchObject([
    200,
    { '@odata.type': '#microsoft.graph.user', id: user.id, userPrincipalName: 'ivan.petrov@contoso.com' },
  ]);
  await settled();
  expect(await mailboxOf('ivan.petrov@contoso.com')).toMatchObject({ UserPrincipalName: 'ivan.petrov@contoso.com' });
  expect(await state()).toEqual(before);
  expect((await by('full', 'POST', `/directory/deletedItems/${user.id}/restore`)).status).toBe(404);
});

test('a user whose name or address somebody has taken meanwhile is restored under another name, or without the address', async () => {
  const secondary = ({ proxyAddresses }: { proxyAddresses: string[] }) =>
    proxyAddresses.find((address) => address.startsWith('smtp:'));
  const { recipients, users } = await state();
  const boxes = recipients.filter(
    (one: { RecipientTypeDetails: string }) => one.RecipientTypeDetails === 'UserMailbox',
  );
  const owners = new Set(boxes.map((one: { ExternalDirectoryObjectId: string }) => one.ExternalDirectoryObjectId));
  const user = users.find((one: { id: string; proxyAddresses: string[] }) => owners.has(one.id) && secondary(one));
  await by('full', 'DELETE', `/users/${user.id}`);
  const successor = await by('full', 'POST', '/users', {
    ...person('second'),
    userPrincipalName: user.userPrincipalName,
  });
  expect(successor.status).toBe(201);
  await settled();
  const restore = (body?: object) => by('full', 'POST', `/directory/deletedItems/${user.id}/restore`, body);
  expect((await restore()).body.error.details[0]).toMatchObject({
    code: 'ObjectConflict',
    target: 'userPrincipalName',
  });
  for (const body of [
    { colour: 1 },
    { newUserPrincipalName: 5 },
    { autoReconcileProxyConflict: 'yes' },
    { newUserPrincipalName: 'x@fabrikam.com' },
  ]) {
    expect((await restore(body)).status).toBe(400);
  }
  const another = `ivan.back@${initial()}`;
  const [list] = (await bench.cmdlet('source', 'Get-DistributionGroup', {})).body.value;
  // The deleted mailbox no longer holds its addresses against anybody.
  const alias = secondary(user);
  const add = { '@odata.type': '#Exchange.GenericHashTable', add: [alias] };
  const taken = await bench.cmdlet('source', 'Set-DistributionGroup', { Identity: list.Guid, EmailAddresses: add });
  expect(taken.status).toBe(200);
  await settled();
  const conflict = await restore({ newUserPrincipalName: another });
  expect(conflict.body.error.details[0]).toMatchObject({ code: 'ObjectConflict', target: 'proxyAddresses' });
  const back = await restore({ newUserPrincipalName: another, autoReconcileProxyConflict: true });
  expect([back.status, back.body.userPrincipalName]).toEqual([200, another]);
  await settled();
  expect((await mailboxOf(user.id)).EmailAddresses).not.toContain(alias);
  const all = (await state()).recipients as { EmailAddresses: string[] }[];
  const live = all.filter((one) => (one as unknown as { WhenSoftDeleted: unknown }).WhenSoftDeleted === null);
  const lower = live.flatMap(({ EmailAddresses }) => EmailAddresses.map((one) => one.toLowerCase()));
  expect(lower.filter((one, i) => lower.indexOf(one) !== i)).toEqual([]);
});

test('a user is purged by an application with User.DeleteRestore.All alone', async () => {
  const { id } = (await by('full', 'POST', '/users', person('adele'))).body;
  expect((await by('full', 'DELETE', `/directory/deletedItems/${id}`)).status).toBe(403);
  expect((await by('directory', 'DELETE', `/directory/deletedItems/${id}`)).status).toBe(404);
  expect((await by('directory', 'DELETE', `/users/${id}`)).status).toBe(204);
  expect((await by('directory', 'DELETE', `/directory/deletedItems/${id}`)).status).toBe(204);
  expect((await by('full', 'POST', `/directory/deletedItems/${id}/restore`)).status).toBe(404);
  // Its name is free again.
  expect((await by('full', 'POST', '/users', person('adele'))).status).toBe(201);
});

test('a Microsoft 365 group is restored with its mailbox by an application with Group.ReadWrite.All', async () => {
  const [group] = (await by('full', 'GET', '/directory/deletedItems/microsoft.graph.group')).body.value;
  expect((await by('full', 'POST', `/directory/deletedItems/${group.id}/restore`)).status).toBe(403);
  const { status, body } = await by('directory', 'POST', `/directory/deletedItems/${group.id}/restore`);
  expect([status, body['@odata.type'], body.displayName]).toEqual([200, '#microsoft.graph.group', group.displayName]);
  await settled();
  expect((await by('full', 'GET', `/groups/${group.id}`)).body.deletedDateTime).toBeNull();
  const found = await bench.cmdlet('source', 'Get-UnifiedGroup', { Identity: group.id });
  expect(found.body.value[0].EmailAddresses).toEqual(group.proxyAddresses);
});

test('applications are patched by one that holds Application.ReadWrite.All', async () => {
  const app = (await by('full', 'GET', '/applications')).body.value.find(
    (one: { displayName: string }) => one.displayName === 'Intranet',
  );
  const patch = {
    identifierUris: [`api://${app.appId}`],
    displayName: 'Intranet (old)',
    signInAudience: 'AzureADMultipleOrgs',
  };
  expect((await by('full', 'PATCH', `/applications/${app.id}`, patch)).status).toBe(403);
  expect((await by('directory', 'PATCH', `/applications/${app.id}`, patch)).status).toBe(204);
  await settled();
  expect((await by('full', 'GET', `/applications/${app.id}`)).body).toMatchObject(patch);
  for (const wrong of [
    { colour: 'red' },
    { appId: app.appId },
    { displayName: '' },
    { displayName: 5 },
    { signInAudience: 'Everybody' },
    { identifierUris: ['https://nobody.example'], displayName: 'half' },
    { passwordCredentials: [] },
  ]) {
    expect([wrong, (await by('directory', 'PATCH', `/applications/${app.id}`, wrong)).status]).toEqual([wrong, 400]);
  }
  expect((await by('full', 'GET', `/applications/${app.id}`)).body.displayName).toBe('Intranet (old)');
});

test('groups are patched by one that holds Group.ReadWrite.All, unless Exchange or a person alone writes them', async () => {
  const groups = (await by('full', 'GET', '/groups?$top=999')).body.value;
  const unified = groups.find((one: { groupTypes: string[] }) => one.groupTypes.includes('Unified'));
  const list = groups.find(
    (one: { groupTypes: string[]; mailEnabled: boolean }) => one.mailEnabled && one.groupTypes.length === 0,
  );
  const patch = {
    displayName: 'Renamed',
    description: 'Library Assist',
    visibility: 'Public',
    mailNickname: 'library-help',
  };
  expect((await by('full', 'PATCH', `/groups/${unified.id}`, patch)).status).toBe(403);
  expect(
    (await by('directory', 'PATCH', `/groups/${unified.id}`, { ...patch, groupTypes: ['Unified'], mailEnabled: true }))
      .status,
  ).toBe(204);
  await settled();
  expect((await by('full', 'GET', `/groups/${unified.id}`)).body).toMatchObject(patch);
  const found = await bench.cmdlet('source', 'Get-UnifiedGroup', { Identity: unified.id });
  expect(found.body.value[0]).toMatchObject({ DisplayName: 'Renamed', Alias: 'library-help' });
  for (const wrong of [
    { colour: 'red' },
    { mail: 'x@contoso.com' },
    { proxyAddresses: [] },
    { groupTypes: [] },
    { displayName: null },
    { securityEnabled: 'yes' },
    { visibility: 'HiddenMembership' },
    { mailNickname: 'a b' },
    { mailNickname: list.mailNickname },
    { membershipRule: '(user.department -eq "Sales")' },
  ]) {
    expect([wrong, (await by('directory', 'PATCH', `/groups/${unified.id}`, wrong)).status]).toEqual([wrong, 400]);
  }
  expect((await by('directory', 'PATCH', `/groups/${unified.id}`, { allowExternalSenders: true })).status).toBe(403);
  const exchanges = await by('directory', 'PATCH', `/groups/${list.id}`, { description: 'x' });
  expect([exchanges.status, exchanges.body.error.message]).toEqual([
    400,
    'Cannot Update a mail-enabled security groups and or distribution list.',
  ]);
});

test('members are listed in pages, selected and counted', async () => {
  const groups = (await state()).groups as { id: string; members: string[] }[];
  const group = groups.find(({ members }) => members.length > 3) as { id: string; members: string[] };
  const path = `/groups/${group.id}/members`;
  expect((await by('none', 'GET', path)).status).toBe(403);
  const seen: string[] = [];
  let next: string | undefined = `${path}?$top=2&$select=id,userPrincipalName`;
  while (next !== undefined) {
    const { status, body } = await by('readOnly', 'GET', next);
    expect(status).toBe(200);
    for (const one of body.value) {
      expect(one).toMatchObject({
        '@odata.type': '#microsoft.graph.user',
        userPrincipalName: expect.stringContaining('@'),
      });
      seen.push(one.id);
    }
    next = body['@odata.nextLink']?.replace('https://graph.microsoft.com/v1.0', '');
  }
  expect(seen.sort()).toEqual([...group.members].sort());
  const [whole] = (await by('readOnly', 'GET', path)).body.value;
  expect(Object.keys(whole)).toEqual(expect.arrayContaining(['businessPhones', 'displayName', 'mail', 'id']));
  expect((await by('readOnly', 'GET', `${path}?$select=colour`)).status).toBe(400);
  const counted = await bench.graph('source', 'GET', `${path}?$count=true&$top=1`, undefined, {
    ConsistencyLevel: 'eventual',
  });
  expect(counted.body['@odata.count']).toBe(group.members.length);
});

test('of members that it may not read an application is told the ids and the kinds', () => {
  const company = generateCompany({ mailboxes: 40, seed: 7 });
  const { id, members } = company.tenants.source.groups.find((one) => one.members.length > 3) as Group;
  const { ask } = openGraph(company, ['GroupMember.Read.All']);
  const { status, body } = ask('GET', `/groups/${id}/members?$select=id,displayName`);
  const { value } = body as { value: object[] };
  expect([status, value]).toEqual([
    200,
    [...members].sort().map((one) => ({ '@odata.type': '#microsoft.graph.user', id: one, displayName: null })),
  ]);
});
