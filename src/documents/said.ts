/** Sentences and words that stand in a table, in the language of whoever reads it. */
import type { Remark } from '../contract/finding.js';
import { translate, type Language } from '../locales/index.js';

export const sentenceIn = (lang: Language, { code, facts }: Pick<Remark, 'code' | 'facts'>): string =>
  translate(lang, `findings.${code}`, facts);

export const cellIn = (lang: Language, key: string): string => translate(lang, `files.cell.${key}`);
