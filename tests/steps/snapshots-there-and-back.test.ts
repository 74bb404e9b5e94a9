/** A team rehearses its own company: what the checks keep of one is loaded as another, whose checks keep the same. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvidenceFile } from '../../src/contract/finding.js';
import { loadCompanyFrom, type LoadedCompany } from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { rehearsal } from './support/small-world.js';

const checks = [
  'inventory',
  'mailbox-sizes',
  'mailbox-settings',
  'mail-flow-review',
  'backup-source-mailboxes',
  'backup-source-groups',
  'backup-source-calendar-delegation',
  'backup-destination-contacts',
  'backup-destination-forwarding',
];

type Kept = ReadonlyMap<string, EvidenceFile>;

async function keptOf(company: Company, names: readonly string[] = checks): Promise<Kept> {
  const world = await rehearsal({ company });
  try {
    const kept = new Map<string, EvidenceFile>();
    for (const name of names) {
      const { evidence = [] } = await world.check(name).run(world.ctx);
      for (const file of evidence) kept.set(file.name, file);
    }
    return kept;
  } finally {
    world.close();
  }
}

const textOf = (kept: Kept, name: string): string => kept.get(name)?.content.toString('utf8') ?? '';
/** Each object on its own line, but for when it was seen. */
const linesOf = (kept: Kept, name: string): readonly string[] =>
  textOf(kept, name)
    .replace(/"takenAt":"[^"]*"/, '')
    .split('\n');

const scratch = mkdtempSync(join(tmpdir(), 'snapshots-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let first: Kept;
let second: Kept;
let loaded: LoadedCompany;
beforeAll(async () => {
  first = await keptOf(generateCompany({ mailboxes: 30, seed: 11 }));
  for (const { name, content } of first.values()) writeFileSync(join(scratch, name), content);
  // Another seed: nothing of what comes back may have been made the same way twice.
  loaded = loadCompanyFrom(scratch, 99);
  second = await keptOf(loaded.company);
});

test.each([
  'backup-source-mailboxes.json',
  'backup-source-groups.json',
  'backup-source-calendar-delegation.json',
  'backup-destination-contacts.json',
  'backup-destination-forwarding.json',
])('%s of the loaded company is the one it was loaded from, object for object', (name) => {
  expect(linesOf(second, name)).toEqual(linesOf(first, name));
});

test.each(['inventory', 'mailbox-sizes', 'mailbox-settings', 'mail-flow-review'])(
  'so are the tables of %s',
  (review) => {
    const tablesOf = (kept: Kept): unknown =>
      JSON.parse(textOf(kept, `${review}-tables.json`), (name, value: unknown) =>
        name === 'takenAt' ? undefined : value,
      );
    expect(tablesOf(second)).toEqual(tablesOf(first));
  },
);

test('the report says what was read, and what no snapshot holds', () => {
  expect(loaded.report?.madeUp).toEqual(['dns', 'profiles', 'applications', 'deleted-mailboxes']);
  const ofTheCompany = loaded.report?.findings.filter(({ file }) => file === '').map(({ code }) => code);
  expect(ofTheCompany).toEqual(['tenant-made', 'destination-made', 'snapshot-destination']);
  const left = loaded.report?.findings.filter(({ file }) => file !== '') ?? [];
  expect(new Set(left.map(({ code, file }) => `${code} ${file.split('.').at(-1)}`))).toEqual(
    new Set(['beside-snapshots csv', 'not-csv-by-name xlsx']),
  );
});

test('rights come back from their snapshot where nobody has the tables of the settings', async () => {
  const folder = join(scratch, 'without-settings');
  mkdirSync(folder);
  for (const { name, content } of first.values())
    if (/^(backup-|inventory-tables).*\.json$/.test(name)) writeFileSync(join(folder, name), content);
  const alone = loadCompanyFrom(folder, 5);
  const name = 'backup-source-calendar-delegation.json';

  expect(linesOf(await keptOf(alone.company, ['backup-source-calendar-delegation']), name)).toEqual(
    linesOf(first, name),
  );
  expect(alone.report?.madeUp).not.toContain('rights');
});
