import { partOf } from '../../src/main/bench/part-of-log.js';
import type { WorldLogEntry } from '../../src/main/rehearsal/world-log.js';
import { fewestWrites } from '../../src/rehearsal/fewest-writes.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Tenant } from '../../src/rehearsal/world/entities.js';

const start = generateCompany({ mailboxes: 40, seed: 3 });
const mailboxes = start.tenants.source.recipients
  .filter((one) => one.RecipientTypeDetails === 'UserMailbox' && one.WhenSoftDeleted === null)
  .filter((one) => one.EmailAddresses[0]?.endsWith('@contoso.com'));
const group = start.tenants.source.recipients.find(({ RecipientTypeDetails }) => RecipientTypeDetails === 'RoomList');
const guid = (place: number): string => mailboxes[place]?.Guid ?? '';

const doctored = (change: (source: Tenant) => Partial<Tenant>): Company => ({
  ...start,
  tenants: { ...start.tenants, source: { ...start.tenants.source, ...change(start.tenants.source) } },
});
const moved = (...ids: readonly string[]): Company =>
  doctored(({ recipients, initialDomain }) => ({
    recipients: recipients.map((one) =>
      ids.includes(one.Guid) ? { ...one, EmailAddresses: [`SMTP:${one.Alias}@${initialDomain}`] } : one,
    ),
  }));
const nobody: ReadonlySet<string> = new Set();

describe('the fewest writes', () => {
  test('are one for each recipient that left the domains, and none where nothing happened or people did it', () => {
    expect(fewestWrites(start, start, nobody)).toBe(0);
    expect(fewestWrites(start, moved(guid(0), guid(1)), nobody)).toBe(2);
    expect(fewestWrites(start, moved(guid(0), guid(1)), new Set([guid(1)]))).toBe(1);
  });

  test('are one for a domain removed and for another default one, and two for one that is added and verified', () => {
    const [domain] = start.tenants.source.domains.filter(({ id }) => id === 'contoso.com');
    const gone = doctored(({ domains }) => ({
      domains: domains.filter(({ id }) => id !== 'contoso.com').map((one) => ({ ...one, isDefault: one.isInitial })),
    }));
    expect(fewestWrites(start, gone, nobody)).toBe(2);

    const { destination } = start.tenants;
    const arrived = domain === undefined ? [] : [{ ...domain, isDefault: false }];
    const there = { ...gone.tenants, destination: { ...destination, domains: [...destination.domains, ...arrived] } };
    expect(fewestWrites(start, { ...gone, tenants: there }, nobody)).toBe(4);
  });
});

describe('the part of the log in which the domain changes hands', () => {
  const entry = (n: number, id: string, more: Partial<WorldLogEntry> = {}): WorldLogEntry => ({
    n,
    receivedAt: { wall: '', virtual: new Date(n * 1000).toISOString() },
    actor: 'application',
    method: 'POST',
    url: 'https://outlook.office365.com/adminapi/beta/t/InvokeCommand',
    write: true,
    batch: 1,
    objects: [{ kind: 'recipient', id }],
    applied: true,
    status: 200,
    ...more,
  });

  test('begins after the sign-in names, but for groups and domains, which nothing before it touches', () => {
    const domain = { objects: [{ kind: 'domain', id: 'contoso.com' }] };
    const there = entry(4, start.tenants.destination.recipients[0]?.Guid ?? '');
    const log = [entry(1, guid(0)), entry(2, group?.Guid ?? ''), entry(3, '', domain), there, entry(9, guid(0))];

    expect(partOf(log, 5, start).writes.map(({ n }) => n)).toEqual([2, 3, 9]);
  });

  test('counts neither what people did nor what was not done because it was too much', () => {
    const busy = entry(7, '', { objects: [], applied: false, status: 429 });
    const log = [entry(6, guid(0)), busy, entry(8, guid(1), { actor: 'administrator' }), entry(9, guid(2))];
    const part = partOf(log, 5, start);

    expect([part.writes.length, part.objectsChanged, part.throttled]).toEqual([2, 2, 1]);
  });

  test('takes the time of each step from its first write to its last, and time between steps is nobody’s', () => {
    const log = [6, 7, 8].map((n, place) => entry(n, guid(place)));
    const again = [60, 64].map((n, place) => entry(n, guid(place)));

    expect(partOf([...log, ...again], 5, start).bulk).toEqual({ graph: 0, exchange: 5, seconds: 6 });
  });
});
