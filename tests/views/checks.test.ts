/** A snapshot or check that passes calls nobody: whoever looks for what it read finds it in one place, with its files. */
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { lint, verbsOf } from './card-lint.js';
import { anna, around, evidence, finding, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const taken = (id: 'backup-source-groups' | 'backup-destination-contacts', lookedAt: string) =>
  snapshotOf(
    id,
    {
      state: 'done',
      lookedAt,
      findings: [finding('passed', 'snapshot-stored', { of: 'groups', count: 31, hash: '3fa9c1e2' })],
      evidence: [{ ...evidence, name: `${id}.json`, by: null, note: null }],
    },
    { kind: 'check', state: 'done' },
  );
const checks = [
  taken('backup-source-groups', '2026-11-29T02:00:00.000Z'),
  taken('backup-destination-contacts', '2026-11-30T02:00:00.000Z'),
];

test.each(['en', 'ru'] as const)('the newest stands first, with what it read and its files (%s)', (lang) => {
  const { content } = views.checks(checks, 0, around(), { person: anna, lang });
  expect(lint(content)).toEqual([]);
  const text = String(content['fallbackText']);
  expect(text).toMatch(/backup-destination-contacts\.json[^]*backup-source-groups\.json/);
  expect(text).toContain(lang === 'en' ? '31 groups is stored' : 'Сохранены группы: 31');
  expect(text).toContain(lang === 'en' ? 'Copy of all groups' : 'Копия всех групп');
});

test('more than fit on a card are turned over', () => {
  const many = Array.from({ length: 7 }, () => checks[0]).flatMap((one) => one ?? []);
  const on = (offset: number) => views.checks(many, offset, around(), { person: anna, lang: 'en' }).content;
  expect(JSON.stringify(on(0))).toContain('See earlier ones');
  expect(JSON.stringify(on(5))).toContain('See later ones');
  expect(JSON.stringify(on(5))).not.toContain('See earlier ones');
});

test('the status leads there, and so does a phase that is through, and nobody is called', () => {
  const status = views.status([], around({ state: 'under-way' }), { person: anna, lang: 'en' });
  expect(verbsOf(status.content)).toContain('see-checks');
});
