/** Guide 32 through the real engine: what the mover takes, by the mapping that holds and the sizes as they were read. */
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { licenceNeed, type SizedMailbox } from '../../src/steps/mover/licence-need.js';
import { moveOut } from '../engine/support/engine-room.js';
import { anna, beginMigration, rowsOf } from './support/engine-in-the-world.js';
import { rehearsal } from './support/small-world.js';

const sized = (id: string, licences: number, lacks: string | null = null): SizedMailbox => ({
  ...{ id, name: `${id}@contoso.com`, gigabytes: 1, archiveGigabytes: null, licences, lacks },
});
const moving = (id: string) => ({ id, name: `${id}@contoso.com`, wave: 1 });

test('each mailbox takes one for every 50 GB begun, or one bundle; who does not move takes none', () => {
  expect(licenceNeed(['a', 'b'].map(moving), [sized('a', 3), sized('b', 1), sized('stays', 9)])).toMatchObject({
    ...{ mailboxLicences: 4, bundles: 2, wayBack: 2, mostOfOne: 3, unsized: [] },
  });
});

test('a size that nobody saw is counted with one licence, and named', () => {
  const { mailboxLicences, unsized } = licenceNeed(['a', 'new'].map(moving), [sized('a', 0, 'access denied')]);
  expect([mailboxLicences, unsized.map(({ id }) => id)]).toEqual([2, ['a', 'new']]);
});

describe('in the world', () => {
  let open: Awaited<ReturnType<typeof rehearsal>> | null = null;
  afterAll(async () => {
    await moveOut();
    open?.close();
  });

  test('counted once the mapping is frozen, and counted anew when another one is answered', async () => {
    open = await rehearsal({ company: generateCompany({ seed: 5, mailboxes: 24 }) });
    const migration = await beginMigration(open, {
      runbook: rowsOf(['mailbox-sizes', 'migration-scope', 'licence-requirement', 'mail-policies']),
    });
    const by = migration.actor(anna.personId);
    await migration.reach('mailbox-sizes', ({ state }) => state === 'done' || state === 'attention');
    const sizes = await migration.engine.queries.step('mailbox-sizes');
    if (sizes?.state === 'attention')
      await migration.engine.commands.accept(by, { attemptId: sizes.attempt?.id ?? '', note: 'large, as we know' });
    const { id } = await migration.reach('migration-scope', 'asking');
    await migration.engine.commands.answer(by, { attemptId: id, answers: { asProposed: 'true' } });
    const { findings, evidence } = await migration.reach('licence-requirement', 'done');
    const totals = sizes?.attempt?.findings.find(({ code }) => code === 'mailbox-licences')?.facts;
    const [needed, back] = findings;
    expect(needed).toMatchObject({ code: 'licences-needed', facts: { version: 1, tests: 2 } });
    const mailboxes = Number(needed?.facts['mailboxes']);
    expect(mailboxes).toBeGreaterThan(0);
    expect(Number(needed?.facts['bundles'])).toBe(mailboxes + 2);
    expect(Number(needed?.facts['licences'])).toBeLessThanOrEqual(Number(totals?.['licences']) + 2);
    expect(back).toMatchObject({ code: 'licences-for-the-way-back', facts: { count: mailboxes } });
    expect(evidence.map(({ name }) => name)).toEqual(['mover-licences.csv']);

    await migration.engine.commands.again(by, { stepId: 'migration-scope' });
    const again = await migration.reach('migration-scope', 'asking');
    await migration.engine.commands.answer(by, {
      attemptId: again.id,
      answers: { asProposed: 'false', mapping: 'https://files.example/mapping.xlsx' },
    });
    // What is green now was seen of these answers, and not of those before.
    await migration.reach(
      'licence-requirement',
      ({ state, attempt }) => state === 'done' && attempt?.findings[0]?.facts['version'] === 0,
    );
  });
});
