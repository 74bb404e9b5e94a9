/** Cells that hold a list: as JSON, between braces of the console, or joined. */

/** What of an object in a list says who is meant, the most certain first. */
const naming = ['userPrincipalName', 'mail', 'primarySmtpAddress', 'emailAddress', 'id', 'displayName', 'name'];

/** The members of a JSON list; null where the cell is none. */
export function jsonList(cell: string): readonly string[] | null {
  if (!/^\[.*\]$/s.test(cell)) return null;
  let read: unknown;
  try {
    read = JSON.parse(cell);
  } catch {
    // As Python prints a list.
    const single = /^\[\s*'(.*)'\s*\]$/s.exec(cell)?.[1];
    return single === undefined ? null : single.split(/'\s*,\s*'/);
  }
  if (!Array.isArray(read)) return null;
  return read.flatMap((one: unknown) => {
    if (typeof one === 'string') return [one];
    if (typeof one !== 'object' || one === null) return [];
    const named = naming.map((name) => (one as Record<string, unknown>)[name]);
    return named.find((value): value is string => typeof value === 'string' && value !== '') ?? [];
  });
}

/** The console cut the list: `{SMTP:a@contoso.com, smtp:b@…`. */
export const isCut = (cell: string): boolean => /(\.\.\.|…)\s*\}?$/.test(cell);

/** A list that was cut ends in the middle of a name. */
export const withoutLast = (cell: string): string => cell.replace(/(?:^|[,;|\n])[^,;|\n]*$/, '');

/** Neither a list with nothing in it nor an object with nothing in it says anything. */
export const isEmptyList = (cell: string): boolean => /^[[{(]\s*[\]})]$/.test(cell);

/**
 * Who stands in a cell. A comma may belong to a name ("Berg, Anna") or to a distinguished name: whoever knows the names splits there, if
 * at all.
 */
export function namesIn(cell: string): readonly string[] {
  const list =
    jsonList(cell) ??
    cell
      .replace(/^\{/, '')
      .replace(/(?:\.\.\.|…)?\s*\}?$/, '')
      .split(/[;|\n]+/);
  return list.map((one) => one.trim().replace(/^smtp:/i, '')).filter((one) => one !== '');
}
