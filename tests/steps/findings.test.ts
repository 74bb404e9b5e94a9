import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { findings as english } from '../../src/locales/en/findings.js';
import { findings as russian } from '../../src/locales/ru/findings.js';

const src = resolve(__dirname, '../../src');
const codeOf = (...folders: readonly string[]): string =>
  folders
    .flatMap((folder) =>
      readdirSync(join(src, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
    )
    .join('\n');

/** Names of all arguments of a message, those inside plural and select branches too. */
function placeholders(message: string, lang: string): readonly string[] {
  const names = new Set<string>();
  const walk = (elements: readonly unknown[]): void => {
    for (const element of elements as {
      type: number;
      value: string;
      options?: Record<string, { value: unknown[] }>;
    }[]) {
      // 0 is literal text, 7 the number sign of a plural: neither is an argument.
      if (element.type !== 0 && element.type !== 7) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(message, lang).getAst());
  return [...names].sort();
}

test('every sentence exists in both languages and asks for the same facts', () => {
  expect(Object.keys(russian)).toEqual(Object.keys(english));
  const parameters = (messages: Record<string, string>, lang: string) =>
    Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, placeholders(message, lang)]));

  expect(parameters(russian, 'ru')).toEqual(parameters(english, 'en'));
});

test('every sentence is said somewhere in the code', () => {
  const code = codeOf('steps', 'systems', 'engine');

  expect(Object.keys(english).filter((key) => !code.includes(`'${key}'`))).toEqual([]);
});

test('every code that is said has its sentence', () => {
  const said = [
    ...codeOf('steps', 'systems').matchAll(
      /code: (?:[^'\n]*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?|fail\('([a-z0-9-]+)'|block\('([a-z0-9-]+)'|passed: '([a-z0-9-]+)'|finding\('[a-z]+', '([a-z-]+)'|agree\('([a-z-]+)', '([a-z-]+)'|return '([a-z]+-[a-z-]+)'/g,
    ),
  ]
    .flatMap((match) => match.slice(1))
    .filter((one) => one !== undefined);

  expect(said.length).toBeGreaterThan(40);
  expect([...new Set(said)].filter((one) => !(one in english))).toEqual([]);
});
