/** Single-value extended properties: https://learn.microsoft.com/en-us/graph/api/resources/extended-properties-overview */
import { GraphRefusal, unsupportedQuery } from '../errors.js';

export interface ExtendedProperty {
  readonly id: string;
  readonly value: string;
}

/** `Integer 0x0E07`, or `String {GUID} Name Color`, `String {GUID} Id 0x8012`. */
const form =
  /^(Binary|Boolean|ApplicationTime|CLSID|Currency|Double|Float|Integer|Long|Short|String|SystemTime)(Array)? (0x[0-9a-f]{1,8}|\{[0-9a-f-]{36}\} (Name .+|Id 0x[0-9a-f]{1,8}))$/i;

/** Numbers are compared as numbers: `0x0e07` is `0xE07`. */
const keyOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/0x0*([0-9a-f]+)$/, '0x$1')
    .replace(/\s+/g, ' ');

export function extendedIn(value: unknown): readonly ExtendedProperty[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw malformed();
  return value.map((one: unknown) => {
    const { id, value: text } = (one ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || typeof text !== 'string' || !form.test(id)) throw malformed();
    return { id, value: text };
  });
}

const malformed = (): GraphRefusal =>
  new GraphRefusal(400, 'ErrorInvalidProperty', 'The property ID of an extended property is not valid.');

export const valueOf = (extended: readonly ExtendedProperty[], id: string): string | undefined =>
  extended.find((one) => keyOf(one.id) === keyOf(id))?.value;

/** `singleValueExtendedProperties/Any(ep: ep/id eq '…' and ep/value eq '…')`, which finds what an application has marked. */
export function extendedFilter(filter: string): ((extended: readonly ExtendedProperty[]) => boolean) | null {
  const match =
    /^singleValueExtendedProperties\/any\((\w+):\s*\1\/id eq '((?:[^']|'')+)'\s+and\s+\1\/value (eq|ne) '((?:[^']|'')*)'\)$/i.exec(
      filter.trim(),
    );
  if (match === null) {
    if (/^singleValueExtendedProperties\//i.test(filter.trim()))
      throw unsupportedQuery(`The filter '${filter}' is not supported.`);
    return null;
  }
  const [, , id, operator, value] = match as unknown as [string, string, string, string, string];
  const wanted = value.replaceAll("''", "'");
  return (extended) => {
    const found = valueOf(extended, id.replaceAll("''", "'"));
    return found !== undefined && (operator.toLowerCase() === 'eq') === (found === wanted);
  };
}

/** Shown to who expands them by id, and to nobody else. */
export function extendedOf(query: URLSearchParams, extended: readonly ExtendedProperty[]): object {
  const given = query.get('$expand');
  if (given === null) return {};
  const inner = /^singleValueExtendedProperties\(\$filter=(.+)\)$/i.exec(given.trim())?.[1];
  const ids = (inner ?? '').split(/\s+or\s+/i).map((one) => /^id eq '((?:[^']|'')+)'$/i.exec(one.trim())?.[1]);
  if (inner === undefined || ids.some((id) => id === undefined))
    throw unsupportedQuery(`Unsupported Query: the rehearsal world does not expand '${given}'.`);
  const wanted = ids.map((id) => keyOf((id as string).replaceAll("''", "'")));
  const found = extended.filter(({ id }) => wanted.includes(keyOf(id)));
  return found.length === 0 ? {} : { singleValueExtendedProperties: found };
}
