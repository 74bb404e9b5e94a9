/** A domain leaves one tenant and comes to the other, by the rules of the vendor's pages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareDumps, allowedDifferences } from '../../src/rehearsal/compare.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, DnsRecord, Tenant } from '../../src/rehearsal/world/entities.js';
import { openBench, type Bench, type Side } from './harness.js';

const retail = 'contoso-retail.com';
const initial = 'contosogroup.onmicrosoft.com';
const proofOfFirstAdd = 'MS=ms';

/** A company in which nothing refers to contoso-retail.com any more: what a night of work leaves behind. */
function freed(more: Partial<Tenant> = {}, records: readonly DnsRecord[] = []): Company {
  const company = generateCompany({ mailboxes: 40, seed: 7 });
  const off = <T>(objects: readonly T[]): readonly T[] =>
    objects.filter((one) => !JSON.stringify(one).includes(retail));
  const { source } = company.tenants;
  return {
    ...company,
    dns: { records: [...company.dns.records, ...records] },
    tenants: {
      ...company.tenants,
      source: {
        ...source,
        domains: source.domains.filter(({ id }) => !id.endsWith(`.${retail}`)),
        users: off(source.users),
        deletedUsers: off(source.deletedUsers),
        groups: off(source.groups),
        contacts: off(source.contacts),
        recipients: off(source.recipients),
        deletedGroups: off(source.deletedGroups ?? []),
        applications: off(source.applications ?? []),
        ...more,
      },
    },
  };
}

const owner = async (bench: Bench, domain = retail) => {
  const found = await bench.call('GET', `/login.microsoftonline.com/${domain}/v2.0/.well-known/openid-configuration`);
  const realm = await bench.call('GET', `/login.microsoftonline.com/getuserrealm.srf?login=x@${domain}&json=1`);
  const path = `/tenantRelationships/findTenantInformationByDomainName(domainName='${domain}')`;
  const tenant = await bench.graph('destination', 'GET', path);
  const sides = [
    found.status === 200 ? found.body.issuer.split('/')[3] : null,
    realm.body.NameSpaceType === 'Unknown' ? null : realm.body.FederationBrandName,
    tenant.status === 200 ? tenant.body.tenantId : null,
  ];
  const { source, destination } = bench.discovery;
  return sides.map((one) =>
    [source.tenantId, source.displayName].includes(one)
      ? 'source'
      : [destination.tenantId, destination.displayName].includes(one)
        ? 'destination'
        : one,
  );
};
const accepted = async (bench: Bench, side: Side) =>
  (await bench.cmdlet(side, 'Get-AcceptedDomain')).body.value.map((one: { DomainName: string }) => one.DomainName);
const proofAt = async (bench: Bench, side: Side) =>
  (await bench.graph(side, 'GET', `/domains/${retail}/verificationDnsRecords`)).body.value[0].text as string;

/** The proof of an added domain is known beforehand: it comes from the seed. This run tells it. */
async function proofOf(side: Side): Promise<string> {
  const bench = await openBench({ company: freed(), faults: { unverifiedDomainAllowedEarly: true } });
  await bench.graph('source', 'DELETE', `/domains/${retail}`);
  await bench.graph(side, 'POST', '/domains', { id: retail });
  const proof = await proofAt(bench, side);
  await bench.close();
  return proof;
}
const txt = (data: string): DnsRecord => ({ name: retail, type: 'TXT', ttl: 300, data });

