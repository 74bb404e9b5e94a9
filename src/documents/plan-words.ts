import { planWords as english } from '../locales/en/findings.js';
import { planWords as russian } from '../locales/ru/findings.js';
import type { PlanWords } from './plan-workbook.js';

/** Headings of the plan workbook in the reader's language. */
export const planWords: Readonly<Record<'en' | 'ru', PlanWords>> = { en: english, ru: russian };
