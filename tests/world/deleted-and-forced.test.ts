/** Deleted things are read as the pages of the cmdlets say, and forceDelete renames what is left. */
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Application, Company, Recipient } from '../../src/rehearsal/world/entities.js';
import { openGraph } from './graph-alone.js';
import { openBench, type Bench } from './harness.js';

const retail = 'contoso-retail.com';
const initial = 'contosogroup.onmicrosoft.com';
const labels = (answer: { body: { value: readonly { DisplayName: string }[] } }) =>
  answer.body.value.map((one) => one.DisplayName);
const text = (answer: { body: { error: { innererror: { internalexception: { message: string } } } } }) =>
  answer.body.error.innererror.internalexception.message;

test('deleted and inactive mailboxes are shown to who asks for them, and to nobody else', async () => {
  const bench = await openBench();
  const get = (name: string, parameters: object) =>
    bench.cmdlet('source', name, { ResultSize: 'Unlimited', ...parameters });
  expect(labels(await get('Get-Mailbox', { SoftDeletedMailbox: true })).sort()).toEqual([
    'Marta Left',
    'Виктор Архивный',
  ]);
  expect(labels(await get('Get-Mailbox', { InactiveMailboxOnly: true }))).toEqual(['Виктор Архивный']);
  const live = labels(await get('Get-Mailbox', {}));
  expect(live).not.toContain('Marta Left');
  expect(labels(await get('Get-Mailbox', { IncludeInactiveMailbox: true })).sort()).toEqual(
    [...live, 'Виктор Архивный'].sort(),
  );
  const [marta] = (await get('Get-Mailbox', { SoftDeletedMailbox: true, Identity: 'marta.left@contoso.com' })).body
    .value;
  expect(marta).toMatchObject({ IsInactiveMailbox: false, WhenSoftDeleted: expect.stringMatching(/^2026/) });
  expect((await get('Get-Mailbox', { Identity: 'marta.left@contoso.com' })).status).toBe(400);
  const filter = { Filter: "EmailAddresses -like '*@contoso.com'" };
  // The switch alone shows nothing more: the page wants Identity or RecipientTypeDetails beside it.
  expect(labels(await get('Get-Recipient', { ...filter, IncludeSoftDeletedRecipients: true }))).not.toContain(
    'Marta Left',
  );
  const typed = { ...filter, IncludeSoftDeletedRecipients: true, RecipientTypeDetails: 'UserMailbox' };
  expect(labels(await get('Get-Recipient', typed))).toContain('Marta Left');
});

test('Get-Recipient shows Microsoft 365 groups only to who names them, and public folders to everybody', async () => {
  const bench = await openBench();
  const kinds = async (parameters: object) =>
    new Set(
      (await bench.cmdlet('source', 'Get-Recipient', { ResultSize: 'Unlimited', ...parameters })).body.value.map(
        (one: { RecipientTypeDetails: string }) => one.RecipientTypeDetails,
      ),
    );
  const all = await kinds({});
  expect([all.has('GroupMailbox'), all.has('PublicFolder'), all.has('RoomList')]).toEqual([false, true, true]);
  expect([...(await kinds({ RecipientTypeDetails: 'GroupMailbox' }))]).toEqual(['GroupMailbox']);
});

test('the addresses of a mail-enabled public folder are changed by its own cmdlet', async () => {
  const bench = await openBench();
  const read = async () => (await bench.cmdlet('source', 'Get-MailPublicFolder')).body.value[0];
  const { Guid } = await read();
  const set = (EmailAddresses: readonly string[]) =>
    bench.cmdlet('source', 'Set-MailPublicFolder', { Identity: Guid, EmailAddresses });
  expect(text(await set(['SMTP:complaints@nobody.example']))).toContain('not an accepted domain');
  expect((await set([`SMTP:complaints@${initial}`])).status).toBe(200);
  expect((await read()).EmailAddresses).toEqual([`SMTP:complaints@${initial}`]);
});

