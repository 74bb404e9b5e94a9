/** What a widely copied guide does to a company when its scripts are run as printed, damage by damage, read out of dumps of the world. */
import { cast } from '../../src/rehearsal/cast.js';
import { afterRoutingAddresses, afterTheNight, afterTheWayBack, type Damage } from '../../src/rehearsal/damages.js';
import { openGuide, type Guide, type GuideRun } from '../../src/rehearsal/guide/run.js';
import { backupOf112, groupBackup, mailboxBackup } from '../../src/rehearsal/guide/steps.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import type { LogEntry } from '../../src/rehearsal/world/request-log.js';
import { openBench, type Bench } from '../world/harness.js';

const start = generateCompany({ mailboxes: 80, seed: 7, synced: 2 });
const initial = start.tenants.source.initialDomain;
const facts = { operators: new Set(cast.map(({ home }) => home.objectId)), byHand: new Set<string>() };

const dumpOf = async (bench: Bench): Promise<Company> => (await bench.call('GET', '/world/state')).body;
const logOf = async (bench: Bench): Promise<readonly LogEntry[]> =>
  (await bench.call('GET', '/world/log')).body.entries;
/** Who was hit, without the id. */
const hit = (damages: readonly Damage[], name: string): readonly string[] =>
  (damages.find((one) => one.name === name)?.objects ?? []).map((one) => one.slice(0, one.lastIndexOf(' ('))).sort();
const recipientsOf = (company: Company, kind: RegExp): readonly Recipient[] =>
  company.tenants.source.recipients.filter(
    (one) => one.WhenSoftDeleted === null && kind.test(one.RecipientTypeDetails),
  );
const mailboxes = /^(User|Shared|Room|Equipment)Mailbox$/;

interface Told {
  readonly routed: Company;
  readonly night: Company;
  readonly back: Company;
  readonly there: GuideRun;
  readonly wayBack: GuideRun;
  readonly log: readonly LogEntry[];
  readonly printed: Readonly<Record<28 | 75, number>>;
  readonly files: ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>;
  readonly filesAfter: Told['files'];
  readonly writesOf: Guide['writesOf'];
}
let told: Told;

beforeAll(async () => {
  const bench = await openBench({ company: start });
  const guide = await openGuide({ base: bench.base });
  const before = await guide.run([27, 28]);
  const routed = await dumpOf(bench);
  const rest = await guide.run([49, 50, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76]);
  const night = await dumpOf(bench);
  const files = new Map(guide.files);
  const log = await logOf(bench);
  const wayBack = await guide.back();
  told = {
    routed,
    night,
    back: await dumpOf(bench),
    there: { ...rest, writes: before.writes + rest.writes, refused: [...before.refused, ...rest.refused] },
    wayBack,
    log,
    printed: { 28: guide.printed(28).length, 75: guide.printed(75).length },
    files,
    filesAfter: guide.files,
    writesOf: guide.writesOf,
  };
  await bench.close();
}, 60_000);

describe('two weeks before, 25 to 28', () => {
  const damages = (): readonly Damage[] => afterRoutingAddresses(start, told.routed, facts);

  test('25, 27: a mailbox that has a routing address gets a second one', () => {
    expect(hit(damages(), 'a mailbox with a routing address got a second one')).toContain('karl.brandt (contoso.com)');
  });

  test('25, 27: who has the alias of somebody else gets none', () => {
    expect(hit(damages(), 'a mailbox got none, because somebody else holds the address')).toEqual(
      'Anna.Berg ivan.petrov k.brandt o.stein sales'
        .split(' ')
        .map((one) => expect.stringMatching(new RegExp(`^${one}`, 'i'))),
    );
  });

  test('25, 27: groups, public folders and mail users get none', () => {
    const none = hit(damages(), 'a recipient that is no mailbox got none');

    expect(none).toEqual(expect.arrayContaining(['Robin Freelance', 'Complaints', 'Rooms Berlin', 'Info Retail']));
  });

  test('28: the list that was to be empty names every mailbox, whatever was done', () => {
    expect(told.printed[28]).toBe(recipientsOf(told.routed, mailboxes).length);
  });
});

