/** What people carry out at the destination that night: their word is not taken for what can be read there. One company for all of it. */
import { parse } from 'csv-parse/sync';
import type { RosterPerson } from '../../src/contract/context.js';
import type { Finding } from '../../src/contract/finding.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import { moveOut } from '../engine/support/engine-room.js';
import { anna, beginMigration, type Migration, rowsOf, sergei } from './support/engine-in-the-world.js';
import {
  directoryGroup,
  domain,
  guid,
  initial,
  movingDomains,
  recipient,
  rehearsal,
  tenant,
  user,
} from './support/small-world.js';

interface Holder {
  readonly n: number;
  readonly kind: Recipient['RecipientTypeDetails'];
  /** The whole list, the primary first. */
  readonly list: readonly string[];
}

const [home, away] = [initial.source, initial.destination];

const source: readonly Holder[] = [
  {
    n: 1,
    kind: 'UserMailbox',
    list: ['SMTP:Ivan@contoso.com', 'smtp:i.petrov@contoso.com', `smtp:ivan@${home}`, 'SIP:ivan@contoso.com'],
  },
  { n: 2, kind: 'SharedMailbox', list: ['SMTP:info@contoso-retail.com', `smtp:info@${home}`] },
  { n: 20, kind: 'MailUniversalDistributionGroup', list: ['SMTP:team@contoso.com', `smtp:team@${home}`] },
  { n: 21, kind: 'GroupMailbox', list: ['SMTP:unit@contoso.com', `smtp:unit@${home}`] },
  { n: 22, kind: 'MailUniversalDistributionGroup', list: [`SMTP:press@${home}`, 'smtp:press@contoso.com'] },
];

const destination: readonly Holder[] = [
  { n: 201, kind: 'UserMailbox', list: ['SMTP:ivan.petrov@fabrikam.com'] },
  { n: 202, kind: 'SharedMailbox', list: ['SMTP:info.retail@fabrikam.com'] },
  // Of the night's own people: what it holds is settled with them.
  { n: 203, kind: 'UserMailbox', list: ['SMTP:mover@fabrikam.com', 'smtp:mover@contoso.com'] },
  { n: 220, kind: 'MailUniversalDistributionGroup', list: ['SMTP:team.c@fabrikam.com'] },
  { n: 221, kind: 'GroupMailbox', list: ['SMTP:unit.c@fabrikam.com', `smtp:unit.c@${away}`] },
  { n: 222, kind: 'MailUniversalDistributionGroup', list: ['SMTP:press.c@fabrikam.com'] },
  { n: 230, kind: 'MailContact', list: ['SMTP:info@contoso-retail.com'] },
];

const isGroup = ({ kind }: Holder): boolean => /Group$|GroupMailbox/.test(kind);
const primaryOf = ({ list }: Holder): string => (list[0] ?? '').slice('SMTP:'.length);
const isMailbox = (holder: Holder): boolean => /Mailbox$/.test(holder.kind) && !isGroup(holder);

function tenantOf(side: 'source' | 'destination', holders: readonly Holder[], domains: readonly string[]) {
  return tenant(side, {
    domains: [domain(initial[side], true), ...domains.map((name) => domain(name))],
    users: holders.filter(isMailbox).map((one) => user(one.n, primaryOf(one), one.list, { mail: primaryOf(one) })),
    groups: holders.filter(isGroup).map(({ n, kind, list }) => directoryGroup(n, kind, list)),
    recipients: holders.map((one) => recipient(one.n, one.kind, one.list, isMailbox(one) ? primaryOf(one) : null)),
  });
}

/** The domains have come to the destination already; how they do is told elsewhere. */
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenantOf('source', source, movingDomains),
    destination: tenantOf('destination', destination, ['fabrikam.com', ...movingDomains]),
  },
};

const taking = [
  'mailbox-aliases-removed',
  'groups-primary-to-initial-domain',
  'group-aliases-removed',
  'm365-groups-moved',
];
const giving = [
  'user-aliases-destination',
  'group-aliases-destination',
  'primary-address-users',
  'primary-address-groups',
];

const domains = movingDomains.join(', ');
const nothing = (): Promise<void> => Promise.resolve();
const said = (findings: readonly Finding[]) => findings.map(({ status, code, facts }) => [status, code, facts]);