test('a domain that anything still refers to is not let go, and the refusal names exactly what holds it', async () => {
  const bench = await openBench({ mailboxes: 120 });
  for (const domain of ['contoso.com', retail]) {
    const held = (await bench.call('GET', `/world/dependants?side=source&domain=${domain}`)).body;
    const refused = await bench.graph('source', 'DELETE', `/domains/${domain}`);
    expect([refused.status, refused.body.error.code]).toEqual([400, 'Request_BadRequest']);
    const entry = (await bench.call('GET', '/world/log')).body.entries.at(-1);
    const names = (list: readonly { kind: string; id: string }[]) =>
      [...new Set(list.map(({ kind, id }) => `${kind} ${id}`))].sort();
    expect(entry).toMatchObject({ method: 'DELETE', status: 400, applied: false });
    expect(names(entry.refusedFor)).toEqual(names(held));
    const kinds = new Set(held.map((one: { kind: string }) => one.kind));
    for (const kind of 'user deletedUser group application recipient publicFolder softDeletedMailbox'.split(' ')) {
      if (domain === retail && kind === 'deletedUser') continue;
      expect([domain, kind, kinds.has(kind)]).toEqual([domain, kind, true]);
    }
  }
  const of = async (domain: string) =>
    (await bench.call('GET', `/world/dependants?side=source&domain=${domain}`)).body as {
      kind: string;
      through: string;
      recipientTypeDetails?: string;
    }[];
  const [first, second] = [await of('contoso.com'), await of(retail)];
  expect(first.some(({ kind, through }) => kind === 'domain' && through === 'isDefault')).toBe(true);
  expect(second.filter(({ kind }) => kind === 'domain').map(({ through }) => through)).toEqual(['subdomain']);
  expect(first.some(({ kind }) => kind === 'deletedGroup')).toBe(true);
  expect(first.some(({ kind }) => kind === 'orgContact')).toBe(true);
  expect(second.some(({ kind }) => kind === 'inactiveMailbox')).toBe(true);
  const exchangeKinds = new Set([...first, ...second].map((one) => one.recipientTypeDetails));
  for (const kind of [
    'UserMailbox SharedMailbox RoomMailbox EquipmentMailbox MailUser GuestMailUser MailContact PublicFolder',
    'MailUniversalDistributionGroup MailUniversalSecurityGroup RoomList DynamicDistributionGroup GroupMailbox',
  ].flatMap((line) => line.split(' '))) {
    expect([kind, exchangeKinds.has(kind)]).toEqual([kind, true]);
  }
  expect((await of(`stores.${retail}`)).map(({ kind }) => kind).sort()).toEqual(['group', 'recipient']);
  expect((await bench.graph('source', 'DELETE', `/domains/${initial}`)).body.error.message).toContain('initial domain');
  expect((await bench.call('GET', '/world/dependants?side=north&domain=x.com')).status).toBe(400);
});

test('a domain that was never verified is held by what is below it, as the page makes no exception for it', async () => {
  const bench = await openBench();
  const remove = async (domain: string) => (await bench.graph('destination', 'DELETE', `/domains/${domain}`)).status;
  const [root, below] = ['fabrikam-outlet.example', 'shops.fabrikam-outlet.example'];
  for (const id of [root, below]) await bench.graph('destination', 'POST', '/domains', { id });
  const held = (await bench.call('GET', `/world/dependants?side=destination&domain=${root}`)).body;
  expect(held).toMatchObject([{ kind: 'domain', id: below, through: 'subdomain' }]);
  expect(await remove(root)).toBe(400);
  expect(await remove(below)).toBe(204);
  expect(await remove(root)).toBe(204);
});

test('a domain that nothing refers to goes at once, its accepted domain a while later, and discovery when it is released', async () => {
  const bench = await openBench({ company: freed() });
  expect(await owner(bench)).toEqual(['source', 'source', 'source']);
  expect((await bench.graph('source', 'DELETE', `/domains/${retail}`)).status).toBe(204);
  expect((await bench.graph('source', 'GET', `/domains/${retail}`)).status).toBe(404);
  expect((await bench.graph('source', 'DELETE', `/domains/${retail}`)).status).toBe(404);
  expect(await accepted(bench, 'source')).toContain(retail);
  expect((await bench.call('GET', '/world/summary')).body.movingDomains[1]).toMatchObject({
    owner: null,
    releasing: { side: 'source' },
  });
  await bench.advance(40);
  expect(await accepted(bench, 'source')).not.toContain(retail);
  expect(await owner(bench)).toEqual(['source', 'source', 'source']);
  await bench.advance(270);
  expect(await owner(bench)).toEqual([null, null, null]);
  expect((await bench.call('GET', '/world/summary')).body.movingDomains[1]).toEqual({ domain: retail, owner: null });
});

