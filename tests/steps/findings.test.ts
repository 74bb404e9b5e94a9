import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import type { FindingCode } from '../../src/contract/finding-codes.js';
import { findings as english } from '../../src/locales/en/findings.js';
import { findings as russian } from '../../src/locales/ru/findings.js';

const src = resolve(__dirname, '../../src');

const comparing = [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken];
const isCompared = ({ parent }: ts.Node): boolean =>
  ts.isCaseClause(parent) || (ts.isBinaryExpression(parent) && comparing.includes(parent.operatorToken.kind));

/** Every string that the code says as a value: not in a type, and not only to compare with it. */
function saidIn(...folders: readonly string[]): ReadonlySet<string> {
  const said = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) && !isCompared(node)) said.add(node.text);
    ts.forEachChild(node, visit);
  };
  for (const folder of folders) {
    for (const entry of readdirSync(join(src, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const file = join(entry.parentPath, entry.name);
      visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true));
    }
  }
  return said;
}

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

test('a code that the contract does not list cannot be said', () => {
  // Were the type open, any string would compile wherever a code is said.
  const open: string extends FindingCode ? true : false = false;

  expect(open).toBe(false);
});

test('every code of the contract is said by a step, a client or the engine', () => {
  const said = saidIn('steps', 'systems', 'engine');

  expect(Object.keys(english).filter((code) => !said.has(code))).toEqual([]);
});