/** Somebody says that it is done and has done nothing; then does it. Both times the last look is told. */
async function firstClaimed(night: Migration, step: string, byHand: () => Promise<unknown>) {
  const { id } = await night.work(step, nothing);
  const claimed = (await night.toItsEnd(step, id)).attempt;
  await byHand();
  await night.again(step);
  const done = (await night.toItsEnd(step, id)).attempt;
  return {
    claimed: claimed.state,
    open: said(claimed.findings),
    done: done.state,
    seen: said(done.findings),
    asked: claimed.plan?.brief?.remarks.map(({ code, facts }) => [code, facts]),
  };
}

describe('addresses at the destination', () => {
  let night: Migration;
  let world: Awaited<ReturnType<typeof rehearsal>>;

  beforeAll(async () => {
    world = await rehearsal({
      company,
      protectedAccounts: [{ side: 'destination', account: 'mover@fabrikam.com', why: 'mover' }],
    });
    // In the runbook the domain leaves and arrives in between.
    const after = Object.fromEntries(giving.slice(0, 2).map((step) => [step, { after: taking }]));
    night = await beginMigration(world, {
      runbook: rowsOf([...taking, ...giving, 'closing-report'], { ...after, 'closing-report': { after: giving } }),
    });
    for (const step of taking) await night.carryToTheEnd(step);
  });

  afterAll(async () => {
    await moveOut();
    world.close();
  });

  const atPortal = (n: number, deed: string, body: object) =>
    world.post(`/world/admin/destination/addresses/${guid(n, 'e')}/${deed}`, body);
  const give = (n: number, ...addresses: string[]) =>
    atPortal(n, 'add', { addresses: addresses.map((address) => `smtp:${address}`) });
  const takeAway = (n: number, ...addresses: string[]) =>
    atPortal(n, 'remove', { addresses: addresses.map((address) => `smtp:${address}`) });
  const claimedThenDone = (step: string, byHand: () => Promise<unknown>) => firstClaimed(night, step, byHand);

  /** The newest list beside a step: an address a line, with who has it. */
  const listed = async (step: string) => {
    const files = (await night.engine.queries.step(step))?.attempt?.evidence.filter(({ by }) => by === null) ?? [];
    const kept = await night.engine.queries.evidence(files.at(-1)?.id ?? '');
    const [, ...rows]: string[][] = parse(kept?.content ?? '', { bom: true });
    return [files.at(-1)?.name, ...rows.map((cells) => cells.slice(1, 5).join(' · '))];
  };

  test('what is to be given lies beside the card as a list before anybody agrees, what is open on top', async () => {
    await night.reach('user-aliases-destination', 'asking');
    expect(await listed('user-aliases-destination')).toEqual([
      'addresses-of-mailboxes.csv',
      'Ivan@contoso.com · True · nobody has it · ',
      'i.petrov@contoso.com · False · nobody has it · ',
      'info@contoso-retail.com · True · a contact, guest or the like has it: it has to let go first · Person 230',
    ]);
  });

  test('an address that nobody holds, or a contact holds, is named, and so are addresses of one mailbox that went apart', async () => {
    const result = await claimedThenDone('user-aliases-destination', async () => {
      await world.post(`/world/admin/destination/contacts/${guid(230, 'e')}/delete`, {});
      await give(201, 'Ivan@contoso.com');
      await give(202, 'i.petrov@contoso.com', 'info@contoso-retail.com');
    });

    const held = { address: 'info@contoso-retail.com', holder: 'Person 230', kind: 'contact' };
    expect(result.asked).toEqual([
      ['addresses-to-give', { of: 'mailboxes', count: 2, addresses: 3, domains }],
      ['destination-address-held-by-other', held],
    ]);
    expect([result.claimed, result.open]).toEqual([
      'attention',
      [
        [
          'failed',
          'destination-address-missing',
          { name: 'Ivan@contoso.com', count: 2, addresses: 'Ivan@contoso.com, i.petrov@contoso.com' },
        ],
        ['failed', 'destination-address-held-by-other', held],
      ],
    ]);
    expect([result.done, result.seen]).toEqual([
      'attention',
      [
        [
          'failed',
          'destination-addresses-apart',
          { name: 'Ivan@contoso.com', count: 2, holders: 'Person 201, Person 202' },
        ],
      ],
    ]);

    expect(await listed('user-aliases-destination')).toEqual([
      'addresses-of-mailboxes.csv',
      'Ivan@contoso.com · True · given · Person 201',
      'i.petrov@contoso.com · False · given · Person 202',
      'info@contoso-retail.com · True · given · Person 202',
    ]);

    await takeAway(202, 'i.petrov@contoso.com');
    // Until the directory has heard of it the address is not free.
    await world.ctx.pause(900_000);
    await give(201, 'i.petrov@contoso.com');
    await night.again('user-aliases-destination');
    const { findings } = await night.reach('user-aliases-destination', 'done');
    const facts = { of: 'mailboxes', count: 2, addresses: 3, recipients: 3 };
    expect(said(findings)).toEqual([['passed', 'destination-addresses-held', facts]]);
  });

  test('groups get theirs, those beside an address that stays as well', async () => {
    const result = await claimedThenDone('group-aliases-destination', async () => {
      await give(220, 'team@contoso.com');
      await give(221, 'unit@contoso.com');
      await give(222, 'press@contoso.com');
    });

    expect(result.open.map(([, code, facts]) => [code, (facts as Finding['facts'])['name']]).sort()).toEqual([
      ['destination-address-missing', 'press@contoso.com'],
      ['destination-address-missing', 'team@contoso.com'],
      ['destination-address-missing', 'unit@contoso.com'],
    ]);
    expect([result.claimed, result.done, result.seen]).toEqual([
      'attention',
      'done',
      [['passed', 'destination-addresses-held', { of: 'groups', count: 3, addresses: 3, recipients: 6 }]],
    ]);
  });

  test('whoever writes from another address than at the source is named, and nobody whose primary address was elsewhere', async () => {
    const users = await claimedThenDone('primary-address-users', async () => {
      await atPortal(201, 'primary', { address: 'Ivan@contoso.com' });
      await atPortal(202, 'primary', { address: 'info@contoso-retail.com' });
    });
    const groups = await claimedThenDone('primary-address-groups', async () => {
      await atPortal(220, 'primary', { address: 'team@contoso.com' });
      await atPortal(221, 'primary', { address: 'unit@contoso.com' });
    });

    expect([users.claimed, users.open]).toEqual([
      'attention',
      [
        [
          'failed',
          'destination-primary-differs',
          { name: 'Person 201', present: 'ivan.petrov@fabrikam.com', wanted: 'Ivan@contoso.com' },
        ],
        [
          'failed',
          'destination-primary-differs',
          { name: 'Person 202', present: 'info.retail@fabrikam.com', wanted: 'info@contoso-retail.com' },
        ],
      ],
    ]);
    expect([users.done, users.seen]).toEqual([
      'done',
      [['passed', 'destination-primaries-set', { of: 'mailboxes', count: 2 }]],
    ]);
    expect(groups.open).toHaveLength(2);
    expect([groups.done, groups.seen]).toEqual([
      'done',
      [['passed', 'destination-primaries-set', { of: 'groups', count: 2 }]],
    ]);
  });

  test('the last look reads them once more: an address that somebody let go since is named', async () => {
    const ofAddresses = ({ findings }: { readonly findings: readonly Finding[] }) =>
      said(findings.filter(({ code }) => /^destination-/.test(code)));
    expect(ofAddresses(await night.reach('closing-report', 'attention')).map(([status]) => status)).toEqual(
      Array.from({ length: 4 }, () => 'passed'),
    );
    await takeAway(222, 'press@contoso.com');
    await night.again('closing-report');
    expect(ofAddresses(await night.reach('closing-report', 'attention'))).toContainEqual([
      'failed',
      'destination-address-missing',
      { name: 'press@contoso.com', count: 1, addresses: 'press@contoso.com' },
    ]);
    await give(222, 'press@contoso.com');
  });

  test('going back, what still stands on the domain is named, but for the people of the night, and nothing else is taken for gone', async () => {
    const backs: readonly [string, () => Promise<unknown>, unknown, unknown][] = [
      [
        'primary-address-groups',
        async () => {
          await atPortal(220, 'primary', { address: 'team.c@fabrikam.com' });
          await atPortal(221, 'primary', { address: 'unit.c@fabrikam.com' });
        },
        [
          ['failed', 'destination-primary-stays', { name: 'Person 220', present: 'team@contoso.com' }],
          ['failed', 'destination-primary-stays', { name: 'Person 221', present: 'unit@contoso.com' }],
        ],
        [['passed', 'destination-primaries-back', { of: 'groups', domains }]],
      ],
      [
        'group-aliases-destination',
        async () => {
          await takeAway(220, 'team@contoso.com');
          await takeAway(221, 'unit@contoso.com');
          await takeAway(222, 'press@contoso.com');
        },
        [
          ['failed', 'address-still-on-moving-domain', { name: 'Person 220', address: 'team@contoso.com' }],
          ['failed', 'address-still-on-moving-domain', { name: 'Person 222', address: 'press@contoso.com' }],
          ['failed', 'address-still-on-moving-domain', { name: 'Person 221', address: 'unit@contoso.com' }],
        ],
        [['passed', 'destination-addresses-gone', { of: 'groups', domains }]],
      ],
      [
        'primary-address-users',
        async () => {
          await atPortal(201, 'primary', { address: 'ivan.petrov@fabrikam.com' });
          await atPortal(202, 'primary', { address: 'info.retail@fabrikam.com' });
        },
        [
          ['failed', 'destination-primary-stays', { name: 'Person 201', present: 'Ivan@contoso.com' }],
          ['failed', 'destination-primary-stays', { name: 'Person 202', present: 'info@contoso-retail.com' }],
        ],
        [['passed', 'destination-primaries-back', { of: 'mailboxes', domains }]],
      ],
      [
        'user-aliases-destination',
        async () => {
          await takeAway(201, 'Ivan@contoso.com', 'i.petrov@contoso.com');
          await takeAway(202, 'info@contoso-retail.com');
        },
        [
          [
            'failed',
            'address-still-on-moving-domain',
            { name: 'Person 201', address: 'Ivan@contoso.com, i.petrov@contoso.com' },
          ],
          ['failed', 'address-still-on-moving-domain', { name: 'Person 202', address: 'info@contoso-retail.com' }],
        ],
        [['passed', 'destination-addresses-gone', { of: 'mailboxes', domains }]],
      ],
    ];
    for (const [step, byHand, open, seen] of backs) {
      await night.undo(step);
      const result = await claimedThenDone(step, byHand);
      expect([step, result.claimed, result.open]).toEqual([step, 'attention', open]);
      expect([step, result.done, result.seen]).toEqual([step, 'undone', seen]);
    }
  });
});

