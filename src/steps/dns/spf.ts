/** Who may send for a domain: one record only, whatever several services ask for. https://www.rfc-editor.org/rfc/rfc7208 */

export const isSpf = (text: string): boolean => /^v=spf1(?:\s|$)/i.test(text);

const terms = (text: string): readonly string[] => text.trim().split(/\s+/).slice(1);
/** What comes after it is never read: section 5.1; a redirect counts where there is none: section 6.1. */
const isLast = (term: string): boolean => /^(?:[+?~-]?all|redirect=.*)$/i.test(term);
const alike = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Everything that the asked record lets send, and that the present one does not name yet. */
export const missingIn = (present: string, asked: string): readonly string[] =>
  terms(asked).filter((term) => !isLast(term) && !terms(present).some((one) => alike(one, term)));

/** The present record with what is asked: other senders of the company stay, and so does what becomes of everybody else's mail. */
export function spfWith(present: string, asked: string): string {
  const missing = missingIn(present, asked);
  if (missing.length === 0) return present;
  const own = terms(present);
  const end = own.findIndex(isLast);
  const place = end < 0 ? own.length : end;
  return ['v=spf1', ...own.slice(0, place), ...missing, ...own.slice(place)].join(' ');
}
