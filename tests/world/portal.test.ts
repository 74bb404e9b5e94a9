/** What people do by hand at the portals until nothing refers to a domain any more, and what only they can do. */
import { openBench, type Bench, type Side } from './harness.js';

const domain = 'contoso.com';
const initial = 'contosogroup.onmicrosoft.com';

interface Held {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
  readonly through: string;
  readonly objectId?: string;
  readonly recipientTypeDetails?: string;
}

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const held = async (name = domain): Promise<readonly Held[]> =>
  (await bench.call('GET', `/world/dependants?side=source&domain=${name}`)).body;
const hand = (path: string, body: object = {}, side: Side = 'source') =>
  bench.call('POST', `/world/admin/${side}/${path}`, body);
const only = async (kind: string, name = domain): Promise<Held> => {
  const found = (await held(name)).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} holds ${name}`);
  return found;
};

test('an administrator clears by hand what is left to people, and each thing stops holding the domain', async () => {
  const gone = async (one: Held, name = domain) => expect((await held(name)).map(({ id }) => id)).not.toContain(one.id);
  for (const kind of ['deletedUser', 'deletedGroup']) {
    const one = await only(kind);
    expect((await hand(`deleted-items/${one.id}/delete`)).status).toBe(200);
    await gone(one);
    expect((await hand(`deleted-items/${one.id}/delete`)).status).toBe(404);
  }
  for (const [kind, name] of [
    ['softDeletedMailbox', domain],
    ['inactiveMailbox', 'contoso-retail.com'],
  ] as const) {
    const one = await only(kind, name);
    expect((await hand(`mailboxes/${one.id}/delete`)).status).toBe(200);
    await gone(one, name);
  }
  const app = await only('application');
  expect((await hand(`applications/${app.id}`, { identifierUris: ['https://nobody.example'] })).status).toBe(400);
  expect((await hand(`applications/${app.id}`, { identifierUris: [`https://intranet.${initial}`] })).status).toBe(200);
  await gone(app);
  const contact = (await held()).find((one) => one.recipientTypeDetails === 'MailContact') as Held;
  expect((await hand(`contacts/${contact.id}/delete`)).status).toBe(200);
  await gone(contact);
  expect((await held()).some(({ kind }) => kind === 'orgContact')).toBe(false);
  // The account of a mail user goes into the bin first, and holds the domain from there.
  const mailUser = (await held()).find((one) => one.recipientTypeDetails === 'MailUser') as Held;
  await hand(`contacts/${mailUser.id}/delete`);
  expect((await held()).find(({ id }) => id === mailUser.objectId)?.kind).toBe('deletedUser');
  const log = (await bench.call('GET', '/world/log')).body.entries;
  expect(log.every((one: { actor: string }) => one.actor === 'administrator')).toBe(true);
});

test('the portal takes addresses off a user without a mailbox and off a guest, and keeps the service’s rules elsewhere', async () => {
  const zoe = (await held()).find(({ label, kind }) => label === 'Zoe Lang' && kind === 'user') as Held;
  const addresses = [`zoe.lang@${domain}`, `smtp:z.lang@${domain}`];
  expect((await hand(`addresses/${zoe.id}/remove`, { addresses })).status).toBe(200);
  expect((await hand(`users/${zoe.id}`, { userPrincipalName: `zoe.lang@${initial}` })).status).toBe(200);
  expect((await held()).map(({ id }) => id)).not.toContain(zoe.id);

  const guest = (await held('contoso-retail.com')).find((one) => one.recipientTypeDetails === 'GuestMailUser') as Held;
  const taken = await hand(`addresses/${guest.objectId}/remove`, { addresses: ['partner.east@contoso-retail.com'] });
  expect(taken.status).toBe(200);
  await bench.advance(60);
  expect((await held('contoso-retail.com')).map(({ id }) => id)).not.toContain(guest.id);
  expect((await bench.graph('source', 'GET', `/users/${guest.objectId}`)).body.mail).toBe(
    'partner.east@contoso-retail.com',
  );

  const sole = await hand('addresses/room-1@contoso.com/remove', { addresses: [`room-1@${domain}`] });
  expect([sole.status, sole.body.error.message]).toEqual([400, expect.stringContaining('primary SMTP address')]);
  const foreign = await hand('addresses/room-1@contoso.com/add', { addresses: ['room-1@elsewhere.example'] });
  expect([foreign.status, foreign.body.error.message]).toEqual([
    400,
    expect.stringContaining('not an accepted domain'),
  ]);
});

