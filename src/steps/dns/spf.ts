/** Who may send for a domain: one record only, whatever several services ask for. https://www.rfc-editor.org/rfc/rfc7208 */

export const isSpf = (text: string): boolean => /^v=spf1(?:\s|$)/i.test(text);

const terms = (text: string): readonly string[] => text.trim().split(/\s+/).slice(1);
const record = (...parts: readonly string[]): string => ['v=spf1', ...parts].join(' ');

const isAll = (term: string): boolean => /^[+?~-]?all$/i.test(term);
const isRedirect = (term: string): boolean => /^redirect=/i.test(term);
const isModifier = (term: string): boolean => /^[a-z][a-z0-9_.-]*=/i.test(term);
const nameOf = (modifier: string): string => modifier.slice(0, modifier.indexOf('=')).toLowerCase();

/** A plus is what a term without a sign means (section 4.6.2), and a host is the same with its last dot. */
const meaningOf = (term: string): string => term.toLowerCase().replace(/^\+/, '').replace(/\.$/, '');
/** Whatever becomes of who it matches. */
const matchedBy = (term: string): string => meaningOf(term).replace(/^[?~-]/, '');
const alike = (a: string, b: string): boolean => meaningOf(a) === meaningOf(b);

/** What is read of a record: of terms that match, none behind `all` (section 5.1); modifiers stand anywhere (section 6). */
function readIn(text: string) {
  const own = terms(text);
  const end = own.findIndex(isAll);
  const modifiers = own.filter(isModifier);
  return {
    matching: (end < 0 ? own : own.slice(0, end)).filter((term) => !isModifier(term)),
    all: own[end],
    // Not read where there is an end: section 6.1.
    redirect: end < 0 ? modifiers.find(isRedirect) : undefined,
    modifiers: modifiers.filter((term) => !isRedirect(term)),
  };
}

/** Everything that the asked record lets send, and that the present one does not name yet. */
export const missingIn = (present: string, asked: string): readonly string[] =>
  readIn(asked).matching.filter((term) => !readIn(present).matching.some((one) => alike(one, term)));

/** The present record with what is asked: other senders of the company stay, and so does what becomes of everybody else's mail. */
export function spfWith(present: string, asked: string): string {
  const missing = missingIn(present, asked);
  if (missing.length === 0) return present;
  // The first term that matches decides: one of another sign would come before, one behind `all` is never read.
  const own = terms(present).filter((term) => !missing.some((one) => matchedBy(one) === matchedBy(term)));
  const end = own.findIndex((term) => isAll(term) || isRedirect(term));
  const place = end < 0 ? own.length : end;
  return record(...own.slice(0, place), ...missing, ...own.slice(place));
}

/** Whoever one of the records lets send may send. Of several nobody reads any today (section 4.5). */
export function asOneRecord(records: readonly string[]): string {
  if (records.length === 1) return records[0] ?? '';
  const read = records.map(readIn);
  const ends = read.flatMap(({ all }) => (all === undefined ? [] : [all]));
  const redirects = distinct(
    read.flatMap(({ redirect }) => (redirect === undefined ? [] : [redirect])),
    meaningOf,
  );
  const staysRedirect = ends.length === 0 && redirects.length === 1;
  const matching = read.flatMap((one) =>
    one.redirect === undefined || staysRedirect
      ? one.matching
      : [...one.matching, `include:${one.redirect.slice('redirect='.length)}`],
  );
  return record(
    ...distinct(matching, matchedBy).map(
      (term) => matching.find((one) => matchedBy(one) === meaningOf(one) && matchedBy(one) === matchedBy(term)) ?? term,
    ),
    ...(staysRedirect ? redirects : mildest(ends)),
    ...distinct(
      read.flatMap(({ modifiers }) => modifiers),
      nameOf,
    ),
  );
}

/** One list may know less than another; that everybody may send is taken from none of them while another says less. */
function mildest(ends: readonly string[]): readonly string[] {
  const of = (sign: RegExp) => ends.find((end) => sign.test(end));
  const end = of(/^\?/) ?? of(/^~/) ?? of(/^-/) ?? ends[0];
  return end === undefined ? [] : [end];
}

/** The first of each, in their order. */
const distinct = (all: readonly string[], by: (term: string) => string): readonly string[] =>
  all.filter((term, index) => all.findIndex((one) => by(one) === by(term)) === index);

/** A receiver makes so many for one record, those inside its includes among them, and takes one that needs more for an error: section 4.6.4. */
export const mostLookUps = 10;

/** How many the record itself costs. */
export function lookUpsOf(text: string): number {
  const { matching, redirect } = readIn(text);
  const asking = matching.filter((term) => /^[+?~-]?(?:include:|exists:|(?:a|mx|ptr)(?:[:/]|$))/i.test(term));
  return asking.length + (redirect === undefined ? 0 : 1);
}
