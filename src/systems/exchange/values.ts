/** Values of Exchange as they come over the wire: as text where PowerShell has objects, and a single one without its list. */

/** What PowerShell would print of it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || typeof value !== 'object') return '';
  const named = value as { readonly DisplayName?: unknown; readonly Value?: unknown; readonly Name?: unknown };
  return textOf(named.DisplayName ?? named.Value ?? named.Name ?? '');
}

export const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '');

export const isTrue = (value: unknown): boolean => value === true || /^true$/i.test(textOf(value));

/** `99 GB (106,300,440,576 bytes)`; zero where nothing is said. Grouping follows the language of whoever asks. */
export function bytesOf(value: unknown): number {
  const text = textOf(value);
  if (text === '') return 0;
  const [, digits] = /\(([\d\s.,'’]+)\s*\p{L}+\)/u.exec(text) ?? [];
  if (digits === undefined) throw new RangeError(`“${text}” does not say how many bytes it is`);
  return Number(digits.replace(/\D/g, ''));
}
