/** Somebody takes what is mastered on premises out of directory sync, and the witness knows beforehand what becomes of it. */
import { compareDumps } from '../../src/rehearsal/compare.js';
import type { Errand } from '../../src/rehearsal/people/errand.js';
import { namesTheSynced, outOfSync } from '../../src/rehearsal/people/sync-work.js';
import { expectedAfter } from '../../src/rehearsal/witness/expected.js';
import { withSortedAddresses } from '../../src/rehearsal/witness/normal-form.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { findings as english } from '../../src/locales/en/findings.js';
import { findings as russian } from '../../src/locales/ru/findings.js';
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
} from '../steps/support/small-world.js';

const box = (n: number, IsDirSynced: boolean) =>
  recipient(n, 'UserMailbox', [`SMTP:box${n}@contoso.com`], `box${n}@contoso.com`, { IsDirSynced });
const account = (n: number, onPremisesSyncEnabled: boolean | null) =>
  user(n, `box${n}@contoso.com`, [`SMTP:box${n}@contoso.com`], { onPremisesSyncEnabled });
const list = ['SMTP:all@contoso.com'];
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: [account(1, true), account(2, null), account(3, false)],
      groups: [{ ...directoryGroup(4, 'MailUniversalDistributionGroup', list), onPremisesSyncEnabled: true }],
      recipients: [
        box(1, true),
        box(2, false),
        box(3, false),
        recipient(4, 'MailUniversalDistributionGroup', list, null, { IsDirSynced: true }),
      ],
    }),
    destination: tenant('destination', {}),
  },
  dns: { records: [] },
};

test('whoever is synced is handed to the cloud, and nobody else; then no plan and no check names them any more', async () => {
  const world = await rehearsal({ company });
  try {
    const steps = ['source-routing-address', 'upn-to-initial-domain', 'groups-primary-to-initial-domain'];
    const obstacles = async () => {
      const plans = await Promise.all(steps.map((step) => world.change(step).plan(world.ctx)));
      const { findings } = await world.check('directory-sync-check').run(world.ctx);
      return [...plans.flatMap(({ blockers }) => blockers), ...findings.filter(({ status }) => status !== 'passed')];
    };
    expect((await obstacles()).map(({ code, object }) => [code, object?.id])).toEqual([
      ['mailbox-synced', guid(1)],
      ['user-synced', guid(1)],
      ['group-synced', guid(4)],
      ['still-synced', guid(1)],
      ['still-synced', guid(4)],
    ]);
    const start = await world.state();
    const errands = outOfSync(start.tenants.source as never);
    expect(errands.map(({ door }) => door)).toEqual([
      `users/${guid(1)}/source-of-authority`,
      `groups/${guid(4)}/source-of-authority`,
    ]);

    const course: Errand[] = [];
    for (const { at, door, body } of errands) {
      await world.post(`/world/admin/${at}/${door}`, body);
      course.push({ at, door, body });
    }
    await world.ctx.pause(900_000);
    const end = await world.state();
    const happened = course.map((errand) => ({ kind: 'by-hand' as const, errand, stepId: 'directory-sync-off' }));
    const facts = { operators: new Set<string>(), movingDomains, newNameBecomes: 'primary' as const, moverApp: '' };
    expect(compareDumps(withSortedAddresses(expectedAfter(start, happened, facts)), withSortedAddresses(end))).toEqual(
      [],
    );
    expect(outOfSync(end.tenants.source as never)).toEqual([]);
    expect(await obstacles()).toEqual([]);
    await expect(
      world.post(`/world/admin/source/users/${guid(2)}/source-of-authority`, { isCloudManaged: true }),
    ).rejects.toThrow('not synchronized');
  } finally {
    world.close();
  }
});

test('people know by the card that somebody is mastered on premises, in either language, and take no other obstacle for it', () => {
  for (const words of [english, russian])
    for (const code of ['mailbox-synced', 'user-synced', 'group-synced', 'still-synced'] as const)
      expect([code, namesTheSynced('upn-to-initial-domain', [`✕ ${words[code]}`])]).toEqual([code, true]);

  expect(namesTheSynced('upn-to-initial-domain', [`✕ ${english['no-room-for-address']}`])).toBe(false);
  expect(namesTheSynced('go-no-go', [`✕ ${english['user-synced']}`])).toBe(false);
});
