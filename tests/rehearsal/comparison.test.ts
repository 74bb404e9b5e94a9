import { allowedDifferences, compareDumps } from '../../src/rehearsal/compare.js';
import { expectedAfter, stepsWithRules } from '../../src/rehearsal/witness/expected.js';
import { withSortedAddresses } from '../../src/rehearsal/witness/normal-form.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Recipient, Tenant, User } from '../../src/rehearsal/world/entities.js';

const start = generateCompany({ mailboxes: 60, seed: 5 });
const facts = {
  operators: new Set<string>(),
  movingDomains: start.movingDomains,
  newNameBecomes: 'primary',
  moverApp: '',
} as const;
const until = (last: string): Company =>
  expectedAfter(
    start,
    stepsWithRules.slice(0, stepsWithRules.indexOf(last) + 1).map((stepId) => ({ kind: 'step', stepId })),
    facts,
  );
const wanted = until('upn-to-initial-domain');
const differences = (end: Company, promised = wanted) =>
  compareDumps(withSortedAddresses(promised), withSortedAddresses(end), allowedDifferences);

/** The end state with one thing done wrong in a tenant. */
const doctored = (
  change: (tenant: Tenant) => Partial<Tenant>,
  end = wanted,
  side: 'source' | 'destination' = 'source',
): Company => ({
  ...end,
  tenants: { ...end.tenants, [side]: { ...end.tenants[side], ...change(end.tenants[side]) } },
});

const before = new Map(start.tenants.source.users.map((user) => [user.id, user]));
const renamed = wanted.tenants.source.users.find(
  (user) => user.userPrincipalName !== before.get(user.id)?.userPrincipalName && user.proxyAddresses.length > 0,
) as User;
const routed = wanted.tenants.source.recipients.find(({ ExternalDirectoryObjectId, Guid, EmailAddresses }) => {
  const was = start.tenants.source.recipients.find((recipient) => recipient.Guid === Guid);
  return (
    ExternalDirectoryObjectId !== renamed.id && was !== undefined && was.EmailAddresses.length < EmailAddresses.length
  );
}) as Recipient;

describe('the comparison of the end state with what the runbook promises', () => {
  test('finds nothing in an end state that is as promised, in whatever order addresses come', () => {
    const reversed = doctored((source) => ({
      recipients: source.recipients.map((one) => ({ ...one, EmailAddresses: [...one.EmailAddresses].reverse() })),
    }));

    expect(differences(reversed)).toEqual([]);
  });

  test('finds the work in a company where nothing was done', () => {
    expect(differences(start).length).toBeGreaterThan(60);
  });

  test('finds one user whose sign-in name was skipped', () => {
    const skipped = doctored((source) => ({
      users: source.users.map((user) =>
        user.id === renamed.id ? { ...user, userPrincipalName: (before.get(user.id) as User).userPrincipalName } : user,
      ),
    }));

    expect(differences(skipped)).toEqual([
      {
        path: `tenants.source.users[${renamed.id}].userPrincipalName`,
        before: renamed.userPrincipalName,
        after: before.get(renamed.id)?.userPrincipalName,
      },
    ]);
  });

  test('finds one address that was dropped on the way', () => {
    const dropped = doctored((source) => ({
      recipients: source.recipients.map((one) =>
        one.Guid === routed.Guid ? { ...one, EmailAddresses: one.EmailAddresses.slice(0, -1) } : one,
      ),
    }));

    expect(differences(dropped).map(({ path }) => path)).toEqual([
      expect.stringMatching(/^tenants\.source\.recipients\[.+\]\.EmailAddresses$/),
    ]);
  });

  test('finds a primary address that became an alias', () => {
    const demoted = doctored((source) => ({
      recipients: source.recipients.map((one) =>
        one.Guid === routed.Guid
          ? { ...one, EmailAddresses: one.EmailAddresses.map((address) => address.replace(/^SMTP:/, 'smtp:')) }
          : one,
      ),
    }));

    expect(differences(demoted)).toHaveLength(1);
  });

  test('finds an object that is gone, and one that nobody asked for', () => {
    const gone = doctored((source) => ({ users: source.users.filter(({ id }) => id !== renamed.id) }));
    const more = doctored((source) => ({ users: [...source.users, { ...renamed, id: 'somebody-new' }] }));

    expect(differences(gone).map(({ path }) => path)).toEqual([`tenants.source.users[${renamed.id}]`]);
    expect(differences(more).map(({ path }) => path)).toEqual(['tenants.source.users[somebody-new]']);
  });

  test('finds what was changed in the destination, where nothing was to happen', () => {
    const touched = doctored(
      ({ users }) => ({ users: users.map((user, place) => (place === 0 ? { ...user, accountEnabled: false } : user)) }),
      wanted,
      'destination',
    );

    expect(differences(touched)).toHaveLength(1);
  });
});

