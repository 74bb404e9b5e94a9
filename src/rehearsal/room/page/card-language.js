const locales = { en: 'en-GB', ru: 'ru-RU' };

/** Dates of a card are written in the language the card says it is in; those of a card that does not say, as the page is read. */
export const localeOfCard = (card, page) => locales[`${card.lang ?? ''}`.slice(0, 2)] ?? page;