describe('the backup, 48 to 50', () => {
  test('49, 50: what has a blank in it cannot be told apart, and nothing has an id', () => {
    const rows = [...(told.files.get(mailboxBackup) ?? []), ...(told.files.get(groupBackup) ?? [])];
    const ids = new Set(start.tenants.source.recipients.map(({ Guid }) => Guid));

    expect(rows.some((row) => row['EmailAddresses']?.includes('ou=Exchange Administrative Group'))).toBe(true);
    expect(rows.flatMap((row) => Object.values(row)).filter((value) => ids.has(value))).toEqual([]);
  });

  test('50: dynamic groups, Microsoft 365 groups and public folders are in no file', () => {
    const saved = (told.files.get(groupBackup) ?? []).map((row) => row['PrimarySmtpAddress']);
    const left = recipientsOf(start, /^(DynamicDistributionGroup|GroupMailbox|PublicFolder)$/);

    expect(left.length).toBeGreaterThan(2);
    expect(left.filter((one) => saved.includes(one.EmailAddresses[0]?.slice('SMTP:'.length)))).toEqual([]);
  });
});

describe('the night, 66 to 76', () => {
  const damages = (): readonly Damage[] => afterTheNight(start, told.night, facts);
  const predicted: readonly (readonly [string, string, readonly string[]])[] = [
    [
      '67',
      'a user keeps the sign-in name: somebody else has the local part already',
      ['k.brandt@contoso-retail.com', 'o.stein@contoso.com', 'sales@contoso-retail.com'],
    ],
    ['67', 'a user of an on-premises directory keeps the sign-in name', []],
    [
      '67',
      'somebody who works on the migration got another sign-in name',
      ['dmitri.orlov@contoso.com', 'sergei.volkov@contoso.com'],
    ],
    ['69', 'a group keeps its primary address: somebody else has the local part already', ['Info Retail']],
    ['71, 73', 'an address at the initial domain is gone', ['All Stores', 'karl.brandt (contoso.com)']],
    ['71, 73', 'an X500 address is gone: old mail cannot be answered', ['Invoices']],
    ['71', 'the SIP address is gone', ['Sergei Volkov']],
    ['71', 'the SPO address is gone', ['Sergei Volkov']],
    [
      '71',
      'a mailbox keeps the one address that had to go, and has no other',
      ['k.brandt (contoso-retail.com)', 'o.stein (contoso.com)'],
    ],
    [
      '71, 73',
      'a recipient with a single address, on the domain, was passed over',
      ['Info Retail', 'sales (contoso-retail.com)'],
    ],
    ['50, 69', 'a dynamic distribution group was forgotten', []],
    ['50, 69, 74', 'a Microsoft 365 group was forgotten', []],
    ['50, 69', 'a mail-enabled public folder was forgotten', ['Complaints']],
    [
      '25, 27',
      'a mail user, a guest or a contact was forgotten',
      ['Franchise Partner', 'Litware Hotline', 'Robin Freelance'],
    ],
    ['65, 75', 'a user without a mailbox still holds addresses', ['zoe.lang@contoso.com']],
    ['75', 'deleted users, groups and mailboxes still hold the domain', []],
    ['75', 'an application still has an identifier on the domain', []],
    ['75', 'a subdomain is still there', []],
    ['76', 'the domain could not be removed', []],
  ];

  test.each(predicted)('%s: %s', (_steps, name, some) => {
    const objects = hit(damages(), name);

    expect(damages().map((one) => one.name)).toContain(name);
    expect(objects).toEqual(expect.arrayContaining([...some]));
  });

  test('nothing else is damaged than was predicted, and nothing less', () => {
    expect(damages().map(({ steps, name }) => [steps, name])).toEqual(predicted.map(([steps, name]) => [steps, name]));
  });

  test('67: guests, break-glass accounts and those who are at the initial domain already are written to for nothing', () => {
    const { users } = start.tenants.source;
    const needless = users.filter(({ userPrincipalName }) => userPrincipalName.endsWith(`@${initial}`));
    const written = new Set(
      told.log.filter(({ write }) => write).flatMap(({ objects }) => objects.map(({ id }) => id)),
    );

    expect(needless.filter(({ userType }) => userType === 'Guest')).toHaveLength(2);
    expect(needless.filter(({ displayName }) => displayName.startsWith('Emergency'))).toHaveLength(2);
    expect(needless.filter(({ id }) => !written.has(id))).toEqual([]);
  });

  test('71, 73: one write for each address, more than three for every object', () => {
    const writes = told.writesOf([71, 73]);
    const strip = told.log.filter(({ write, objects }) => write && objects[0]?.kind === 'recipient');
    const changed = new Set(
      strip.filter(({ applied }) => applied).flatMap(({ objects }) => objects.map(({ id }) => id)),
    );

    expect(writes / changed.size).toBeGreaterThan(3);
  });

  test('75: the list names a few users, and not one of the other things that hold the domains', async () => {
    const bench = await openBench({ company: told.night });
    const holding = new Set<string>();
    for (const domain of start.movingDomains)
      for (const { kind, id } of (await bench.call('GET', `/world/dependants?side=source&domain=${domain}`)).body)
        holding.add(`${kind} ${id}`);

    expect(told.printed[75]).toBeGreaterThan(0);
    expect(holding.size).toBeGreaterThan(told.printed[75] * 3);
  });

  test('76: the domain is refused, and the guide knows no way on', () => {
    expect(told.there.stoppedAt).toMatchObject({ step: 76 });
    expect(told.there.refused.filter(({ step }) => step === 76)).toHaveLength(2);
  });

  test('what was counted is what the world received', () => {
    expect(told.there.writes).toBe(told.log.filter(({ write }) => write).length);
  });
});

