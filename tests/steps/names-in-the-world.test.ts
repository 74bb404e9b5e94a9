import { parse } from 'csv-parse/sync';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
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

const long = 'grojektbuero-hochwasserschutz-obertal-niedertal-2026-ausschreibu';
const many = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `smtp:a${n}@contoso.com`);
const shared = (n: number, address: string, more: readonly string[] = []): Recipient =>
  recipient(n, 'SharedMailbox', [`SMTP:${address}`, ...more], `box${n}@contoso.com`);
const list = (n: number, kind: Recipient['RecipientTypeDetails'], address: string): Recipient =>
  recipient(n, kind, [`SMTP:${address}`], null);

const boxes = [
  shared(1, `${long}@contoso.com`),
  shared(2, `${long}@contoso-retail.com`),
  shared(3, 'postmaster@contoso.com'),
  shared(4, 'r&d@contoso.com'),
  shared(5, 'presse+de@contoso.com'),
];
const lists = [
  list(11, 'MailUniversalDistributionGroup', `${long}@contoso.com`),
  list(12, 'MailUniversalSecurityGroup', `${long}@contoso-retail.com`),
  list(13, 'GroupMailbox', 'security@contoso.com'),
];
const names = ['box1', 'box2', 'Box.3', 'box2', `${'b'.repeat(64)}`];
const companyWith = (more: readonly Recipient[] = []): Company => ({
  format: 'changeover-company-1',
  movingDomains,
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: [...boxes, ...more].map(({ EmailAddresses }, n) =>
        user(n + 1, `${names[n] ?? 'full'}@${n === 3 ? 'contoso-retail.com' : 'contoso.com'}`, EmailAddresses),
      ),
      groups: lists.map(({ RecipientTypeDetails, EmailAddresses }, n) =>
        directoryGroup(n + 11, RecipientTypeDetails, EmailAddresses),
      ),
      recipients: [...boxes, ...more, ...lists],
    }),
    destination: tenant('destination', {}),
  },
  dns: { records: [] },
});

test('what the inventory tells weeks before is what the plans then make, and the services take each of them', async () => {
  const world = await rehearsal({ company: companyWith() });
  try {
    const inventory = await world.check('inventory').run(world.ctx);
    const table: string[][] = parse(inventory.evidence.at(-1)?.content ?? Buffer.from(''), { bom: true });
    const told = table.slice(1).map(([, id, what, , to, why]) => [id, what, to, why]);

    expect(inventory.evidence.at(-1)?.name).toBe('inventory-names-to-come.csv');
    expect(inventory.findings.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(inventory.findings.filter(({ code }) => /^(names|renamed)/.test(code)).map(({ code }) => code)).toEqual([
      'names-to-come',
      'renamed-cut',
      'renamed-cut',
      'renamed-cut',
      'renamed-reserved',
      'renamed-reserved',
    ]);
    const made: unknown[] = [];
    for (const [step, what] of [
      ['source-routing-address', 'routing address'],
      ['upn-to-initial-domain', 'sign-in name'],
      ['groups-primary-to-initial-domain', 'primary address'],
      ['m365-groups-moved', 'primary address'],
    ] as const) {
      const action = world.change(step);
      const { changes, blockers } = await action.plan(world.ctx);
      expect([step, blockers]).toEqual([step, []]);
      for (const { object, after } of changes) {
        const value = after as { routingAddress?: string; userPrincipalName?: string; emailAddresses?: string[] };
        const primary = value.emailAddresses?.find((one) => one.startsWith('SMTP:'))?.slice('SMTP:'.length);
        made.push([object.id, what, value.routingAddress ?? value.userPrincipalName ?? primary]);
      }
      const applied = await action.apply(world.ctx, changes);
      expect([step, applied.filter(({ result }) => result !== 'done')]).toEqual([step, []]);
      // Exchange follows a name, and the directory Exchange.
      await world.ctx.pause(900_000);
    }

    expect(made).toEqual(told.map(([id, what, to]) => [id, what, to]));
    expect(told).toEqual([
      [guid(1), 'routing address', `${long}@${initial.source}`, ''],
      [
        guid(2),
        'routing address',
        `${long.slice(0, 49)}.contoso-retail@${initial.source}`,
        'taken, cut to 64 characters',
      ],
      [guid(3), 'routing address', `postmaster.contoso@${initial.source}`, 'reserved'],
      [guid(4), 'routing address', `r&d@${initial.source}`, ''],
      [guid(5), 'routing address', `presse+de@${initial.source}`, ''],
      [guid(1), 'sign-in name', `box1@${initial.source}`, ''],
      [guid(2), 'sign-in name', `box2@${initial.source}`, ''],
      [guid(3), 'sign-in name', `Box.3@${initial.source}`, ''],
      [guid(4), 'sign-in name', `box2.contoso-retail@${initial.source}`, 'taken'],
      [guid(5), 'sign-in name', `${'b'.repeat(64)}@${initial.source}`, ''],
      [guid(11), 'primary address', `${long.slice(0, 56)}.contoso@${initial.source}`, 'taken, cut to 64 characters'],
      [
        guid(12),
        'primary address',
        `${long.slice(0, 48)}.contoso-retail2@${initial.source}`,
        'taken, cut to 64 characters',
      ],
      [guid(13), 'primary address', `security.contoso@${initial.source}`, 'reserved'],
    ]);
  } finally {
    world.close();
  }
});

test('a mailbox that has all the addresses one may have is an obstacle by name, with the way out, weeks before the night', async () => {
  const world = await rehearsal({ company: companyWith([shared(6, 'full@contoso.com', many(332))]) });
  try {
    const { findings } = await world.check('inventory').run(world.ctx);
    const { blockers } = await world.change('source-routing-address').plan(world.ctx);
    const nightly = (await world.change('upn-to-initial-domain').plan(world.ctx)).blockers;

    const facts = { name: 'full@contoso.com', count: 333, limit: 333, to: `full@${initial.source}` };
    expect(findings.filter(({ status }) => status === 'failed')).toMatchObject([
      { code: 'no-room-for-address', facts, object: { id: guid(6) } },
    ]);
    expect(blockers).toMatchObject([{ code: 'no-room-for-address', facts, object: { id: guid(6) } }]);
    expect(nightly).toMatchObject([{ code: 'no-room-for-address', object: { id: guid(6) } }]);

    const freed = await world.post(`/world/admin/source/addresses/${guid(6)}/remove`, { addresses: many(2) });
    expect(freed).toMatchObject({ done: true });
    expect((await world.change('source-routing-address').plan(world.ctx)).blockers).toEqual([]);
  } finally {
    world.close();
  }
});
