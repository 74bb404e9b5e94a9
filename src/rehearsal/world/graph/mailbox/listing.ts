/** Lists of what lies in a mailbox: ten a page, counted by `$skip`. https://learn.microsoft.com/en-us/graph/api/user-list-messages */
import type { ServiceAnswer } from '../../context.js';
import type { ObjectType } from '../entity-type.js';
import { projected, selectedProperties } from '../entity-type.js';
import { GraphRefusal } from '../errors.js';
import { compileFilter } from '../filter.js';
import { graphBase } from '../host.js';
import type { GraphCall } from '../route.js';
import { extendedOf, extendedFilter, type ExtendedProperty } from './extended-properties.js';
import { userPath } from './mailbox.js';

export interface Listed {
  readonly view: Readonly<Record<string, unknown>>;
  readonly extended?: readonly ExtendedProperty[];
}

const known = ['$select', '$filter', '$top', '$skip', '$count', '$orderby', '$expand'];

export function checkOptions(query: URLSearchParams, allowed: readonly string[] = known): void {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !allowed.includes(name.toLowerCase()))
      throw new GraphRefusal(400, 'BadRequest', `The query parameter '${name}' is not supported.`);
  }
}

const wholeNumber = (query: URLSearchParams, name: string, usual: number, least: number, most: number): number => {
  const given = query.get(name);
  if (given === null) return usual;
  const value = Number(given);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new GraphRefusal(
      400,
      'ErrorInvalidUrlQuery',
      `The value '${given}' of the query option '${name}' is not between ${least} and ${most}.`,
    );
  return value;
};

/** What `$filter` lets through. */
export function filtered<One extends Listed>(
  query: URLSearchParams,
  type: ObjectType,
  all: readonly One[],
): readonly One[] {
  const given = query.get('$filter');
  if (given === null) return all;
  const byExtended = extendedFilter(given);
  if (byExtended !== null) return all.filter(({ extended }) => byExtended(extended ?? []));
  const { matches } = compileFilter(given, type);
  return all.filter(({ view }) => matches(view));
}

function ordered<One extends Listed>(query: URLSearchParams, type: ObjectType, all: readonly One[]): readonly One[] {
  const given = query.get('$orderby');
  if (given === null) return all;
  const [name = '', direction = 'asc'] = given.trim().split(/\s+/);
  if (!type.properties.has(name) || !/^(asc|desc)$/i.test(direction))
    throw new GraphRefusal(400, 'BadRequest', `The $orderby expression '${given}' is not supported.`);
  const filter = query.get('$filter');
  // "Properties that appear in $orderby must also appear in $filter."
  if (filter !== null && !filter.startsWith(name))
    throw new GraphRefusal(
      400,
      'InefficientFilter',
      'The restriction or sort order is too complex for this operation.',
    );
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  const text = ({ view }: One): string => String(view[name] ?? '');
  return [...all].sort((a, b) => (text(a) === text(b) ? 0 : text(a) < text(b) ? -sign : sign));
}

/** `collection` as the path below the user has it; `all` in the service's own order. */
export function listed(call: GraphCall, collection: string, type: ObjectType, all: readonly Listed[]): ServiceAnswer {
  const { query } = call;
  checkOptions(query);
  const names = selectedProperties(query, type, 'list');
  const rows = ordered(query, type, filtered(query, type, all));
  const [top, skip] = [wholeNumber(query, '$top', 10, 1, 1000), wholeNumber(query, '$skip', 0, 0, 1_000_000)];
  const page = rows.slice(skip, skip + top);
  const following = new URLSearchParams(query);
  following.set('$skip', `${skip + top}`);
  const link = `${graphBase}/users/${encodeURIComponent(call.ids[0] as string)}/${collection}?${following.toString().replaceAll('%24', '$')}`;
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#${userPath(call)}/${collection}${names === null ? '' : `(${names.join(',')})`}`,
      ...(query.get('$count')?.toLowerCase() === 'true' ? { '@odata.count': rows.length } : {}),
      ...(skip + top < rows.length ? { '@odata.nextLink': link } : {}),
      value: page.map(({ view, extended }) => ({
        ...projected(view, names, type),
        ...extendedOf(query, extended ?? []),
      })),
    },
  };
}

/** A single one, with what `$select` and `$expand` name. */
export function shownAlone(query: URLSearchParams, type: ObjectType, { view, extended }: Listed): object {
  checkOptions(query, ['$select', '$expand']);
  return {
    ...projected(view, selectedProperties(query, type, 'single'), type),
    ...extendedOf(query, extended ?? []),
  };
}