describe('the way back, 104 to 115', () => {
  const damages = (): readonly Damage[] => afterTheWayBack(told.routed, told.back, facts);
  const predicted: readonly (readonly [string, string])[] = [
    ['66', 'the default domain is another one than before'],
    ['49, 111', 'a mailbox was not given back what had a blank in it'],
    ['111', 'a mailbox was not given back its addresses: another one has the same alias'],
    ['111', 'the present sign-in name is not among the addresses any more'],
    ['112', 'a user was not given back the sign-in name'],
    ['50, 114, 115', 'a group was not given back its addresses'],
  ];

  test.each(predicted)('%s: %s', (_steps, name) => {
    expect(damages().map((one) => one.name)).toContain(name);
  });

  test('nothing else is damaged than was predicted', () => {
    expect(damages().map((one) => one.name)).toEqual(predicted.map(([, name]) => name));
  });

  test('112: the file is not called as 49 called it, so not one name comes back', () => {
    const changed = hit(afterTheWayBack(start, told.night, facts), 'a user was not given back the sign-in name');

    expect(told.wayBack.refused.filter(({ step }) => step === 112)).toEqual([
      expect.objectContaining({ what: `Import-Csv ${backupOf112}` }),
    ]);
    expect(hit(damages(), 'a user was not given back the sign-in name')).toEqual(changed);
  });

  test('69, 114: the only list of the old primary addresses was overwritten', () => {
    const old = (files: Told['files']) =>
      files.get('DL.csv')?.filter((row) => row['PrimarySmtpAddress']?.endsWith('@contoso.com')).length;

    expect(old(told.files)).toBeGreaterThan(2);
    expect(old(told.filesAfter)).toBe(0);
  });
});

/** A night whose domain is still there, so that everything of the way back can be tried. */
async function afterTheScripts(options: Parameters<typeof openBench>[0] = {}, more: { of112?: string } = {}) {
  const bench = await openBench({ company: start, ...options });
  const guide = await openGuide({
    base: bench.base,
    ...(more.of112 === undefined ? {} : { initialDomainOf112: more.of112 }),
  });
  await guide.run([27, 49, 50, 66, 67, 69, 71, 73]);
  return { bench, guide };
}

test('112: with the file renamed, every name is asked for in the tenant of another organisation', async () => {
  const { bench, guide } = await afterTheScripts();
  guide.files.set(backupOf112, guide.files.get(mailboxBackup) ?? []);
  const names = async () => (await dumpOf(bench)).tenants.source.users.map((user) => user.userPrincipalName);
  const before = await names();
  const { writes, refused } = await guide.run([112]);

  expect([refused.length, await names()]).toEqual([writes, before]);
}, 30_000);

test('112: with the right tenant typed in, who has an alias unlike the sign-in name is not found', async () => {
  const { bench, guide } = await afterTheScripts({}, { of112: initial });
  guide.files.set(backupOf112, guide.files.get(mailboxBackup) ?? []);
  const { refused } = await guide.run([111, 112]);
  const left = hit(afterTheWayBack(start, await dumpOf(bench), facts), 'a user was not given back the sign-in name');
  const renamed = start.tenants.source.recipients.filter(
    (one) =>
      one.RecipientTypeDetails === 'UserMailbox' &&
      one.WhenSoftDeleted === null &&
      !one.UserPrincipalName?.toLowerCase().startsWith(`${one.Alias.toLowerCase()}@`),
  );

  expect(renamed.length).toBeGreaterThan(1);
  expect(refused.filter(({ step }) => step === 112).length).toBeGreaterThanOrEqual(renamed.length);
  expect(left).toEqual(expect.arrayContaining(renamed.map(({ UserPrincipalName }) => UserPrincipalName)));
}, 30_000);