describe('the comparison after the domains have changed hands', () => {
  const end = until('verify-domain-destination');
  const was = new Map(start.tenants.source.recipients.map((one) => [one.Guid, one]));
  const found = (tenant: Partial<Tenant>, side: 'source' | 'destination' = 'source') =>
    differences(
      doctored(() => tenant, end, side),
      end,
    ).map(({ path }) => path);
  const withAddresses = (fits: (one: Recipient) => boolean, change: (one: Recipient) => readonly string[]) => {
    const { recipients } = end.tenants.source;
    const one = recipients.find(fits) as Recipient;
    return {
      one,
      tenant: {
        recipients: recipients.map((other) => (other === one ? { ...one, EmailAddresses: change(one) } : other)),
      },
    };
  };

  test('nothing of the company is left on a moving domain but what people must clear', () => {
    const { users, recipients } = end.tenants.source;
    const byPeople = /^(GuestMailUser|MailUser|MailContact|PublicFolder)$/;
    const left = recipients.filter(
      ({ EmailAddresses, RecipientTypeDetails, WhenSoftDeleted }) =>
        WhenSoftDeleted === null &&
        !byPeople.test(RecipientTypeDetails) &&
        EmailAddresses.some((address) => /^(smtp|sip):.*@contoso(-retail)?\.com$/i.test(address)),
    );

    expect(left).toEqual([]);
    expect(users.filter(({ userPrincipalName }) => /@contoso(-retail)?\.com$/.test(userPrincipalName))).toEqual([]);
  });

  test('finds an X500 address that was dropped with the others', () => {
    const { one, tenant } = withAddresses(
      ({ EmailAddresses, RecipientTypeDetails }) =>
        RecipientTypeDetails === 'UserMailbox' && EmailAddresses.some((address) => address.startsWith('X500:')),
      ({ EmailAddresses }) => EmailAddresses.filter((address) => !address.startsWith('X500:')),
    );

    expect(found(tenant)).toEqual([`tenants.source.recipients[${one.Guid}].EmailAddresses`]);
  });

  test.each([
    'MailUniversalDistributionGroup',
    'MailUniversalSecurityGroup',
    'DynamicDistributionGroup',
    'GroupMailbox',
  ])('finds a %s that was forgotten', (kind) => {
    const { one, tenant } = withAddresses(
      ({ Guid, RecipientTypeDetails, EmailAddresses }) =>
        RecipientTypeDetails === kind && EmailAddresses.join() !== was.get(Guid)?.EmailAddresses.join(),
      ({ Guid }) => was.get(Guid)?.EmailAddresses ?? [],
    );

    expect(found(tenant)).toEqual([`tenants.source.recipients[${one.Guid}].EmailAddresses`]);
  });

  test('finds a mailbox whose routing address is lost', () => {
    const { one, tenant } = withAddresses(
      ({ EmailAddresses, RecipientTypeDetails }) =>
        RecipientTypeDetails === 'UserMailbox' &&
        EmailAddresses.filter((address) => address.endsWith('@contosogroup.onmicrosoft.com')).length > 2,
      ({ EmailAddresses }) =>
        EmailAddresses.filter((address) => !/^smtp:.*@contosogroup\.onmicrosoft\.com$/.test(address)),
    );

    expect(found(tenant)).toEqual([`tenants.source.recipients[${one.Guid}].EmailAddresses`]);
  });

  test('finds a domain that was left without the services decided, or unverified, or still at the source', () => {
    const { domains } = end.tenants.destination;
    const but = (change: object) => ({
      domains: domains.map((one) => (one.id === 'contoso.com' ? { ...one, ...change } : one)),
    });

    expect(found(but({ supportedServices: ['Email'] }), 'destination')).toEqual([
      'tenants.destination.domains[contoso.com].supportedServices',
    ]);
    expect(found(but({ isVerified: false }), 'destination')).toEqual([
      'tenants.destination.domains[contoso.com].isVerified',
    ]);
    expect(found({ domains: start.tenants.source.domains })).toContain('tenants.source.domains[contoso.com]');
  });

  test('lets the tenant choose the value of its proof, and nothing else in the zone', () => {
    const { records } = end.dns;
    const inZone = (more: readonly (typeof records)[number][]) =>
      differences({ ...end, dns: { records: [...more, ...records] } }, end).map(({ path }) => path);

    expect(inZone([{ name: 'contoso.com', type: 'TXT', ttl: 3600, data: 'MS=ms12345678' }])).toEqual([]);
    expect(inZone([{ name: 'contoso.com', type: 'MX', ttl: 300, data: '10 mx.elsewhere.example.' }])).toEqual([
      'dns.records[contoso.com MX 10 mx.elsewhere.example.]',
    ]);
  });
});