describe('addresses where a mapping says who is who', () => {
  let night: Migration;
  let world: Awaited<ReturnType<typeof rehearsal>>;

  beforeAll(async () => {
    world = await rehearsal({
      company,
      protectedAccounts: [{ side: 'destination', account: 'mover@fabrikam.com', why: 'mover' }],
    });
    const after = Object.fromEntries(
      giving.slice(0, 2).map((step) => [step, { after: ['migration-scope', ...taking] }]),
    );
    night = await beginMigration(world, { runbook: rowsOf(['migration-scope', ...taking, ...giving], after) });
    await answerWith([
      'ivan@contoso.com,ivan.petrov@fabrikam.com,same',
      'info@contoso-retail.com,,leave',
      'team@contoso.com,team.c@fabrikam.com,same',
    ]);
    for (const step of taking) await night.carryToTheEnd(step);
  });

  afterAll(async () => {
    await moveOut();
    world.close();
  });

  const give = (n: number, ...addresses: string[]) =>
    world.post(`/world/admin/destination/addresses/${guid(n, 'e')}/add`, {
      addresses: addresses.map((address) => `smtp:${address}`),
    });
  const takeAway = (n: number, ...addresses: string[]) =>
    world.post(`/world/admin/destination/addresses/${guid(n, 'e')}/remove`, {
      addresses: addresses.map((address) => `smtp:${address}`),
    });

  async function answerWith(rows: readonly string[]): Promise<void> {
    const { id: attemptId } = await night.reach('migration-scope', 'asking');
    const content = Buffer.from(['Source Email,Destination Email,Action', ...rows].join('\r\n'));
    const by = night.actor(anna.personId);
    await night.engine.commands.attachFile(by, {
      attemptId,
      file: { name: 'mapping.csv', contentType: 'text/csv', content },
      field: 'mappingTable',
    });
    await night.reach(
      'migration-scope',
      ({ attempt }) => attempt?.form?.judged?.some(({ file }) => file !== null) === true,
    );
    expect(await night.engine.commands.answer(by, { attemptId, answers: {} })).toMatchObject({ ok: true });
    await night.reach('migration-scope', 'done');
  }

  const fileOf = async (step: string) => {
    const files = (await night.engine.queries.step(step))?.attempt?.evidence.filter(({ by }) => by === null) ?? [];
    const kept = await night.engine.queries.evidence(files.at(-1)?.id ?? '');
    return kept?.content.toString('utf8').trim().split('\r\n').slice(1).join('\n').replaceAll('"', '');
  };

  test('whoever stays behind is asked for nowhere, and what is somebody else’s there is no more given than what nobody has', async () => {
    await night.reach('user-aliases-destination', 'asking');
    expect(await fileOf('user-aliases-destination')).toMatch(
      /^Ivan@contoso.com,Ivan@contoso.com,True,nobody has it,.*,ivan.petrov@fabrikam.com\n.*\ninfo@contoso-retail.com.*stays behind/,
    );
    // By the addresses alone nothing would be wrong: they stand on one mailbox.
    const result = await firstClaimed(night, 'user-aliases-destination', () =>
      give(202, 'Ivan@contoso.com', 'i.petrov@contoso.com'),
    );
    expect(result.asked).toEqual([
      ['addresses-to-give-as-mapped', { of: 'mailboxes', count: 1, addresses: 2, domains, unnamed: 0 }],
      ['addresses-stay-behind', { of: 'mailboxes', count: 1, addresses: 1 }],
    ]);
    const both = { count: 2, addresses: 'Ivan@contoso.com, i.petrov@contoso.com', to: 'ivan.petrov@fabrikam.com' };
    expect([result.open, result.done, result.seen]).toEqual([
      [['failed', 'destination-address-owed', { name: 'Ivan@contoso.com', ...both }]],
      'attention',
      [['failed', 'destination-address-elsewhere', { name: 'Ivan@contoso.com', ...both, holders: 'Person 202' }]],
    ]);

    await takeAway(202, 'Ivan@contoso.com', 'i.petrov@contoso.com');
    await world.ctx.pause(900_000);
    await give(201, 'Ivan@contoso.com', 'i.petrov@contoso.com');
    await night.again('user-aliases-destination');
    const { findings } = await night.reach('user-aliases-destination', 'done');
    // A contact holds what nobody is to get: that is no matter of this step.
    expect(said(findings)).toEqual([
      ['passed', 'destination-addresses-held', { of: 'mailboxes', count: 1, addresses: 2, recipients: 3 }],
    ]);
  });

  test('a group that the mapping names gets its own back, one that it does not speak of is judged by its addresses', async () => {
    const result = await firstClaimed(night, 'group-aliases-destination', async () => {
      await give(220, 'team@contoso.com');
      await give(221, 'unit@contoso.com', 'press@contoso.com');
    });
    expect(result.asked).toEqual([
      ['addresses-to-give-as-mapped', { of: 'groups', count: 3, addresses: 3, domains, unnamed: 2 }],
      ['addresses-in-no-row', { count: 2, names: 'press@contoso.com, unit@contoso.com' }],
    ]);
    expect(result.done).toBe('done');
  });

  test('the address in front is to be in front on the object that the mapping names, and on no other for whoever stays behind', async () => {
    const users = await firstClaimed(night, 'primary-address-users', () =>
      world.post(`/world/admin/destination/addresses/${guid(201, 'e')}/primary`, { address: 'Ivan@contoso.com' }),
    );
    expect([users.asked, users.done, users.seen]).toEqual([
      [['primaries-to-set', { of: 'mailboxes', count: 1, domains }]],
      'done',
      [['passed', 'destination-primaries-set', { of: 'mailboxes', count: 1 }]],
    ]);
  });
});

