/** Whoever reads a card knows what is behind each link before they open it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogs, failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { around, evidence, snapshotOf } from './samples.js';

failOnMissingWords();
const steps = resolve(__dirname, '../../src/steps');

/** Names that stand in the code as they are; those that are put together from a step's id are in the catalog by hand. */
const names = readdirSync(steps, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join(steps, file), 'utf8').matchAll(/'([\w-]+\.(?:csv|xlsx|json))'/g)])
  .map(([, name = '']) => name);

test.each([...new Set(names)])('%s is said in words', (name) => {
  expect(catalogs.en[`files.name.${name}`]).toBeDefined();
});

const linked = (lang: 'en' | 'ru', files: readonly string[]): string => {
  const kept = files.map((name, index) => ({ ...evidence, id: `file-${index}`, name, by: null, note: null }));
  const done = snapshotOf('inventory', { state: 'done', evidence: kept }, { state: 'done' });
  return String(createViews().step(done, around(), { person: null, lang }, []).content['fallbackText']);
};

test('a link says what its file is, in the language of the reader', () => {
  expect(linked('en', ['inventory.xlsx'])).toContain('inventory.xlsx: All that was read of the source');
  expect(linked('ru', ['inventory.xlsx'])).toContain('inventory.xlsx: Всё, что прочитано в исходном тенанте');
});

test('a file that is called after the minute in which it was written is said in the same words', () => {
  expect(linked('en', ['inventory-2026-12-01-0805.xlsx'])).toContain(
    'inventory-2026-12-01-0805.xlsx: All that was read of the source',
  );
});

test('the tables from which a team rehearses its own company are offered beside the workbook that says the same', () => {
  expect(linked('en', ['inventory.xlsx', 'inventory-tables.json', 'inventory-users.csv'])).toContain(
    'inventory-tables.json: The tables, for a rehearsal of your company',
  );
});

test('whose doing a difference between two snapshots is, is told with the title of the step', () => {
  const facts = { writtenBy: 'contacts-removed-destination', way: 'do', at: 'none', count: 1, names: 'Desk' };
  const finding = { status: 'passed', code: 'snapshot-changed-by-step', facts } as const;
  const done = snapshotOf('backup-source-groups', { state: 'done', findings: [finding] }, { state: 'done' });
  const content = JSON.stringify(createViews().step(done, around(), { person: null, lang: 'en' }, []).content);
  expect(content).toMatch(/By “87, 88 · [^”]+” \(in hand\): Desk\./);
});
