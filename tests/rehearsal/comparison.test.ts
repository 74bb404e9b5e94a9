import { compareDumps } from '../../src/rehearsal/compare.js';
import { expectedAfter, withSortedAddresses } from '../../src/rehearsal/expect.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Recipient, Tenant, User } from '../../src/rehearsal/world/entities.js';

const start = generateCompany({ mailboxes: 60, seed: 5 });
const wanted = expectedAfter(start, { operators: new Set(), defaultDomainMoved: true, newNameBecomes: 'primary' });
const differences = (end: Company) => compareDumps(withSortedAddresses(wanted), withSortedAddresses(end));

/** The end state with one thing done wrong in the source tenant. */
const doctored = (change: (source: Tenant) => Partial<Tenant>): Company => ({
  ...wanted,
  tenants: { ...wanted.tenants, source: { ...wanted.tenants.source, ...change(wanted.tenants.source) } },
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
    const { destination } = wanted.tenants;
    const touched: Company = {
      ...wanted,
      tenants: {
        ...wanted.tenants,
        destination: {
          ...destination,
          users: destination.users.map((user, place) => (place === 0 ? { ...user, accountEnabled: false } : user)),
        },
      },
    };

    expect(differences(touched)).toHaveLength(1);
  });
});