test('the bin of the directory, applications and references are read, the references by an index that lags', async () => {
  const bench = await openBench({ faults: { referenceLagSeconds: 120 } });
  const bin = await bench.graph(
    'source',
    'GET',
    '/directory/deletedItems/microsoft.graph.group?$select=id,proxyAddresses,deletedDateTime',
  );
  expect(bin.body.value[0].proxyAddresses).toContain('SMTP:kick-off-2025@contoso.com');
  expect((await bench.graph('source', 'DELETE', `/directory/deletedItems/${bin.body.value[0].id}`)).status).toBe(403);
  const apps = (await bench.graph('source', 'GET', '/applications?$select=id,identifierUris,signInAudience')).body
    .value;
  const intranet = apps.find((one: Application) => one.identifierUris.includes('https://intranet.contoso.com'));
  expect((await bench.graph('source', 'GET', `/applications/${intranet.id}`)).body.signInAudience).toBe('AzureADMyOrg');
  // The bot's registration may read applications, not change them.
  expect((await bench.graph('source', 'PATCH', `/applications/${intranet.id}`, { identifierUris: [] })).status).toBe(
    403,
  );
  const referring = async () =>
    (await bench.graph('source', 'GET', '/domains/contoso.com/domainNameReferences?$select=id&$top=999')).body.value
      .filter((one: { '@odata.type': string }) => one['@odata.type'] === '#microsoft.graph.application')
      .map(({ id }: { id: string }) => id);
  expect(await referring()).toEqual([intranet.id]);
  await bench.call('POST', `/world/admin/source/applications/${intranet.id}`, { identifierUris: [] });
  expect(await referring()).toEqual([intranet.id]);
  await bench.advance(120);
  expect(await referring()).toEqual([]);
});

/** Without what Exchange alone can rename; `applications` are what the directory holds. */
function directoryOnly(applications?: readonly Application[]): Company {
  const company = generateCompany({ mailboxes: 40, seed: 7 });
  const { source } = company.tenants;
  const byExchange = (one: Recipient): boolean =>
    one.WhenSoftDeleted !== null ||
    /^(MailContact|PublicFolder|RoomList|DynamicDistributionGroup|MailUniversal\w+)$/.test(one.RecipientTypeDetails);
  const gone = new Set(source.recipients.filter(byExchange).map((one) => one.ExternalDirectoryObjectId));
  return {
    ...company,
    tenants: {
      ...company.tenants,
      source: {
        ...source,
        domains: source.domains.filter(({ id }) => id !== `stores.${retail}`),
        recipients: source.recipients.filter((one) => !byExchange(one)),
        groups: source.groups.filter(({ id }) => !gone.has(id)),
        contacts: [],
        ...(applications === undefined ? {} : { applications }),
      },
    },
  };
}

const forced = (bench: Bench, body: object) => bench.graph('source', 'POST', `/domains/${retail}/forceDelete`, body);

test('forceDelete is accepted, takes its time, renames to the initial domain and disables nobody when told so', async () => {
  const bench = await openBench({ company: directoryOnly() });
  const before = (await bench.graph('source', 'GET', '/users/k.brandt@contoso-retail.com?$select=id')).body;
  expect((await forced(bench, { disableUserAccounts: false })).status).toBe(204);
  expect((await bench.graph('source', 'GET', `/domains/${retail}`)).body.state).toMatchObject({
    operation: 'ForceDelete',
    status: 'InProgress',
  });
  expect((await forced(bench, {})).status).toBe(400);
  expect((await bench.graph('source', 'DELETE', `/domains/${retail}`)).status).toBe(400);
  await bench.advance(70);
  expect((await bench.graph('source', 'GET', `/domains/${retail}`)).status).toBe(404);
  await bench.advance(10);
  const user = (
    await bench.graph('source', 'GET', `/users/${before.id}?$select=userPrincipalName,accountEnabled,proxyAddresses`)
  ).body;
  // karl.brandt holds k.brandt at the initial domain.
  expect(user).toMatchObject({ userPrincipalName: `k.brandt2@${initial}`, accountEnabled: true });
  const state = (await bench.call('GET', '/world/state')).body.tenants.source;
  expect(
    JSON.stringify(
      [state.users, state.recipients, state.groups, state.applications].map((list) =>
        list.flatMap((one: Record<string, unknown>) => [
          one['userPrincipalName'],
          one['proxyAddresses'],
          one['EmailAddresses'],
          one['identifierUris'],
        ]),
      ),
    ),
  ).not.toMatch(/@contoso-retail\.com|shop\.contoso-retail/i);
});

