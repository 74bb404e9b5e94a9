/** Guide 17 through the real engine: who works in whose mailbox works there at the destination, and the way back takes exactly what was given. */
import { partsOf } from '../../src/contract/finding.js';
import { compareDumps } from '../../src/rehearsal/compare.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import type { DelegationValue } from '../../src/steps/delegates/delegation.js';
import { moveOut } from '../engine/support/engine-room.js';
import { hardestFirst } from '../support/hardest-first.js';
import { beginMigration, type Migration, rowsOf, sergei } from './support/engine-in-the-world.js';
import { rehearsal } from './support/small-world.js';

const step = 'destination-delegates';
const company = generateCompany({ seed: 5, mailboxes: 40 });
let open: Awaited<ReturnType<typeof rehearsal>> | null = null;
afterAll(async () => {
  await moveOut();
  open?.close();
});

async function begin(faults: Partial<Faults> = {}): Promise<Migration> {
  open?.close();
  open = await rehearsal({ company, faults });
  const migration = await beginMigration(open, {
    runbook: rowsOf(['mailbox-settings', 'migration-scope', step, 'mail-policies'], {
      [step]: { after: ['migration-scope'] },
    }),
  });
  const { id } = await migration.reach('mailbox-settings', 'attention');
  const kinds = new Set((await migration.step('mailbox-settings')).attempt?.findings.map(({ code }) => code));
  await migration.engine.commands.accept(migration.actor(sergei.personId), {
    attemptId: id,
    note: 'read, and as we know it',
    kinds: [...kinds],
  });
  await migration.answer('migration-scope', { asProposed: 'true' });
  return migration;
}
const ofDestination = async (migration: Migration) => (await migration.world.state()).tenants.destination;

test('rights are given through the mapping, each by itself; who has nobody there is told by name; undone nothing is left of it', async () => {
  const migration = await begin();
  const before = await ofDestination(migration);
  const { attempt, changes } = await migration.carryToTheEnd(step);
  expect(new Set(changes.map(({ after }) => (after as DelegationValue).rights.join()))).toEqual(
    new Set(['fullAccess', 'sendAs', 'onBehalf', 'Editor']),
  );
  expect(attempt.findings).toMatchObject([
    { status: 'passed', code: 'delegates-given', facts: { count: changes.length } },
  ]);
  const codes = new Set(attempt.plan?.leftOut.map(({ code }) => code));
  expect([...codes].sort()).toEqual([
    'delegate-denied',
    'delegate-unknown',
    'delegate-without-target',
    'delegates-of-everybody',
  ]);
  const after = await ofDestination(migration);
  expect(compareDumps(before, after).length).toBeGreaterThan(0);
  // Outlook opens by itself what somebody was given.
  expect(after.details?.flatMap(({ rights = [] }) => rights).some(({ autoMapping }) => autoMapping)).toBe(true);

  await migration.undo(step);
  const back = await migration.carryToTheEnd(step);
  expect(back.attempt.findings).toMatchObject([{ status: 'passed', code: 'delegates-taken' }]);
  expect(compareDumps(before, await ofDestination(migration)).map(({ path }) => path)).toEqual([]);
});

test('what somebody else has given at the destination meanwhile stays theirs, on the way there and on the way back', async () => {
  const migration = await begin();
  const { changes } = await migration.planned(step);
  const [mailboxId = '', trusteeId = ''] = partsOf(
    changes.find(({ object }) => partsOf(object.id)[2] === 'fullAccess')?.object.id ?? '',
  );
  const trustee = (await ofDestination(migration)).users.find(({ id }) => id === trusteeId);
  await migration.world.destination.exchange.giveFullAccess([{ mailboxId, user: trustee?.userPrincipalName ?? '' }]);
  const before = await ofDestination(migration);

  const carried = await migration.carryToTheEnd(step);
  expect(carried.changes).toHaveLength(changes.length - 1);
  expect(carried.attempt.plan?.leftOut).toContainEqual({ code: 'delegates-there', facts: { count: 1 } });
  await migration.undo(step);
  await migration.carryToTheEnd(step);
  expect(compareDumps(before, await ofDestination(migration)).map(({ path }) => path)).toEqual([]);
});

test.each(
  hardestFirst([
    { graph: null, exchange: 2 },
    { graph: null, exchange: 5 },
  ]),
)('of writes that nobody answered no right is given twice, and none is missing: %j', async (unansweredEvery) => {
  const migration = await begin();
  const before = await ofDestination(migration);
  await migration.world.setFaults({ unansweredEvery });
  const { attempt, changes } = await migration.carryToTheEnd(step);
  expect(attempt.findings).toMatchObject([{ code: 'delegates-given', facts: { count: changes.length } }]);
  await migration.undo(step);
  await migration.carryToTheEnd(step);
  expect(compareDumps(before, await ofDestination(migration)).map(({ path }) => path)).toEqual([]);
});
