import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { steps as en } from '../../src/locales/en/steps/index.js';
import { steps as ru } from '../../src/locales/ru/steps/index.js';
import type { StepWords } from '../../src/locales/step-words.js';
import { choicesOf, type FormField } from '../../src/contract/decision.js';
import { runbook } from '../../src/runbook/index.js';
import type { Step } from '../../src/contract/step.js';
import { accepting } from '../../src/steps/users/mapping/held-against.js';
import { formsOfTheRunbook } from './support/forms.js';

const languages: readonly (readonly [string, Readonly<Record<string, StepWords>>])[] = [
  ['en', en],
  ['ru', ru],
];

let forms: Readonly<Record<string, readonly FormField[]>> = {};
beforeAll(async () => {
  forms = await formsOfTheRunbook();
});

/** Asked only because of what was found in a file. */
const foundIn: Readonly<Record<string, readonly string[]>> = { 'migration-scope': Object.values(accepting) };

const optionsOf = (stepId: string): readonly string[] =>
  [...new Set((forms[stepId] ?? []).flatMap((field) => choicesOf(field).map(({ value }) => value)))].sort();

const shape = (words: StepWords): unknown => ({
  instruction: words.instruction.length,
  fields: Object.keys(words.fields ?? {}).sort(),
  options: Object.keys(words.options ?? {}).sort(),
  undo: words.undoInstruction !== undefined,
  evidence: words.evidence !== undefined,
});

/** Everything a person reads of one step. */
const sentences = (words: StepWords): readonly string[] => [
  words.title,
  words.why,
  ...words.instruction,
  words.proof,
  ...(words.evidence === undefined ? [] : [words.evidence]),
  ...Object.values(words.fields ?? {}),
  ...Object.values(words.options ?? {}),
  ...(words.undoInstruction === undefined ? [] : [words.undoInstruction]),
];

describe.each(languages)('in %s', (_, steps) => {
  const all = Object.entries(steps);

  test('every step has words, and every word a step', () => {
    expect(Object.keys(steps).sort()).toEqual(runbook.map((step) => step.id).sort());
  });

  test('a title fits on its line and belongs to one step only', () => {
    expect(all.filter(([, { title }]) => title.length > 60 || title.endsWith('.')).map(([id]) => id)).toEqual([]);
    expect(new Set(all.map(([, { title }]) => title)).size).toBe(all.length);
  });

  test('an instruction is two to six lines', () => {
    expect(all.filter(([, { instruction }]) => instruction.length < 2 || instruction.length > 6)).toEqual([]);
  });

  test('nothing is empty, and no sentence stands twice in a step', () => {
    const wrong = all.filter(([, words]) => {
      const texts = sentences(words);
      return texts.some((text) => text.trim() !== text || text === '') || new Set(texts).size !== texts.length;
    });

    expect(wrong.map(([id]) => id)).toEqual([]);
  });

  test('every field and choice of a form has a label, and nothing else has one', () => {
    for (const [id, words] of all) {
      const fields = (forms[id] ?? []).map((field) => field.id);
      expect([id, Object.keys(words.fields ?? {})]).toEqual([id, [...fields, ...(foundIn[id] ?? [])]]);
      expect([id, Object.keys(words.options ?? {}).sort()]).toEqual([id, optionsOf(id)]);
    }
  });

  test('whatever can be undone says how a person does it, and nothing else does', () => {
    const wrong = runbook.filter((step) => (step.undo !== 'never') !== Boolean(steps[step.id]?.undoInstruction));

    expect(wrong.map((step) => step.id)).toEqual([]);
  });

  test('whatever people carry out says what is wanted of them as evidence, unless nothing is', () => {
    const wanting = runbook.flatMap((step: Step) =>
      step.evidence === undefined || step.evidence === 'none' ? [] : [step.id],
    );

    expect(
      all
        .filter(([, words]) => words.evidence !== undefined)
        .map(([id]) => id)
        .sort(),
    ).toEqual(wanting.sort());
    expect(all.filter(([, { evidence = '' }]) => evidence.endsWith('.') || evidence.length > 90)).toEqual([]);
  });

  test('nothing retired is recommended', () => {
    const retired = /msol|azure ?ad\b|office 365 admin|owa\b|skype|mxtoolbox|centralops/i;

    expect(all.filter(([, words]) => sentences(words).some((text) => retired.test(text))).map(([id]) => id)).toEqual(
      [],
    );
  });
});

test('both languages say the same things', () => {
  const different = Object.keys(en).filter(
    (id) => JSON.stringify(shape(en[id] as StepWords)) !== JSON.stringify(ru[id] && shape(ru[id])),
  );

  expect(different).toEqual([]);
});

test('Russian is Russian', () => {
  const cyrillic = (text: string): boolean => /[а-яё]/i.test(text);
  const properNames = new Set(['Teams']);
  const foreign = Object.entries(ru).flatMap(([id, words]) =>
    sentences(words)
      .filter((text) => !cyrillic(text) && !properNames.has(text))
      .map((text) => `${id}: ${text}`),
  );

  expect(foreign).toEqual([]);
});

test('the step that checks the rights at the source asks for the roles that the README names, in either language', () => {
  const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
  const group = /A role group of your own with it and (.*) does as well/.exec(readme)?.[1] ?? '';
  const needed = ['Security Group Creation and Membership', ...group.split(/, | and /)].map((role) =>
    role.replaceAll('*', ''),
  );
  expect(needed).toHaveLength(5);
  expect(readme).toContain('Exchange Recipient Administrator is not enough');
  for (const [words, notEnough] of [
    [en, 'Exchange Recipient Administrator is not enough'],
    [ru, 'Администратора получателей Exchange мало'],
  ] as const) {
    const said = words['source-admin-rights']?.instruction.join('\n');
    for (const role of [notEnough, ...needed]) expect(said).toContain(role);
  }
});
