/** Whoever comes after the mapping was taken: on the card of go or no-go by name, in the plan that takes the address off, and never only afterwards. */
import { losing } from '../../src/steps/addresses/nobody-gets.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { domain, guid, initial, movingDomains, recipient, rehearsal, tenant, user } from './support/small-world.js';

const box = (n: number, address: string) => ({
  user: user(n, address, [`SMTP:${address}`], { mail: address }),
  recipient: recipient(n, 'UserMailbox', [`SMTP:${address}`, `smtp:box${n}@${initial.source}`], address),
});
const source = [box(1, 'ivan@contoso.com'), box(2, 'olga@contoso.com')];
const company = {
  format: 'changeover-company-1' as const,
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: source.map((one) => one.user),
      recipients: source.map((one) => one.recipient),
    }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true), domain('fabrikam.com')],
    }),
  },
};
const roles = ['project-manager', 'business-owner'] as const;

let open: Awaited<ReturnType<typeof rehearsal>> | null = null;
let migration: Migration;
beforeAll(async () => {
  open = await rehearsal({ company });
  migration = await beginMigration(open, {
    runbook: rowsOf(
      ['migration-scope', 'mapping-still-true', 'services-needed', 'go-no-go', 'mailbox-aliases-removed'],
      {
        'go-no-go': { roles: [...roles] },
        'mailbox-aliases-removed': { after: ['go-no-go'] },
      },
    ),
  });
});
afterAll(async () => {
  await moveOut();
  open?.close();
});

const told = async () => {
  const found = (await migration.engine.queries.step('go-no-go'))?.whatMoves?.found;
  return { stepId: found?.stepId, findings: found?.findings.map(({ code, facts }) => [code, facts['address']]) };
};

test('whoever came by day is looked for when go is asked, and stands on its card by name, accepted or not', async () => {
  await migration.answer('migration-scope', { asProposed: 'true' });
  await migration.reach('mapping-still-true', 'done');
  await migration.world.post('/world/admin/source/users', {
    userPrincipalName: 'nina@contoso.com',
    displayName: 'Nina',
    mailbox: true,
  });
  const { recipients } = (await migration.world.state()).tenants.source;
  const nina = recipients.find(({ EmailAddresses }) => EmailAddresses.includes('SMTP:nina@contoso.com'));
  await migration.world.post(`/world/admin/source/addresses/${nina?.Guid ?? ''}/add`, {
    addresses: [`smtp:nina@${initial.source}`],
  });
  await migration.answer('services-needed', { exchange: 'true', teams: 'true' });
  await migration.reach('go-no-go', 'asking');
  const { id } = await migration.reach('mapping-still-true', 'attention');
  expect(await told()).toEqual({ stepId: 'mapping-still-true', findings: [['mapping-joined', 'nina@contoso.com']] });

  const [who = ''] = (await migration.engine.queries.step('mapping-still-true'))?.attempt?.may.accept ?? [];
  const note = 'Nina begins next month only';
  expect(await migration.engine.commands.accept(migration.actor(who), { attemptId: id, note })).toMatchObject({
    ok: true,
  });
  await migration.reach('mapping-still-true', 'done');
  expect(await told()).toEqual({ stepId: 'mapping-still-true', findings: [['mapping-joined', 'nina@contoso.com']] });
});

test('the plan that takes addresses off says of whom nobody gets them', async () => {
  await migration.vote('go-no-go');
  const { attempt, changes } = await migration.planned('mailbox-aliases-removed');
  expect(changes).toHaveLength(3);
  expect(attempt.plan?.warnings.map(({ code, facts }) => [code, facts])).toEqual([
    ['loses-addresses-in-no-row', { count: 1, addresses: 1, names: 'nina@contoso.com', version: 1 }],
  ]);
});

test('whoever stays behind by a row is counted apart from whoever is in none', () => {
  const change = (n: number) => ({
    side: 'source' as const,
    object: { kind: 'mailbox', id: guid(n), label: `box${n}@contoso.com` },
    before: { emailAddresses: [`SMTP:box${n}@contoso.com`, `smtp:b${n}@contoso-retail.com`, 'smtp:x@staying.example'] },
    after: { emailAddresses: [] },
  });
  const row = (n: number, action: 'same' | 'leave') => ({
    sourceId: guid(n),
    source: `box${n}@contoso.com`,
    kind: 'UserMailbox',
    name: '',
    action,
    target: '',
    targetId: null,
    wave: null,
    licence: null,
  });
  const frozen = { version: 3, mapping: [row(1, 'same'), row(2, 'leave')] };
  expect(losing([1, 2, 3, 4, 5, 6, 7, 8].map(change), frozen, movingDomains)).toEqual([
    {
      code: 'loses-addresses-in-no-row',
      facts: {
        count: 6,
        addresses: 12,
        names: 'box3@contoso.com, box4@contoso.com, box5@contoso.com, box6@contoso.com, box7@contoso.com, …',
        version: 3,
      },
    },
    { code: 'loses-addresses-behind', facts: { count: 1, addresses: 2, names: 'box2@contoso.com', version: 3 } },
  ]);
});
