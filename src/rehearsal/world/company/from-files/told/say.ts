/** A sentence of the list in both languages: what was seen, and what was assumed instead. */
export type ReportLanguage = 'en' | 'ru';

export interface Words {
  readonly what: Readonly<Record<ReportLanguage, string>>;
  readonly assumed: Readonly<Record<ReportLanguage, string>>;
}

export const say = (en: string, enAssumed: string, ru: string, ruAssumed: string): Words => ({
  what: { en, ru },
  assumed: { en: enAssumed, ru: ruAssumed },
});
