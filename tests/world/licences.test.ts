/** Users that are made, their licences, and the mailboxes these bring. */
import { openBench, type Bench } from './harness.js';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const exchangePlan = 'efb87545-963c-4e0d-99df-69c6916d9eb0';
const withoutMailbox = 'f30db892-07e9-47e9-837c-80727f46fd3d';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const graph = (method: string, path: string, body?: unknown) => bench.graph('destination', method, path, body);
const state = async () => (await bench.call('GET', '/world/state')).body.tenants.destination;
const own = async (): Promise<string> =>
  (await state()).domains.find((one: { isDefault: boolean }) => one.isDefault).id;
const initial = () => bench.discovery.destination.initialDomain;
async function create(local: string, more: object = {}): Promise<string> {
  const { status, body } = await graph('POST', '/users', {
    accountEnabled: false,
    displayName: 'Adele Vance',
    mailNickname: local,
    userPrincipalName: `${local}@${await own()}`,
    usageLocation: 'SE',
    passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    ...more,
  });
  expect([status, body.error]).toEqual([201, undefined]);
  return body.id;
}
const give = (id: string, addLicenses: readonly object[], removeLicenses: readonly string[] = []) =>
  graph('POST', `/users/${id}/assignLicense`, { addLicenses, removeLicenses });
const refusal = async (answer: ReturnType<typeof graph>) => {
  const { status, body } = await answer;
  expect(status).toBe(400);
  return body.error.message as string;
};
const licencesOf = async (id: string) =>
  (await graph('GET', `/users/${id}?$select=assignedLicenses,licenseAssignmentStates,mail,proxyAddresses`)).body;
const mailbox = async (id: string, more: object = {}) =>
  (await bench.cmdlet('destination', 'Get-Mailbox', { Identity: id, ...more })).body.value?.[0];
const buy = (sku: string, enabled: number) =>
  bench.call('POST', `/world/admin/destination/subscriptions/${sku}`, { enabled });
const consumed = async (sku: string) =>
  (await graph('GET', '/subscribedSkus')).body.value.find((one: { skuId: string }) => one.skuId === sku);

test('a licence brings a mailbox a while later, at the sign-in name and at the alias of the initial domain', async () => {
  const id = await create('adele', { employeeId: '4711' });
  const { status, body } = await give(id, [{ skuId: e3, disabledPlans: [] }]);
  expect([status, body.error]).toEqual([200, undefined]);
  expect(await mailbox(id)).toBeUndefined();
  await bench.advance(600);
  const made = await mailbox(id);
  expect(made).toMatchObject({
    RecipientTypeDetails: 'UserMailbox',
    Name: id,
    Alias: 'adele',
    PrimarySmtpAddress: `adele@${await own()}`,
  });
  expect(made.EmailAddresses).toEqual([
    `SMTP:adele@${await own()}`,
    `smtp:adele@${initial()}`,
    `SIP:adele@${await own()}`,
  ]);
  expect(await licencesOf(id)).toMatchObject({
    mail: `adele@${await own()}`,
    proxyAddresses: made.EmailAddresses,
    assignedLicenses: [{ skuId: e3, disabledPlans: [] }],
    licenseAssignmentStates: [{ skuId: e3, assignedByGroup: null, state: 'Active', error: null }],
  });
  const details = await graph('GET', `/users/${id}/licenseDetails`);
  expect(details.body.value).toMatchObject([
    {
      skuId: e3,
      skuPartNumber: 'SPE_E3',
      servicePlans: [{ servicePlanId: exchangePlan, provisioningStatus: 'Success' }],
    },
  ]);
});

test('an alias that somebody has at the initial domain gets digits behind it', async () => {
  const id = await create('adele');
  await bench.cmdlet('destination', 'New-MailContact', { Name: 'A', ExternalEmailAddress: `adele@${initial()}` });
  await give(id, [{ skuId: e3 }]);
  await bench.advance(600);
  expect((await mailbox(id)).EmailAddresses[1]).toMatch(new RegExp(`^smtp:adele\\d{4}@${initial()}$`));
});

test('no licence is given without a usage location, beyond what was bought, of an unknown product or without both lists', async () => {
  const nowhere = await create('nowhere', { usageLocation: undefined });
  expect(await refusal(give(nowhere, [{ skuId: e3 }]))).toContain('invalid usage location');
  await graph('PATCH', `/users/${nowhere}`, { usageLocation: 'SE' });
  const { consumedUnits } = await consumed(e3);
  expect((await buy(e3, consumedUnits)).status).toBe(200);
  expect(await refusal(give(nowhere, [{ skuId: e3 }]))).toBe(
    `Subscription with SKU ${e3} does not have any available licenses.`,
  );
  await buy(e3, consumedUnits + 1);
  expect((await give(nowhere, [{ skuId: e3 }])).status).toBe(200);
  expect((await consumed(e3)).consumedUnits).toBe(consumedUnits + 1);
  const strange = '00000000-0000-4000-8000-000000000000';
  expect(await refusal(give(nowhere, [{ skuId: strange }]))).toContain(
    'does not correspond to a valid company License',
  );
  expect(await refusal(graph('POST', `/users/${nowhere}/assignLicense`, { addLicenses: [] }))).toContain(
    'removeLicenses',
  );
  expect(await refusal(give(nowhere, [], [withoutMailbox]))).toContain('valid company License');
  await buy(withoutMailbox, 10);
  expect(await refusal(give(nowhere, [], [withoutMailbox]))).toBe('User does not have a corresponding license.');
  expect((await give('00000000-0000-4000-8000-000000000000', [{ skuId: e3 }])).status).toBe(404);
});