test('forceDelete disables the renamed users unless it is told not to', async () => {
  const bench = await openBench({ company: directoryOnly() });
  const { id } = (await bench.graph('source', 'GET', '/users/k.brandt@contoso-retail.com?$select=id')).body;
  await forced(bench, {});
  await bench.advance(90);
  expect((await bench.graph('source', 'GET', `/users/${id}?$select=accountEnabled`)).body.accountEnabled).toBe(false);
});

test('forceDelete is refused over references of Exchange, multitenant applications, subdomains and a thousand objects', async () => {
  const whole = await openBench();
  expect((await forced(whole, {})).body.error.message).toContain('subdomains');
  await whole.close();
  const company = generateCompany({ mailboxes: 40, seed: 7 });
  const { source } = company.tenants;
  const noSubdomain = {
    ...company,
    tenants: {
      ...company.tenants,
      source: { ...source, domains: source.domains.filter(({ id }) => !id.startsWith('stores.')) },
    },
  };
  const exchange = await openBench({ company: noSubdomain });
  expect((await forced(exchange, {})).body.error.message).toContain('Exchange as the provisioning service');
  await exchange.close();
  const apps = (directoryOnly().tenants.source.applications ?? []).map((one): Application => ({
    ...one,
    signInAudience: 'AzureADMultipleOrgs',
  }));
  const multitenant = await openBench({ company: directoryOnly(apps) });
  expect((await forced(multitenant, {})).body.error.message).toContain('multitenant');
  await multitenant.close();
  const large = directoryOnly();
  const [someone] = large.tenants.source.users;
  const crowd = Array.from({ length: 1001 }, (_, n) => ({
    ...(someone as NonNullable<typeof someone>),
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    userPrincipalName: `crowd${n}@${retail}`,
    proxyAddresses: [],
  }));
  const crowded = await openBench({
    company: {
      ...large,
      tenants: {
        ...large.tenants,
        source: { ...large.tenants.source, users: [...large.tenants.source.users, ...crowd] },
      },
    },
  });
  expect((await forced(crowded, {})).body.error.message).toContain('more than 1000');
});

test('an application with the permission changes identifier URIs on verified domains, and deletes users for good', () => {
  const company = generateCompany({ mailboxes: 40, seed: 7 });
  const { store, ask } = openGraph(company, ['Application.ReadWrite.All', 'User.DeleteRestore.All']);
  const [app] = [...store.all('source', 'applications')].filter((one) => one.displayName === 'Intranet');
  const patch = (identifierUris: unknown) => ask('PATCH', `/applications/${app?.id}`, { identifierUris }).status;
  expect([
    patch(['https://nobody.example']),
    patch('x'),
    patch(['https://wiki.contoso.com', `api://${app?.appId}`]),
  ]).toEqual([400, 400, 204]);
  expect(ask('PATCH', `/applications/${app?.id}`, { colour: 'red' }).status).toBe(400);
  const [user] = [...store.all('source', 'deletedUsers')];
  const [group] = [...store.all('source', 'deletedGroups')];
  expect(ask('DELETE', `/directory/deletedItems/${user?.id}`).status).toBe(204);
  expect(ask('DELETE', `/directory/deletedItems/${user?.id}`).status).toBe(404);
  expect(ask('DELETE', `/directory/deletedItems/${group?.id}`).status).toBe(403);
});