test('the destination may claim the domain only when the release is over and its TXT is there', async () => {
  const proof = await proofOf('destination');
  expect(proof.startsWith(proofOfFirstAdd)).toBe(true);
  const without = await openBench({ company: freed() });
  await without.graph('source', 'DELETE', `/domains/${retail}`);
  await without.graph('destination', 'POST', '/domains', { id: retail });
  await without.advance(400);
  const unproved = await without.graph('destination', 'POST', `/domains/${retail}/verify`);
  expect([unproved.status, unproved.body.error.message]).toEqual([400, expect.stringContaining('verification failed')]);
  await without.close();

  const bench = await openBench({ company: freed({}, [txt(proof)]) });
  await bench.graph('destination', 'POST', '/domains', { id: retail });
  const verify = () => bench.graph('destination', 'POST', `/domains/${retail}/verify`);
  expect((await verify()).body.error.message).toContain('already configured on another tenant');
  await bench.graph('source', 'DELETE', `/domains/${retail}`);
  expect((await bench.call('GET', '/world/summary')).body.movingDomains[1]).toMatchObject({
    owner: null,
    releasing: { side: 'source' },
    unverifiedAt: ['destination'],
  });
  await bench.advance(290);
  expect((await verify()).status).toBe(400);
  await bench.advance(20);
  const verified = await verify();
  expect(verified.status).toBe(200);
  expect(verified.body).toMatchObject({
    id: retail,
    isVerified: true,
    isRoot: true,
    availabilityStatus: 'AvailableImmediately',
    state: { operation: 'Verification', status: 'Completed' },
  });
  expect((await verify()).body.error.message).toBe('Domain is already verified.');
  expect(await owner(bench)).toEqual([null, null, null]);
  expect(await accepted(bench, 'destination')).not.toContain(retail);
  const address = { '@odata.type': '#Exchange.GenericHashTable', add: [`smtp:new.home@${retail}`] };
  const give = () =>
    bench.cmdlet('destination', 'Set-Mailbox', { Identity: 'anna.lindqvist@fabrikam.com', EmailAddresses: address });
  expect((await give()).status).toBe(400);
  const records = async () =>
    (await bench.graph('destination', 'GET', `/domains/${retail}/serviceConfigurationRecords`)).body.value;
  expect(await records()).toEqual([]);
  await bench.advance(40);
  expect(await records()).toMatchObject([{ recordType: 'Unavailable' }]);
  expect(await owner(bench)).toEqual(['destination', 'destination', 'destination']);
  expect(await accepted(bench, 'destination')).toContain(retail);
  expect((await give()).status).toBe(200);
  await bench.advance(40);
  expect((await records())[0].mailExchange).toMatch(/^contoso-retail-com\.[a-z]-v1\.mx\.microsoft$/);
});

test('both answers to adding early', async () => {
  const allowed = await openBench({ company: freed(), faults: { unverifiedDomainAllowedEarly: true } });
  const added = await allowed.graph('destination', 'POST', '/domains', { id: 'Contoso-Retail.com' });
  expect([added.status, added.body.id, added.body.isVerified, added.body.isRoot]).toEqual([201, retail, false, false]);
  expect(await proofAt(allowed, 'destination')).not.toBe(await proofAt(allowed, 'source'));
  expect((await allowed.graph('destination', 'POST', '/domains', { id: retail })).status).toBe(400);
  await allowed.close();

  const refused = await openBench({ company: freed(), faults: { unverifiedDomainAllowedEarly: false } });
  const early = await refused.graph('destination', 'POST', '/domains', { id: retail });
  expect([early.status, early.body.error.details[0].code]).toEqual([400, 'ObjectConflict']);
  await refused.graph('source', 'DELETE', `/domains/${retail}`);
  expect((await refused.graph('destination', 'POST', '/domains', { id: retail })).status).toBe(201);
});

test('verifying may leave mail to be asked for: then Exchange takes the domain up after that', async () => {
  const bench = await openBench({
    company: freed({}, [txt(await proofOf('destination'))]),
    faults: { verifyingEnablesMail: false, releaseSeconds: 0 },
  });
  await bench.graph('source', 'DELETE', `/domains/${retail}`);
  await bench.graph('destination', 'POST', '/domains', { id: retail });
  expect((await bench.graph('destination', 'POST', `/domains/${retail}/verify`)).body.supportedServices).toEqual([]);
  await bench.advance(600);
  expect(await accepted(bench, 'destination')).not.toContain(retail);
  const services = { supportedServices: ['Email', 'OfficeCommunicationsOnline'] };
  expect((await bench.graph('destination', 'PATCH', `/domains/${retail}`, services)).status).toBe(204);
  expect(
    (await bench.graph('destination', 'PATCH', `/domains/${retail}`, { supportedServices: ['Intune'] })).status,
  ).toBe(400);
  await bench.advance(40);
  expect(await accepted(bench, 'destination')).toContain(retail);
});

