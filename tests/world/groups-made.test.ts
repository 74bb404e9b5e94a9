/** Groups made through the directory, and who comes into them. */
import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const graph = (method: string, path: string, body?: unknown) => bench.graph('destination', method, path, body);
const state = async () => (await bench.call('GET', '/world/state')).body.tenants.destination;
const at = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });
const people = async (): Promise<readonly { id: string; displayName: string }[]> =>
  (await state()).users.filter(
    (one: { userType: string; mail: string | null }) => one.userType === 'Member' && one.mail,
  );
const unified = {
  displayName: 'Library Assist',
  groupTypes: ['Unified'],
  mailEnabled: true,
  mailNickname: 'library',
  securityEnabled: false,
};
const security = { displayName: 'Operations', mailEnabled: false, mailNickname: 'operations', securityEnabled: true };
const bound = (ids: readonly string[]) => ids.map((id) => `https://graph.microsoft.com/v1.0/users/${id}`);
async function make(body: object): Promise<string> {
  const answer = await graph('POST', '/groups', body);
  expect([answer.status, answer.body.error]).toEqual([201, undefined]);
  return answer.body.id;
}
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

test('a group of Microsoft 365 is made with owners and members, and Exchange has it a while later', async () => {
  const [anna, ben, cleo] = await people();
  const id = await make({
    ...unified,
    'owners@odata.bind': bound([anna!.id]),
    'members@odata.bind': bound([ben!.id, cleo!.id]),
  });
  const read = async () => (await bench.cmdlet('destination', 'Get-UnifiedGroup', { Identity: id })).body.value?.[0];
  expect(await read()).toBeUndefined();
  await bench.advance(60);
  const { domains, initialDomain, recipients } = await state();
  const own = domains.find((one: { isDefault: boolean }) => one.isDefault).id;
  const owner = recipients.find(
    (one: { ExternalDirectoryObjectId: string }) => one.ExternalDirectoryObjectId === anna!.id,
  );
  expect(await read()).toMatchObject({
    PrimarySmtpAddress: `library@${own}`,
    EmailAddresses: [`SMTP:library@${own}`, `smtp:library@${initialDomain}`],
    ManagedBy: [owner.Name],
  });
  expect((await graph('GET', `/groups/${id}`)).body).toMatchObject({ mail: `library@${own}`, visibility: 'Public' });
  expect(ids((await graph('GET', `/groups/${id}/members`)).body.value)).toEqual([ben!.id, cleo!.id].sort());
  expect(ids((await graph('GET', `/groups/${id}/owners`)).body.value)).toEqual([anna!.id]);
});

test('members and owners come and go by reference, once each, and the last owner stays', async () => {
  const [anna, ben] = await people();
  const id = await make(unified);
  await bench.advance(60);
  const before = await state();
  for (const relation of ['members', 'owners']) {
    expect((await graph('POST', `/groups/${id}/${relation}/$ref`, at(anna!.id))).status).toBe(204);
    const again = await graph('POST', `/groups/${id}/${relation}/$ref`, at(anna!.id));
    expect([again.status, again.body.error.message]).toEqual([
      400,
      `One or more added object references already exist for the following modified properties: '${relation}'.`,
    ]);
    expect(
      (await graph('POST', `/groups/${id}/${relation}/$ref`, at('00000000-0000-4000-8000-000000000000'))).status,
    ).toBe(404);
    expect((await graph('DELETE', `/groups/${id}/${relation}/${ben!.id}/$ref`)).status).toBe(404);
  }
  expect((await graph('DELETE', `/groups/${id}/owners/${anna!.id}/$ref`)).body.error.message).toContain(
    'at least one owner',
  );
  await graph('POST', `/groups/${id}/owners/$ref`, at(ben!.id));
  expect((await graph('DELETE', `/groups/${id}/owners/${anna!.id}/$ref`)).status).toBe(204);
  expect((await graph('DELETE', `/groups/${id}/members/${anna!.id}/$ref`)).status).toBe(204);
  const after = await state();
  const groupOf = (one: typeof before) => one.groups.find((group: { id: string }) => group.id === id);
  expect(groupOf(after)).toEqual({ ...groupOf(before), owners: [ben!.id] });
  const [write] = (await bench.call('GET', '/world/log')).body.entries.filter(
    (one: { url: string; applied: boolean }) => one.applied && one.url.endsWith('/members/$ref'),
  );
  expect(write.objects).toEqual([
    { side: 'destination', kind: 'group member', id: `${id}/${anna!.id}`, properties: ['members'] },
  ]);
});