test('114, 115: a group that somebody has given its addresses back loses them again', async () => {
  const { bench, guide } = await afterTheScripts();
  const [group] = recipientsOf(start, /^MailUniversalDistributionGroup$/).filter(
    ({ DisplayName }) => DisplayName !== 'Info Retail',
  ) as [Recipient];
  const { EmailAddresses } = group;
  const held = async () =>
    (await dumpOf(bench)).tenants.source.recipients.find(({ Guid }) => Guid === group.Guid)?.EmailAddresses;
  const restored = await bench.cmdlet('source', 'Set-DistributionGroup', { Identity: group.Guid, EmailAddresses });
  expect([restored.status, [...((await held()) ?? [])].sort()]).toEqual([200, [...EmailAddresses].sort()]);
  await guide.run([114, 115]);

  expect(await held()).toEqual([expect.stringMatching(new RegExp(`^SMTP:.*@${initial}$`))]);
  expect(guide.files.get('DL.csv')?.filter((row) => row['PrimarySmtpAddress']?.endsWith('@contoso.com'))).toHaveLength(
    1,
  );
}, 30_000);

test('71: where the new sign-in name becomes no primary address, every mailbox keeps the old one and loses the way round it', async () => {
  const { bench } = await afterTheScripts({ faults: { newUserPrincipalNameBecomes: 'secondary' } });
  const after = await dumpOf(bench);
  const stranded = recipientsOf(after, mailboxes).filter(
    ({ EmailAddresses }) => EmailAddresses.length === 1 && !EmailAddresses[0]?.endsWith(`@${initial}`),
  );

  expect(stranded.length).toBeGreaterThan(recipientsOf(after, mailboxes).length * 0.9);
}, 30_000);

test('71: of two mailboxes with one name neither is touched', async () => {
  const twins = recipientsOf(start, /^UserMailbox$/)
    .filter(({ IsDirSynced }) => !IsDirSynced)
    .slice(0, 2)
    .map(({ Guid }) => Guid);
  const source = {
    ...start.tenants.source,
    recipients: start.tenants.source.recipients.map((one) =>
      twins.includes(one.Guid) ? { ...one, Name: 'Maria Schmidt' } : one,
    ),
  };
  const { bench } = await afterTheScripts({ company: { ...start, tenants: { ...start.tenants, source } } });
  const after = (await dumpOf(bench)).tenants.source.recipients.filter(({ Guid }) => twins.includes(Guid));

  expect(after.filter(({ EmailAddresses }) => EmailAddresses.length > 1)).toHaveLength(2);
}, 30_000);

test('67: with errors that stop, the loop ends half-way, and a second try overwrites the only record of the old names', async () => {
  const bench = await openBench({ company: start });
  const guide = await openGuide({ base: bench.base, errorAction: 'Stop' });
  const moved = async () =>
    (await dumpOf(bench)).tenants.source.users.filter(
      (user, place) => user.userPrincipalName !== start.tenants.source.users[place]?.userPrincipalName,
    ).length;
  const first = await guide.run([66, 67]);
  const half = await moved();
  await bench.advance(600);
  const second = await guide.run([67]);

  expect([first.stoppedAt?.step, second.stoppedAt?.step]).toEqual([67, 67]);
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(recipientsOf(start, mailboxes).length / 2);
  const old = new Set(start.tenants.source.users.map(({ userPrincipalName }) => userPrincipalName));
  expect((guide.files.get('User.csv') ?? []).filter((row) => !old.has(row['userPrincipalName'] ?? ''))).toHaveLength(
    half,
  );
}, 30_000);