test('a new blocker can be planted in the night: a user created, an address given, a user deleted', async () => {
  const created = await hand('users', { userPrincipalName: `night.shift@${domain}`, mailbox: true });
  expect(created.status).toBe(200);
  expect(
    (await held())
      .filter(({ label }) => label === `night.shift@${domain}`)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['recipient', 'user']);
  expect((await hand('users', { userPrincipalName: `night.shift@${domain}` })).status).toBe(400);
  const emergency = await hand(`addresses/emergency1@${initial}/add`, { addresses: [`emergency@${domain}`] });
  expect(emergency.status).toBe(200);
  expect((await held()).some(({ through }) => through.includes(`emergency@${domain}`))).toBe(true);
  await hand(`users/${created.body.id}/delete`);
  const left = (await held()).filter(({ label }) => label === `night.shift@${domain}`).map(({ kind }) => kind);
  expect(left.sort()).toEqual(['deletedUser', 'softDeletedMailbox']);
  expect((await hand('mailboxes/ivan.petrov@contoso.com/delete')).status).toBe(404);
});

test('another address becomes the primary one, a contact is made, a forward set, a domain no longer federated', async () => {
  const room = async () =>
    (await bench.cmdlet('source', 'Get-Mailbox', { Identity: `room-1@${domain}` })).body.value[0] as {
      Guid: string;
      PrimarySmtpAddress: string;
      EmailAddresses: string[];
      ForwardingAddress: string | null;
    };
  const { Guid } = await room();
  await hand(`addresses/${Guid}/add`, { addresses: [`first.floor@${domain}`] });
  expect((await hand(`addresses/${Guid}/primary`, { address: `nobody@${domain}` })).status).toBe(400);
  expect((await hand(`addresses/${Guid}/primary`, { address: `First.Floor@${domain}` })).status).toBe(200);
  expect((await hand(`mailboxes/${Guid}/forwarding`, { ForwardingAddress: 'Desk' })).status).toBe(200);
  const after = await room();
  expect([after.PrimarySmtpAddress, after.EmailAddresses, after.ForwardingAddress]).toEqual([
    `First.Floor@${domain}`,
    expect.arrayContaining([`SMTP:First.Floor@${domain}`, `smtp:room-1@${domain}`]),
    'Desk',
  ]);

  const contact = { name: 'Desk', displayName: 'The desk', externalEmailAddress: 'desk@litware.com' };
  const made = await hand('contacts', contact);
  expect(made.body.recipient).toMatchObject({ Name: 'Desk', ExternalEmailAddress: 'SMTP:desk@litware.com' });
  expect((await hand('contacts', contact)).status).toBe(400);

  expect((await hand(`domains/${domain}/authentication-type`, { authenticationType: 'Federated' })).status).toBe(200);
  expect((await bench.graph('source', 'GET', `/domains/${domain}`)).body.authenticationType).toBe('Federated');
  expect((await hand(`domains/${domain}/authentication-type`, { authenticationType: 'Both' })).status).toBe(400);
});

test('domains are added, refused and removed at the portal by the same rules', async () => {
  const refused = await hand(`domains/${domain}/remove`);
  expect(refused.status).toBe(400);
  const entry = (await bench.call('GET', '/world/log')).body.entries.at(-1);
  expect(entry.refusedFor.length).toBeGreaterThan(20);
  const sub = 'stores.contoso-retail.com';
  expect((await hand(`domains/${sub}/remove`)).status).toBe(400);
  const stores = (await held(sub)).find(({ kind }) => kind === 'recipient') as Held;
  await hand(`addresses/${stores.id}/remove`, { addresses: [`all@${sub}`] });
  await bench.advance(60);
  expect((await hand(`domains/${sub}/remove`)).status).toBe(200);
  const added = await hand('domains', { domain: 'new.example' });
  expect(added.body).toMatchObject({
    done: true,
    isVerified: false,
    verificationText: expect.stringMatching(/^MS=ms/),
  });
  expect((await hand('domains/new.example/verify')).status).toBe(400);
  expect((await hand('domains/new.example/remove')).status).toBe(200);
  expect((await hand('nonsense')).status).toBe(404);
});