test('a product without a mailbox, or with its plan switched off, brings none; the same licence again changes nothing', async () => {
  await buy(withoutMailbox, 10);
  const id = await create('adele');
  await give(id, [{ skuId: withoutMailbox }, { skuId: e3, disabledPlans: [exchangePlan] }]);
  await bench.advance(600);
  expect(await mailbox(id)).toBeUndefined();
  const before = await state();
  await give(id, [{ skuId: e3, disabledPlans: [exchangePlan] }]);
  expect(await state()).toEqual(before);
  await give(id, [{ skuId: e3, disabledPlans: [] }]);
  await bench.advance(600);
  expect(await mailbox(id)).toBeDefined();
});

test('without its licence a mailbox is deleted softly, and comes back with the licence', async () => {
  const id = await create('adele');
  await give(id, [{ skuId: e3 }]);
  await bench.advance(600);
  const made = await mailbox(id);
  await give(id, [], [e3]);
  await bench.advance(600);
  expect(await mailbox(id)).toBeUndefined();
  expect((await mailbox(id, { SoftDeletedMailbox: true })).Guid).toBe(made.Guid);
  await give(id, [{ skuId: e3 }]);
  await bench.advance(600);
  expect(await mailbox(id)).toMatchObject({ Guid: made.Guid, EmailAddresses: made.EmailAddresses });
});

test('whoever comes into a licensed group has its licence and a mailbox later, and loses both on leaving', async () => {
  const id = await create('adele', { usageLocation: undefined });
  const group = (
    await graph('POST', '/groups', {
      displayName: 'Licensed',
      mailEnabled: false,
      mailNickname: 'licensed',
      securityEnabled: true,
    })
  ).body.id;
  const given = await graph('POST', `/groups/${group}/assignLicense`, {
    addLicenses: [{ skuId: e3 }],
    removeLicenses: [],
  });
  expect(given.status).toBe(202);
  const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` };
  expect((await graph('POST', `/groups/${group}/members/$ref`, reference)).status).toBe(204);
  await bench.advance(5);
  expect((await licencesOf(id)).assignedLicenses).toEqual([]);
  await bench.advance(600);
  expect((await licencesOf(id)).licenseAssignmentStates).toMatchObject([
    { skuId: e3, assignedByGroup: group, state: 'Active' },
  ]);
  expect(await mailbox(id)).toBeDefined();
  expect(await refusal(give(id, [], [e3]))).toContain('inherited from a group membership');
  expect((await graph('DELETE', `/groups/${group}`)).status).toBe(400);
  expect((await graph('DELETE', `/groups/${group}/members/${id}/$ref`)).status).toBe(204);
  await bench.advance(600);
  expect(await licencesOf(id)).toMatchObject({ assignedLicenses: [], licenseAssignmentStates: [] });
  expect(await mailbox(id)).toBeUndefined();
});

test('a group that gives more than was bought says so at the user, who has nothing', async () => {
  const { consumedUnits } = await consumed(e3);
  await buy(e3, consumedUnits);
  const id = await create('adele');
  const group = (
    await graph('POST', '/groups', {
      displayName: 'Licensed',
      mailEnabled: false,
      mailNickname: 'licensed',
      securityEnabled: true,
      'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${id}`],
    })
  ).body.id;
  await graph('POST', `/groups/${group}/assignLicense`, { addLicenses: [{ skuId: e3 }], removeLicenses: [] });
  await bench.advance(600);
  expect(await licencesOf(id)).toMatchObject({
    assignedLicenses: [],
    licenseAssignmentStates: [{ assignedByGroup: group, state: 'Error', error: 'CountViolation' }],
  });
});

test('a licence whose answer was lost was given once, and one more request is none', async () => {
  const id = await create('adele');
  await bench.call('POST', '/world/faults', { unansweredEvery: { graph: 1 } });
  await expect(give(id, [{ skuId: e3 }])).rejects.toThrow();
  await bench.call('POST', '/world/faults', { unansweredEvery: { graph: null } });
  await bench.advance(60);
  expect((await licencesOf(id)).assignedLicenses).toHaveLength(1);
  await give(id, [{ skuId: e3 }]);
  const entries = (await bench.call('GET', '/world/log')).body.entries.filter((one: { url: string }) =>
    one.url.endsWith('/assignLicense'),
  );
  expect(entries.map((one: { applied: boolean; status: number | null }) => [one.applied, one.status])).toEqual([
    [true, null],
    [false, 200],
  ]);
});
