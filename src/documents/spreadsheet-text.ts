/** What a cell of text may begin with without being run as a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const begins = /^[=+\-@\t\r]/;

/** Text from a tenant, safe to open in a spreadsheet: an apostrophe before what would be a formula. Lists stay exact in JSON. */
export const safeText = (text: string): string => (begins.test(text) ? `'${text}` : text);

/** Without the control characters and halves of characters that XML, and so Excel, cannot hold; no longer than a cell takes. */
export const cellText = (text: string): string =>
  text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '?').slice(0, 32_767);