test('a storm keeps the domain for hours, and the way back brings the very same tenant but for the proof', async () => {
  const bench = await openBench({
    company: freed({}, [txt(await proofOf('source'))]),
    faults: {
      scenario: 'storm',
      verifyingEnablesMail: true,
      quotaScale: null,
      unavailableEvery: { graph: null, exchange: null },
      throttledEvery: { graph: null, exchange: null },
      unansweredEvery: { graph: null, exchange: null },
      pageLostEvery: { graph: null, exchange: null },
      tokenRevokedEvery: { graph: null, exchange: null },
    } as never,
  });
  const before = (await bench.call('GET', '/world/state')).body;
  await bench.graph('source', 'DELETE', `/domains/${retail}`);
  await bench.advance(500);
  expect(await owner(bench)).toEqual(['source', 'source', 'source']);
  // Whoever owned it may take it back without waiting for the release.
  await bench.graph('source', 'POST', '/domains', { id: retail });
  expect((await bench.graph('source', 'POST', `/domains/${retail}/verify`)).status).toBe(200);
  expect(await owner(bench)).toEqual(['source', 'source', 'source']);
  const after = (await bench.call('GET', '/world/state')).body;
  expect(compareDumps(before, after, allowedDifferences)).toEqual([]);
  expect(compareDumps(before, after)).toHaveLength(1);
});

test('subdomains of a verified domain are verified at once, and go before their root', async () => {
  const bench = await openBench({ company: freed() });
  const added = await bench.graph('source', 'POST', '/domains', { id: `shops.${retail}` });
  expect([added.status, added.body.isVerified, added.body.isRoot]).toEqual([201, true, false]);
  expect((await bench.graph('source', 'DELETE', `/domains/${retail}`)).body.error.message).toContain(`shops.${retail}`);
  expect((await bench.graph('source', 'DELETE', `/domains/shops.${retail}`)).status).toBe(204);
  expect((await bench.graph('source', 'DELETE', `/domains/${retail}`)).status).toBe(204);
});

test('what a request may not say is refused: permissions, properties, names', async () => {
  const bench = await openBench();
  const reader = { authorization: `Bearer ${await bench.token('source', 'readOnly')}` };
  for (const [method, path] of [
    ['POST', '/domains'],
    ['POST', '/domains/contoso.com/verify'],
    ['DELETE', '/domains/contoso.com'],
    ['POST', '/domains/contoso.com/forceDelete'],
  ] as const) {
    expect([path, (await bench.graph('source', method, path, {}, reader)).status]).toEqual([path, 403]);
  }
  for (const body of [
    {},
    { id: 'new.example', isDefault: true },
    { id: 'new.example', colour: 'red' },
    { id: 'nonsense' },
  ])
    expect((await bench.graph('destination', 'POST', '/domains', body)).status).toBe(400);
  expect((await bench.graph('source', 'POST', `/domains/${retail}/forceDelete`, { disable: true })).status).toBe(400);
  expect((await bench.graph('source', 'POST', '/domains/nobody.example/verify')).status).toBe(404);
});

test('what happened to a domain is still known after a restart in the middle of a release', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'changeover-world-'));
  const first = await openBench({ company: freed(), stateFolder });
  await first.graph('source', 'DELETE', `/domains/${retail}`);
  await first.close();
  const second = await openBench({ company: freed(), stateFolder });
  expect(await owner(second)).toEqual(['source', 'source', 'source']);
  await second.graph('destination', 'POST', '/domains', { id: retail });
  await second.advance(310);
  expect(await owner(second)).toEqual([null, null, null]);
  await second.close();
  const third = await openBench({ company: freed(), stateFolder });
  expect((await third.call('GET', '/world/summary')).body.movingDomains[1].unverifiedAt).toEqual(['destination']);
  await third.close();
  rmSync(stateFolder, { recursive: true, force: true });
});
