/** Guide 15 and 16 through the real engine: the mapping is answered anew, and what was made by the old one is named. */
import { csv } from '../../src/documents/csv.js';
import { rowsIn } from '../../src/documents/incoming/rows.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { columns, type Row } from '../../src/steps/users/mapping/row.js';
import { mappingTable, rowsOfTable } from '../../src/steps/users/mapping/tables.js';
import { moveOut } from '../engine/support/engine-room.js';
import { anna, beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { domain, initial, movingDomains, recipient, rehearsal, tenant, user } from './support/small-world.js';

const person = (n: number, name: string) => ({
  user: user(n, `${name}@contoso.com`, [`SMTP:${name}@contoso.com`], { mail: `${name}@contoso.com` }),
  recipient: recipient(n, 'SharedMailbox', [`SMTP:${name}@contoso.com`], `${name}@contoso.com`, { DisplayName: name }),
});
const people = [person(1, 'info'), person(2, 'press'), person(3, 'sales')];
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: people.map((one) => one.user),
      recipients: people.map((one) => one.recipient),
    }),
    destination: tenant('destination', { domains: [domain(initial.destination, true), domain('fabrikam.com')] }),
  },
};

const [scope, made] = ['migration-scope', 'create-destination-objects'];
let world: Awaited<ReturnType<typeof rehearsal>>;
let migration: Migration;
afterAll(async () => {
  await moveOut();
  world.close();
});

/** The proposal, changed, handed in and taken. */
async function answerWith(change: (row: Row) => Row, meant: Record<string, string> = {}): Promise<void> {
  const attempt = await migration.reach(scope, 'asking');
  const at = attempt.evidence.map(({ name }) => name).lastIndexOf('mapping-proposal.csv');
  const read = rowsIn('CSV', await migration.file(attempt, at), columns, 100);
  const rows = rowsOfTable(read ?? { rows: [] }).map(change);
  const file = { name: 'mapping.csv', contentType: 'text/csv', content: csv(mappingTable(rows)) };
  const by = migration.actor(anna.personId);
  const asked = { attemptId: attempt.id, file, field: 'mappingTable' };
  expect(await migration.engine.commands.attachFile(by, asked)).toMatchObject({ ok: true });
  await migration.reach(scope, ({ attempt: now }) => (now?.form?.judged?.length ?? 0) > 0);
  const answers = { asProposed: 'false', ...meant };
  expect(await migration.engine.commands.answer(by, { attemptId: attempt.id, answers })).toMatchObject({ ok: true });
}

test('what was made by the old mapping and is wanted no more, or elsewhere, brings the step back to people by name; what stays is not made twice', async () => {
  world = await rehearsal({ company });
  migration = await beginMigration(world, {
    // The last one is somebody's to do, so that the migration goes on.
    runbook: rowsOf([scope, made, 'mail-policies']),
  });
  await answerWith((row) => row);
  await migration.carryToTheEnd(made);
  expect((await migration.reach(made, 'done')).findings.map(({ status }) => status)).not.toContain('failed');

  await migration.again(scope);
  const others = (row: Row): Row =>
    row.source === 'press@contoso.com'
      ? { ...row, action: 'leave', target: '', targetId: '' }
      : row.source === 'sales@contoso.com'
        ? { ...row, action: 'create', targetId: '', target: `vertrieb@${initial.destination}` }
        : row;
  await answerWith(others, { othersMeant: 'true' });
  const open = await migration.reach(made, 'attention');
  const failed = open.findings.filter(({ status }) => status === 'failed');
  expect(failed.map(({ code, facts }) => [code, facts['name'] ?? facts['count'] ?? facts['decision']])).toEqual([
    ['engine.no-longer-fits', scope],
    ['made-for-earlier-mapping', `press@${initial.destination}`],
    ['made-for-earlier-mapping', `sales@${initial.destination}`],
    ['engine.would-change', 1],
  ]);
});
