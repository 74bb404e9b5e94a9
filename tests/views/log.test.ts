/** The log as people read it: every entry a sentence, whatever the engine can record and whatever can be refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { logWanted } from '../../src/bot/typed/log-words.js';
import { logKinds, readLogFilter, writeLogFilter, type LogFilter } from '../../src/contract/log-filter.js';
import { entryWords, wordsOfKind } from '../../src/engine/audit/entry-words.js';
import type { AuditEntry } from '../../src/engine/state.js';
import { logTable } from '../../src/http/log-file.js';
import { catalogs, failOnMissingWords, type Language } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { runbook } from '../../src/runbook/index.js';
import { anna, around, entries, irina, roster } from './samples.js';

failOnMissingWords();
const views = createViews();
const languages: readonly Language[] = ['en', 'ru'];

interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

const ids: Readonly<Record<string, string>> = {
  step: 'mx-ttl-lowering',
  other: 'mx-ttl-lowering',
  until: 'mx-ttl-lowering',
  steps: 'mx-ttl-lowering',
  role: 'test-lead',
  roles: 'test-lead',
  state: 'attention',
};

/** What the engine could hand over for every placeholder of a message: ids where it hands over ids. */
function factsFor(message: string): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  const walk = (parts: readonly Part[]): void => {
    for (const { type, value = '', options } of parts) {
      if (type !== 0 && type !== 7) facts[value] = type === 2 || type === 6 ? 3 : (ids[value] ?? 'Nina');
      for (const option of Object.values(options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst() as readonly Part[]);
  return facts;
}

const entry = (over: Partial<AuditEntry>): AuditEntry => ({ ...(entries[0] as AuditEntry), stepId: null, ...over });
const isCode = /[a-z]+\.[a-z-]+(?!\w)(?<!\.com)|⟨|undefined|mx-ttl-lowering|test-lead|\bNaN\b/;

test.each(languages)(
  'every word the engine can record is a sentence in %s, and no id or code is left in it',
  (lang) => {
    const words = Object.keys(entryWords);
    expect(Object.keys(catalogs[lang]).filter((key) => key.startsWith('log.'))).toEqual(
      expect.arrayContaining(words.map((word) => `log.${word}`)),
    );
    const wrong = words.flatMap((what) => {
      const facts = { ...factsFor(catalogs[lang][`log.${what}`] ?? ''), code: 'task.needs-evidence' };
      const said = views.logSentence(entry({ what, facts }), lang);
      return said === '' || isCode.test(said) || said === what ? [`${what}: ${said}`] : [];
    });
    expect(wrong).toEqual([]);
  },
);

test.each(languages)('every refusal is told in the log in its own words in %s, and shows no code', (lang) => {
  const codes = Object.keys(catalogs[lang]).flatMap((key) => /^refusals\.(.+)$/.exec(key)?.[1] ?? []);
  const wrong = codes.flatMap((code) => {
    const facts = { ...factsFor(catalogs[lang][`refusals.${code}`] ?? ''), code };
    const said = views.logSentence(entry({ what: 'refused', facts }), lang);
    return said.includes(code) || /⟨|mx-ttl-lowering/.test(said) || said.length < 40 ? [`${code}: ${said}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('what a version before this one refused is told without its code', () => {
  expect(views.logSentence(entry({ what: 'refused', facts: { code: 'gone.long-ago' } }), 'en')).toBe(
    'was refused: by a rule of an earlier version',
  );
});

test('every code that anything of ours refuses with has its words', () => {
  const sources = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  const root = resolve(__dirname, '../../src');
  const used = ['engine', 'bot', 'steps'].flatMap((room) =>
    sources(join(root, room)).flatMap((text) =>
      [...text.matchAll(/\brefus(?:ed|ing)\(\s*'([a-z-]+\.[a-z-]+)'/g)].map(([, code]) => code as string),
    ),
  );
  expect(used.length).toBeGreaterThan(80);
  expect([...new Set(used)].filter((code) => catalogs.en[`refusals.${code}`] === undefined)).toEqual([]);
});

test('every line has its date, the newest is first, and the card says of what it is and where the rest is', () => {
  const filter: LogFilter = { stepId: 'upn-to-initial-domain', personId: irina.id, kind: 'approvals' };
  const card = views.log(
    entries,
    { entries: 512, brokenAt: null },
    around(),
    { person: anna, lang: 'en' },
    { filter, more: true, later: true },
  );
  const text = JSON.stringify(card.content);

  const dates = [...text.matchAll(/"text":"\{\{DATE\((2026-[\d-]+)T(\d\d:\d\d)/g)].map(
    ([, day, time]) => `${day} ${time}`,
  );
  expect(dates).toEqual(['2026-11-30 19:10', '2026-11-30 19:02', '2026-11-30 08:01', '2026-11-30 08:00']);
  expect(text).toContain('Only: 67, 68 · Sign-in names to the initial domain · Irina Sokolova · approvals.');
  const data = (before: number) =>
    `"data":{"filter":"step:upn-to-initial-domain;person:${irina.id};kind:approvals","before":${before}}`;
  expect(text).toContain(data(1));
  expect(text).toContain(data(0));
  expect(text).toContain('Download as CSV');
});

test('a filter survives the way over a button', () => {
  const filters: readonly LogFilter[] = [
    {},
    { kind: 'refused' },
    { stepId: 'mx-parked', personId: anna.id, kind: 'votes' },
  ];
  for (const filter of filters) expect(readLogFilter(writeLogFilter(filter))).toEqual(filter);
});

test.each([
  ['', {}],
  ['67', { stepId: 'upn-to-initial-domain' }],
  ['mx-parked', { stepId: 'mx-parked' }],
  ['anna', { personId: anna.id }],
  ['Anna Lindqvist', { personId: anna.id }],
  ['refused', { kind: 'refused' }],
  ['отказы 67 ирина', null],
  ['refused 67 irina', { kind: 'refused', stepId: 'upn-to-initial-domain', personId: irina.id }],
  ['annna', null],
] as const)('“/log %s” is understood', (typed, expected) => {
  const wanted = logWanted(typed, { steps: runbook, people: roster });
  if (expected === null) expect(wanted).toMatchObject({ ok: false, refusal: { code: 'log.unknown' } });
  else expect(wanted).toEqual({ ok: true, value: expected });
});

test('two people of one name are not mixed up', () => {
  const people = [...roster, { id: 'x', name: 'Anna Smirnova' }];
  expect(logWanted('anna', { steps: runbook, people })).toMatchObject({ refusal: { code: 'log.several' } });
  expect(logWanted('anna smirnova', { steps: runbook, people })).toEqual({ ok: true, value: { personId: 'x' } });
});

test('every kind of entry has entries, and a name', () => {
  for (const kind of logKinds) {
    expect(wordsOfKind(kind)).not.toEqual([]);
    for (const lang of languages) expect(catalogs[lang][`chrome.log.kind.${kind}`]).toBeDefined();
  }
});

test('the file has all of it, the oldest first, each a sentence in the language of who asked', async () => {
  const many = Array.from({ length: 2_300 }, (_, at) =>
    entry({ number: 2_300 - at, what: 'taken', stepId: 'mx-parked' }),
  );
  const asked: unknown[] = [];
  const log = async (page: { before?: number; limit: number }) => {
    asked.push(page);
    return many.filter(({ number }) => number < (page.before ?? Infinity)).slice(0, page.limit);
  };
  const { columns, rows } = await logTable({ log }, views.logSentence, { kind: 'tasks' }, 'ru');

  expect(columns.map(({ heading }) => heading).slice(0, 3)).toEqual(['Номер', 'Время (UTC)', 'Кто']);
  expect(rows.map(([number]) => number)).toEqual(many.map(({ number }) => number).reverse());
  expect(rows[0]?.slice(2, 5)).toEqual(['Anna Lindqvist', anna.id, 'задача взята']);
  expect(asked).toEqual([
    { kind: 'tasks', limit: 1000 },
    { kind: 'tasks', before: 1301, limit: 1000 },
    { kind: 'tasks', before: 301, limit: 1000 },
  ]);
});
