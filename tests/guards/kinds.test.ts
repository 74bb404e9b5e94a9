import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Change, ChangeOf } from '../../src/contract/change';
import { kinds } from '../../src/engine/kinds/index';

const root = resolve(__dirname, '../..');
const src = join(root, 'src');

const sources = (folder: string): readonly { readonly file: string; readonly text: string }[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: relative(root, path), text: readFileSync(path, 'utf8') }));

const room = join('src', 'engine', 'kinds');

test('each kind of step is one file of the engine, and nobody outside that room takes the kinds one by one', () => {
  const named = Object.keys(kinds);
  const takesThemOneByOne = new RegExp(`\\bcase '(?:${named.join('|')})'`);

  expect(named.filter((kind) => !existsSync(join(root, room, `${kind}.ts`)))).toEqual([]);
  expect(
    ['engine', 'bot']
      .flatMap((folder) => sources(join(src, folder)))
      .filter(({ file, text }) => !file.startsWith(room) && takesThemOneByOne.test(text))
      .map(({ file }) => file),
  ).toEqual([]);
});

test('a change is written over a value of its own type, and no step casts one', () => {
  type Name = { readonly name: string };
  const planned: Parameters<ChangeOf<Name>['apply']>[1][number] extends Change<Name> ? true : false = true;
  const restored: Parameters<ChangeOf<Name>['invert']>[1] extends Name ? true : false = true;
  const casting = sources(join(src, 'steps')).filter(
    ({ text }) => /Change\b/.test(text) && text.includes('as unknown as'),
  );

  expect([planned, restored]).toEqual([true, true]);
  expect(casting.map(({ file }) => file)).toEqual([]);
});

test('no test imitates the loop of the engine: who writes a change does not read it back as well', () => {
  const imitating = sources(join(root, 'tests')).filter(
    ({ text }) => /\.apply\(/.test(text) && /\.verify\(/.test(text),
  );

  expect(imitating.map(({ file }) => file)).toEqual([]);
});
