/** Every sentence a person reads, by key and language. Messages are ICU: plurals, numbers and selections are the language's own. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { findings } from './en/findings.js';
import { sentences as english, steps as englishSteps } from './en/index.js';
import { sentences as russian, steps as russianSteps } from './ru/index.js';
import type { StepWords } from './step-words.js';

export type { StepWords } from './step-words.js';
export type Language = 'en' | 'ru';
/** The codes that `findings` has a sentence for. */
export type FindingKey = keyof typeof findings;
export type Params = Readonly<Record<string, string | number>>;

/** Flat: `<file>.<key>`, such as `refusals.approval.same-person`. */
export const catalogs: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: english, ru: russian };
export const stepCatalogs: Readonly<Record<Language, Readonly<Record<string, StepWords>>>> = {
  en: englishSteps,
  ru: russianSteps,
};

const compiled = new Map<string, IntlMessageFormat>();
let strict = false;

/** Tests call this: a missing key then throws. At run time a reader gets English, or the key itself between ⟨ ⟩, rather than nothing. */
export function failOnMissingWords(): void {
  strict = true;
}

export const hasWords = (lang: Language, key: string): boolean => catalogs[lang][key] !== undefined;

export function translate(lang: Language, key: string, params: Params = {}): string {
  const language = hasWords(lang, key) ? lang : 'en';
  if (strict && !hasWords(lang, key)) throw new Error(`No words in ${lang} for ${key}`);
  const message = catalogs[language][key];
  if (message === undefined) return `⟨${key}⟩`;
  try {
    return String(formatter(language, key, message).format(params));
  } catch (cause) {
    if (strict) throw new Error(`Words in ${language} for ${key} cannot be filled`, { cause });
    return `⟨${key}⟩ ${Object.values(params).join(' · ')}`.trim();
  }
}

export function stepWords(lang: Language, stepId: string): StepWords {
  const words = stepCatalogs[lang][stepId] ?? stepCatalogs.en[stepId];
  if (words !== undefined) return words;
  if (strict) throw new Error(`No words in ${lang} for step ${stepId}`);
  return { title: `⟨${stepId}⟩`, why: '', instruction: [], proof: '' };
}

function formatter(lang: Language, key: string, message: string): IntlMessageFormat {
  const cacheKey = `${lang} ${key}`;
  const known = compiled.get(cacheKey);
  if (known !== undefined) return known;
  // ignoreTag: `<at>` is a mention of Teams, not markup of ours. UTC: the house knows no other zone.
  const made = new IntlMessageFormat(message, lang, { date: {}, number: {}, time: {} }, { ignoreTag: true });
  compiled.set(cacheKey, made);
  return made;
}