test('74: the three lines for one Microsoft 365 group leave its address on the other domain', async () => {
  const [group] = recipientsOf(start, /^GroupMailbox$/) as [Recipient];
  const other = `${group.Alias}@contoso-retail.com`;
  const source = {
    ...start.tenants.source,
    recipients: start.tenants.source.recipients.map((one) =>
      one.Guid === group.Guid ? { ...one, EmailAddresses: [...one.EmailAddresses, `smtp:${other}`] } : one,
    ),
  };
  const bench = await openBench({ company: { ...start, tenants: { ...start.tenants, source } } });
  const guide = await openGuide({ base: bench.base });
  await guide.unifiedGroupByHand(group.Alias, 'contoso.com');
  const after = (await dumpOf(bench)).tenants.source.recipients.find(({ Guid }) => Guid === group.Guid);

  expect(after?.EmailAddresses).toEqual([`SMTP:${group.Alias}@${initial}`, `smtp:${other}`]);
});

test('72, 74: of more than a thousand, a thousand are shown', async () => {
  const bench = await openBench({ mailboxes: 1020 });
  const guide = await openGuide({ base: bench.base });
  await guide.run([72]);

  expect(guide.printed(72)).toHaveLength(1000);
}, 30_000);

describe('a domain on its way', () => {
  const retail = 'contoso-retail.com';
  const free = <T>(objects: readonly T[] = []): readonly T[] =>
    objects.filter((one) => !JSON.stringify(one).includes(retail));
  /** Nothing in either tenant refers to the domain, which one of them has verified. */
  const heldBy = (side: 'source' | 'destination', records: Company['dns']['records'] = []): Company => {
    const domain = start.tenants.source.domains.find(({ id }) => id === retail);
    if (domain === undefined) throw new Error('the company does not have the domain');
    const without = (tenant: Company['tenants']['source']): Company['tenants']['source'] => ({
      ...tenant,
      domains: tenant.domains.filter(({ id }) => !id.endsWith(retail)),
      users: free(tenant.users),
      deletedUsers: free(tenant.deletedUsers),
      groups: free(tenant.groups),
      contacts: free(tenant.contacts),
      recipients: free(tenant.recipients),
      deletedGroups: free(tenant.deletedGroups),
      applications: free(tenant.applications),
    });
    const tenants = { source: without(start.tenants.source), destination: without(start.tenants.destination) };
    const holder = { ...tenants[side], domains: [...tenants[side].domains, domain] };
    return {
      ...start,
      movingDomains: [retail],
      dns: { records: [...start.dns.records, ...records] },
      tenants: { ...tenants, [side]: holder },
    };
  };
  /** As 78 to 90 leave it: somebody over there signs in with it. */
  const heldThere = (records: Company['dns']['records'] = []): Company => {
    const company = heldBy('destination', records);
    const { destination } = company.tenants;
    const users = destination.users.map((one) =>
      one.displayName === 'Emergency access' ? { ...one, userPrincipalName: `first.there@${retail}` } : one,
    );
    return { ...company, tenants: { ...company.tenants, destination: { ...destination, users } } };
  };

  test('76, 105: an hour later, where the guide goes on, the domain may not be released yet', async () => {
    const bench = await openBench({ company: heldBy('source'), faults: { releaseSeconds: 14_400 } });
    const { stoppedAt, writes } = await (await openGuide({ base: bench.base })).run([76]);
    await bench.advance(3_600);
    const owner = `/login.microsoftonline.com/${retail}/v2.0/.well-known/openid-configuration`;

    expect([stoppedAt, writes]).toEqual([null, 1]);
    expect((await bench.call('GET', owner)).body.issuer).toContain(start.tenants.source.tenantId);
  });

  test('104 to 107: nobody has given back the names of the destination, so the domain is refused and the source cannot prove it', async () => {
    // The text that proves the domain for the source comes of the seed: this run tells it.
    const asked = await openBench({ company: heldThere() });
    await asked.graph('source', 'POST', '/domains', { id: retail });
    const [{ text: data }] = (await asked.graph('source', 'GET', `/domains/${retail}/verificationDnsRecords`)).body
      .value;
    const bench = await openBench({ company: heldThere([{ name: retail, type: 'TXT', ttl: 300, data }]) });
    const guide = await openGuide({ base: bench.base });
    const back = await guide.back();
    const anyway = await guide.run([106, 107]);
    const { source, destination } = (await dumpOf(bench)).tenants;

    expect(guide.printed(104)).toHaveLength(1);
    expect(back.stoppedAt).toMatchObject({ step: 105 });
    expect(anyway.refused).toMatchObject([{ step: 107, why: expect.stringContaining('another tenant') }]);
    expect(destination.domains.map(({ id }) => id)).toContain(retail);
    expect(source.domains.find(({ id }) => id === retail)).toMatchObject({ isVerified: false });
  });
});