describe('what stands in the way of the addresses, and what keeps a name from changing', () => {
  const addressed = 'SMTP:sales@contoso.com';
  const withMore: Company = {
    ...company,
    tenants: {
      source: {
        ...company.tenants.source,
        domains: company.tenants.source.domains.map((one) =>
          one.id === 'contoso-retail.com' ? { ...one, authenticationType: 'Federated' } : one,
        ),
        users: [
          ...company.tenants.source.users,
          user(60, 'synced@contoso.com', [], { onPremisesSyncEnabled: true }),
          user(61, `synced.elsewhere@${home}`, [], { onPremisesSyncEnabled: true }),
        ],
      },
      destination: {
        ...company.tenants.destination,
        users: [
          user(250, `guest_contoso.com#EXT#@${away}`, ['SMTP:guest@contoso.com'], { userType: 'Guest' }),
          user(251, `approver_contoso.com#EXT#@${away}`, ['SMTP:approver@contoso.com'], { userType: 'Guest' }),
        ],
        recipients: [
          recipient(240, 'UserMailbox', ['SMTP:on@fabrikam.com'], 'on@fabrikam.com', {
            ForwardingSmtpAddress: 'smtp:info@contoso.com',
          }),
          recipient(241, 'UserMailbox', ['SMTP:too@fabrikam.com'], 'too@fabrikam.com', {
            ForwardingAddress: 'person231',
            DeliverToMailboxAndForward: true,
          }),
          recipient(242, 'UserMailbox', ['SMTP:out@fabrikam.com'], 'out@fabrikam.com', {
            ForwardingSmtpAddress: 'smtp:out@elsewhere.example',
          }),
          recipient(231, 'MailContact', [addressed], null, { ExternalEmailAddress: addressed }),
          recipient(232, 'MailContact', ['SMTP:desk@litware.com'], null, {
            ExternalEmailAddress: 'SMTP:desk@litware.com',
          }),
          recipient(250, 'GuestMailUser', ['SMTP:guest@contoso.com'], null, {
            ExternalEmailAddress: 'SMTP:guest@contoso.com',
          }),
          recipient(251, 'GuestMailUser', ['SMTP:approver@contoso.com'], null, {
            ExternalEmailAddress: 'SMTP:approver@contoso.com',
          }),
        ],
      },
    },
  };
  const steps = [
    'federated-to-managed',
    'directory-sync-check',
    'forwarding-removed-destination',
    'contacts-removed-destination',
    'address-holders-cleared',
  ];
  const approver: RosterPerson = {
    ...anna,
    personId: 'id-approver',
    name: 'Approver',
    roles: ['communications-lead'],
    email: 'approver@contoso.com',
    userPrincipalName: null,
  };
  let night: Migration;
  let world: Awaited<ReturnType<typeof rehearsal>>;

  beforeAll(async () => {
    world = await rehearsal({ company: withMore });
    night = await beginMigration(world, { runbook: rowsOf(steps), people: [anna, sergei, approver] });
  });

  afterAll(async () => {
    await moveOut();
    world.close();
  });

  const post = (door: string, body: object) => world.post(`/world/admin/${door}`, body);
  const forward = (n: number, body: object) => post(`destination/mailboxes/${guid(n, 'e')}/forwarding`, body);

  test('a synced account is named by a check that reads, and no longer once it is gone', async () => {
    const { findings } = await night.reach('directory-sync-check', 'attention');
    expect(said(findings)).toEqual([['failed', 'still-synced', { name: 'synced@contoso.com' }]]);

    await post(`source/users/${guid(60)}/delete`, {});
    await night.again('directory-sync-check');
    const { findings: after } = await night.reach('directory-sync-check', 'done');
    expect(said(after)).toEqual([['passed', 'nobody-synced', { users: 2, groups: 3 }]]);
  });

  test('a domain is managed when the directory says so', async () => {
    const become = (authenticationType: string) =>
      post('source/domains/contoso-retail.com/authentication-type', { authenticationType });
    const there = await firstClaimed(night, 'federated-to-managed', () => become('Managed'));
    await night.undo('federated-to-managed');
    const back = await firstClaimed(night, 'federated-to-managed', () => become('Federated'));

    const differs = (present: string, wanted: string) => [
      ['failed', 'domain-type-differs', { domain: 'contoso-retail.com', present, wanted }],
    ];
    expect(there.asked).toEqual([['domain-federated', { domain: 'contoso-retail.com' }]]);
    expect([there.claimed, there.open, there.done]).toEqual(['attention', differs('Federated', 'Managed'), 'done']);
    expect(there.seen).toEqual([['passed', 'domains-managed', { domains }]]);
    expect([back.claimed, back.open, back.done]).toEqual(['attention', differs('Managed', 'Federated'), 'undone']);
    expect(back.seen).toEqual([['passed', 'domains-federated', { domains: 'contoso-retail.com' }]]);
  });

  test('forwards by either way, contacts and guests in the way are named, and going back what is not there again', async () => {
    const off = { ForwardingAddress: null, ForwardingSmtpAddress: null };
    const forwards = await firstClaimed(night, 'forwarding-removed-destination', async () => {
      await forward(240, off);
      await forward(241, off);
    });
    const contacts = await firstClaimed(night, 'contacts-removed-destination', () =>
      post(`destination/contacts/${guid(231, 'e')}/delete`, {}),
    );
    const body = { addresses: ['smtp:guest@contoso.com'] };
    const holders = await firstClaimed(night, 'address-holders-cleared', () =>
      post(`destination/addresses/${guid(250, 'e')}/remove`, body),
    );

    expect(forwards).toEqual({
      asked: [
        ['forwards-to-remove', { count: 2, mailboxes: 3, domains }],
        ['forward-to-moving-domain', { name: 'on@fabrikam.com', address: 'info@contoso.com' }],
        ['forward-to-moving-domain', { name: 'too@fabrikam.com', address: 'sales@contoso.com' }],
      ],
      claimed: 'attention',
      open: [
        ['failed', 'forward-to-moving-domain', { name: 'on@fabrikam.com', address: 'info@contoso.com' }],
        ['failed', 'forward-to-moving-domain', { name: 'too@fabrikam.com', address: 'sales@contoso.com' }],
      ],
      done: 'done',
      seen: [['passed', 'no-forwards-to-moving-domains', { mailboxes: 3, domains }]],
    });
    const contact = { name: 'Person 231', address: 'sales@contoso.com' };
    expect(contacts).toEqual({
      asked: [
        ['contacts-to-remove', { count: 1, contacts: 2, domains }],
        ['contact-on-moving-domain', contact],
      ],
      claimed: 'attention',
      open: [['failed', 'contact-on-moving-domain', contact]],
      done: 'done',
      seen: [['passed', 'no-contacts-on-moving-domains', { contacts: 1, domains }]],
    });
    const guest = { address: 'guest@contoso.com', holder: 'Person 250', kind: 'guest' };
    expect(holders).toEqual({
      asked: [
        ['holders-to-clear', { count: 1, left: 1, domains }],
        ['destination-address-held-by-other', guest],
      ],
      claimed: 'attention',
      open: [['failed', 'destination-address-held-by-other', guest]],
      done: 'done',
      seen: [['passed', 'no-other-holders', { left: 1, domains }]],
    });

    await night.undo('address-holders-cleared');
    const guestBack = await firstClaimed(night, 'address-holders-cleared', () =>
      post(`destination/addresses/${guid(250, 'e')}/add`, body),
    );
    await night.undo('contacts-removed-destination');
    const contactBack = await firstClaimed(night, 'contacts-removed-destination', () =>
      post('destination/contacts', { displayName: 'Sales again', externalEmailAddress: 'sales@contoso.com' }),
    );
    await night.undo('forwarding-removed-destination');
    const forwardsBack = await firstClaimed(night, 'forwarding-removed-destination', async () => {
      await forward(240, { ForwardingSmtpAddress: 'smtp:info@contoso.com' });
      await forward(241, { ForwardingAddress: 'Sales again', DeliverToMailboxAndForward: true });
    });

    expect([guestBack.open, guestBack.done, guestBack.seen]).toEqual([
      [['failed', 'holder-not-back', { name: 'Person 250', address: 'guest@contoso.com' }]],
      'undone',
      [['passed', 'holders-back', { count: 1 }]],
    ]);
    expect([contactBack.open, contactBack.done, contactBack.seen]).toEqual([
      [['failed', 'contact-not-back', contact]],
      'undone',
      [['passed', 'contacts-back', { count: 1 }]],
    ]);
    expect([forwardsBack.open.length, forwardsBack.done, forwardsBack.seen]).toEqual([
      2,
      'undone',
      [['passed', 'forwards-back', { count: 2 }]],
    ]);
  });
});