test('a security group holds security groups and contacts, one of Microsoft 365 holds users alone', async () => {
  const outer = await make(security);
  const inner = await make({ ...security, mailNickname: 'inner' });
  const team = await make(unified);
  const contact = (await state()).contacts[0].id;
  const status = async (group: string, member: string) =>
    (await graph('POST', `/groups/${group}/members/$ref`, at(member))).status;
  expect([await status(outer, inner), await status(outer, contact), await status(outer, team)]).toEqual([
    204, 204, 400,
  ]);
  expect([await status(team, inner), await status(team, contact)]).toEqual([400, 400]);
  const list = (await state()).groups.find(
    (one: { mailEnabled: boolean; groupTypes: string[] }) => one.mailEnabled && one.groupTypes.length === 0,
  );
  const [anna] = await people();
  expect((await graph('POST', `/groups/${list.id}/members/$ref`, at(anna!.id))).body.error.message).toContain(
    'distribution list',
  );
  expect((await graph('DELETE', `/groups/${list.id}`)).status).toBe(400);
});

test('a group is not made without what is required, as a list, with an alias that is taken or with more than twenty others', async () => {
  await make(unified);
  const before = await state();
  const post = async (body: object) => (await graph('POST', '/groups', body)).body.error?.message as string;
  for (const name of ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'])
    expect(await post({ ...unified, [name]: undefined })).toContain(`'${name}'`);
  expect(await post({ ...unified, displayName: 'Other' })).toContain('mailNickname already exists');
  expect(await post({ ...unified, groupTypes: [] })).toContain(
    'does not currently support writes of mail-enabled groups',
  );
  expect(await post({ ...security, mailNickname: 'a b' })).toContain('mailNickname');
  expect(await post({ ...security, colour: 'red' })).toContain('colour');
  expect(await post({ ...security, hideFromAddressLists: true })).toContain('hideFromAddressLists');
  const many = (await state()).users.slice(0, 21).map(({ id }: { id: string }) => id);
  expect(await post({ ...security, 'members@odata.bind': bound(many) })).toContain('20');
  expect(await state()).toEqual(before);
});

test('a deleted group of Microsoft 365 lies in the bin with its owners and members, another is gone without a trace', async () => {
  const [anna] = await people();
  const before = await state();
  const group = await make(security);
  expect((await graph('DELETE', `/groups/${group}`)).status).toBe(204);
  expect(await state()).toEqual(before);
  const team = await make({ ...unified, 'owners@odata.bind': bound([anna!.id]) });
  await bench.advance(60);
  expect((await graph('DELETE', `/groups/${team}`)).status).toBe(204);
  const after = await state();
  expect(after).toEqual({ ...before, deletedGroups: after.deletedGroups });
  expect(after.deletedGroups).toContainEqual(expect.objectContaining({ id: team, owners: [anna!.id] }));
});

test('a request to remove a member that forgets to say by reference deletes the member', async () => {
  const [anna] = await people();
  const id = await make({ ...security, 'members@odata.bind': bound([anna!.id]) });
  expect((await graph('DELETE', `/groups/${id}/members/${anna!.id}`)).status).toBe(204);
  expect((await graph('GET', `/directory/deletedItems/${anna!.id}`)).status).toBe(200);
});
