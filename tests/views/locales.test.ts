import { IntlMessageFormat } from 'intl-messageformat';
import type { Remark } from '../../src/contract/finding.js';
import { catalogs, failOnMissingWords, stepCatalogs, translate } from '../../src/locales/index.js';
import type { DomainValue } from '../../src/steps/domains/domain-value.js';
import { wordsIn } from '../../src/views/words/words.js';

interface Part {
  /** 0 is text, 7 the # of a plural; everything else names a parameter. */
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

const placeholders = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => [
    ...(part.type === 0 || part.type === 7 ? [] : [part.value ?? '']),
    ...Object.values(part.options ?? {}).flatMap((option) => placeholders(option.value)),
  ]);
const namesIn = (message: string): string => {
  const parts = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst() as readonly Part[];
  return [...new Set(placeholders(parts))].sort().join(' ');
};

test('English and Russian have the same sentences with the same placeholders', () => {
  expect(Object.keys(catalogs.ru).sort()).toEqual(Object.keys(catalogs.en).sort());
  const wrong = Object.keys(catalogs.en).filter(
    (key) => namesIn(catalogs.en[key] ?? '') !== namesIn(catalogs.ru[key] ?? ''),
  );
  expect(wrong).toEqual([]);
});

test('every step is worded in both languages', () => {
  expect(Object.keys(stepCatalogs.ru).sort()).toEqual(Object.keys(stepCatalogs.en).sort());
});

test('Russian plurals have all their forms', () => {
  const plurals = Object.values(catalogs.ru).filter((message) => /plural,.*\bone \{/.test(message));
  const lacking = plurals.filter((message) => !/few \{/.test(message));
  expect(lacking).toEqual([]);
  expect(translate('ru', 'chrome.amount.user', { count: 4018 }).replace(/\s/g, ' ')).toBe('4 018 пользователей');
  expect(translate('ru', 'chrome.amount.user', { count: 22 })).toBe('22 пользователя');
  expect(translate('en', 'chrome.amount.user', { count: 4018 })).toBe('4,018 users');
});

test('a missing sentence shows its key at run time and fails a test', () => {
  expect(translate('ru', 'chrome.no-such-key')).toBe('⟨chrome.no-such-key⟩');
  failOnMissingWords();
  expect(() => translate('ru', 'chrome.no-such-key')).toThrow('chrome.no-such-key');
});

test('what the engine itself remarks on an object is said in the language of the reader', () => {
  const drifted: Remark = { code: 'engine.drifted', facts: {} };

  expect(wordsIn('en').remark(drifted)).toMatch(/^It was neither as planned nor as wanted/);
  expect(wordsIn('ru').remark(drifted)).toMatch(/^Когда очередь дошла до объекта/);
});

test.each(['en', 'ru'] as const)('every state that a domain can be in has its word in %s', (lang) => {
  const states: Readonly<Record<DomainValue['state'], true>> = {
    absent: true,
    unverified: true,
    verified: true,
    deleting: true,
  };

  expect(Object.keys(states).filter((state) => !wordsIn(lang).has(`chrome.value.state.${state}`))).toEqual([]);
});
