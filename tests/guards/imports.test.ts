import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { runbook } from '../../src/runbook/index';

const src = resolve(__dirname, '../../src');

/** Who may import whom, as the table in CONTRIBUTING says it. A room may always import itself. */
const mayImport: Record<string, readonly string[]> = {
  'config.ts': [],
  'errors.ts': [],
  'transport.ts': ['errors.ts'],
  contract: ['errors.ts'],
  runbook: ['contract'],
  steps: ['contract', 'systems', 'documents', 'errors.ts'],
  engine: ['contract', 'runbook', 'store', 'errors.ts'],
  store: ['contract', 'errors.ts'],
  systems: ['contract', 'errors.ts', 'transport.ts'],
  bot: ['engine', 'views', 'locales', 'contract', 'errors.ts', 'http', 'transport.ts'],
  views: ['engine', 'contract', 'runbook', 'locales', 'errors.ts'],
  locales: [],
  documents: ['contract', 'locales', 'errors.ts'],
  http: ['engine', 'documents', 'worker', 'contract', 'errors.ts'],
  worker: ['store', 'contract', 'errors.ts'],
  'rehearsal/world': ['rehearsal/cast.ts', 'rehearsal/journal.ts', 'rehearsal/loopback.ts'],
  'rehearsal/room': ['rehearsal/cast.ts', 'rehearsal/journal.ts', 'rehearsal/loopback.ts'],
  'rehearsal/people': ['rehearsal/cast.ts', 'rehearsal/room'],
  // The guide's scripts meet the world at its doors, as their console would.
  'rehearsal/guide': [],
  // The witness knows the shape of a dump and nothing of how it came about.
  'rehearsal/witness': ['rehearsal/world'],
  'rehearsal/damages.ts': ['rehearsal/world'],
  'rehearsal/fewest-writes.ts': ['rehearsal/world'],
  'rehearsal/compare.ts': [],
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(join('room', 'page')));

const folders = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

function room(file: string): string {
  const [first = '', second = ''] = relative(src, file).split(sep);
  return first === 'rehearsal' ? `rehearsal/${second}` : first;
}

const arrows = sources(src).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g)].map((match) => {
    const target = resolve(dirname(file), (match[1] as string).replace(/\.js$/, '.ts'));
    return { file: relative(src, file), from: room(file), to: room(target), target: relative(src, target) };
  }),
);

test('every import follows the direction of the house', () => {
  const wrong = arrows.filter(
    ({ from, to }) => from !== to && from !== 'main' && !(mayImport[from] ?? ['nothing: an unknown room']).includes(to),
  );

  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test('what CONTRIBUTING says a room may import is what this guard lets it', () => {
  const page = readFileSync(resolve(src, '../CONTRIBUTING.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `src\/([a-z]+)\/`[^|]*\|[^|]*\| ([^|]+) \|$/gm)];
  const told = Object.fromEntries(
    rows.map(([, name = '', may = '']) => [name, may.split(';')[0]?.split(', ').sort()] as const),
  );
  const kept = Object.entries(mayImport)
    .filter(([name]) => !name.includes('/') && !name.includes('.'))
    .map(([name, may]) => {
      const rooms = may.map((one) => one.replace('.ts', '')).sort();
      return [name, rooms.length === 0 ? ['nothing'] : rooms] as const;
    });

  expect(told).toEqual({ main: ['everything'], ...Object.fromEntries(kept) });
});

test('the engine reaches the outside only through what it is given', () => {
  const outside = arrows.filter(
    ({ from, target }) => from === 'engine' && /^(bot|views|systems|steps|http|locales)/.test(target),
  );

  expect(outside).toEqual([]);
});

test('only the configuration reads the environment; the launcher asks whether npm started it', () => {
  const readers = sources(src)
    .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(src, file));

  expect(readers.sort()).toEqual(['config.ts', join('main', 'launch.mjs')]);
});

test('no circle goes through the folders of the engine: each imports only those before it', () => {
  const order = [
    'roles',
    'audit',
    'schedule',
    'cards',
    'attempts',
    'rights',
    'kinds',
    'back-out',
    'progress',
    'commands',
    'queries',
    'outbox',
  ];
  const inside = (path: string): string | undefined => {
    const [first, folder, file] = path.split(sep);
    return first === 'engine' && file !== undefined ? folder : undefined;
  };
  const wrong = arrows.filter(({ file, target }) => {
    const [from, to] = [inside(file), inside(target)];
    return from !== undefined && to !== undefined && order.indexOf(to) > order.indexOf(from);
  });

  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  expect(order).toEqual(expect.arrayContaining(folders(join(src, 'engine'))));
});

test('no step is known by its id in the engine, on cards or in the bot: what makes one special is data in its row', () => {
  const ids = new Set(runbook.map(({ id }) => id));
  const named = ['engine', 'views', 'bot'].flatMap((folder) =>
    sources(join(src, folder)).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'([a-z0-9-]+)'/g)]
        .filter((match) => ids.has(match[1] as string))
        .map((match) => `${relative(src, file)}: ${match[1]}`),
    ),
  );

  expect(named).toEqual([]);
});
