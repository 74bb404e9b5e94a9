/** `$select`, `$filter`, `$top`, `$count`, `$skiptoken` over a collection. https://learn.microsoft.com/en-us/graph/query-parameters */
import { lagOf, type ServiceAnswer } from '../context.js';
import type { CollectionName, Collections } from '../entities.js';
import { GraphRefusal, unknownProperty, unsupportedQuery } from './errors.js';
import { compileFilter, type Filterable } from './filter.js';
import { graphBase } from './host.js';
import type { GraphCall } from './route.js';

/** How an entity of a collection looks from outside. */
export interface EntityType<Name extends CollectionName> extends Filterable {
  readonly collection: Name;
  readonly defaults: readonly string[];
  /** Where the page says something else than the stored property. */
  readonly view?: (entity: Collections[Name]) => object;
  readonly odataType?: string;
}

const known = new Set([
  '$select',
  '$filter',
  '$top',
  '$count',
  '$skiptoken',
  '$orderby',
  '$expand',
  '$search',
  '$format',
]);

export function checkQuery(query: URLSearchParams): void {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !known.has(name.toLowerCase())) {
      throw new GraphRefusal(400, 'BadRequest', `The query parameter '${name}' is not supported.`);
    }
  }
  for (const name of ['$expand', '$search', '$orderby']) {
    if (query.has(name))
      throw unsupportedQuery(`Unsupported Query: the rehearsal world does not serve '${name}' here.`);
  }
}

export function selectedProperties<Name extends CollectionName>(
  query: URLSearchParams,
  type: EntityType<Name>,
): readonly string[] | null {
  const text = query.get('$select');
  if (text === null || text.trim() === '') return null;
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('*')) return [...type.properties];
  for (const name of names) if (!type.properties.has(name)) throw unknownProperty(name, type.type);
  return names;
}

export function project<Name extends CollectionName>(
  entity: Collections[Name],
  names: readonly string[] | null,
  type: EntityType<Name>,
): Record<string, unknown> {
  const whole = (type.view?.(entity) ?? entity) as Record<string, unknown>;
  const shown: Record<string, unknown> = {};
  if (type.odataType !== undefined) shown['@odata.type'] = type.odataType;
  for (const name of names ?? type.defaults) shown[name] = whole[name] ?? null;
  // The key is always there.
  if (shown['id'] === undefined) shown['id'] = whole['id'];
  return shown;
}

export function listAnswer<Name extends CollectionName>(
  call: GraphCall,
  path: string,
  type: EntityType<Name>,
): ServiceAnswer {
  const { world, side, query, request, now } = call;
  checkQuery(query);
  const names = selectedProperties(query, type);
  const filterText = query.get('$filter');
  const filter = filterText === null ? null : compileFilter(filterText, type);
  const eventual = request.headers['consistencylevel']?.toLowerCase() === 'eventual';
  const counts = query.get('$count')?.toLowerCase() === 'true';
  if (filter?.advanced === true && !(eventual && counts)) {
    throw unsupportedQuery(
      `Operator or property in the filter '${filterText}' is supported only with the header ConsistencyLevel: eventual and $count=true. See https://aka.ms/graph-docs/advanced-queries`,
    );
  }
  const top = pageSize(query.get('$top'));
  const { scan, start } = placeOf(call);
  const lag =
    eventual && (filter?.advanced === true || counts)
      ? world.store.faults.indexLagSeconds
      : world.store.faults.listLagSeconds;

  const keys = world.store.keys(side, type.collection);
  const value: Record<string, unknown>[] = [];
  let next: string | null = null;
  let total = 0;
  const countAll = counts && eventual;
  for (let i = countAll ? 0 : firstAfter(keys, start); i < keys.length; i += 1) {
    const key = keys[i] as string;
    const entity = world.store.seen(side, type.collection, key, now, lagOf(world, key, lag));
    if (entity === undefined) continue;
    if (filter !== null && !filter.matches((type.view?.(entity) ?? entity) as object)) continue;
    total += 1;
    if (start !== null && key <= start) continue;
    if (value.length < top) value.push(project(entity, names, type));
    else {
      next ??= (value.at(-1) as { id: string }).id;
      if (!countAll) break;
    }
  }
  const nextQuery = new URLSearchParams(query);
  if (next !== null) nextQuery.set('$skiptoken', world.scans.token(scan ?? world.scans.begin(), next));
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#${path}${names === null ? '' : `(${names.join(',')})`}`,
      ...(countAll ? { '@odata.count': total } : {}),
      ...(next === null ? {} : { '@odata.nextLink': `${graphBase}/${path}?${unescapeDollar(nextQuery)}` }),
      value,
    },
  };
}

/** Graph writes its links with a plain dollar. */
const unescapeDollar = (query: URLSearchParams): string => query.toString().replaceAll('%24', '$');

function firstAfter(keys: readonly string[], start: string | null): number {
  if (start === null) return 0;
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pageSize(top: string | null): number {
  if (top === null) return 100;
  const size = Number(top);
  if (!Number.isInteger(size) || size < 1) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  if (size > 999)
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${size}'. Must be between 1 and 999 inclusive.`,
    );
  return size;
}

/** Where the list goes on: nowhere yet for a first page. */
export function placeOf({ query, world }: GraphCall): { readonly scan: number | null; readonly start: string | null } {
  const token = query.get('$skiptoken');
  if (token === null) return { scan: null, start: null };
  const page = world.scans.read(token);
  if (page !== null && world.strikes.strikes('graph/page', world.store.faults.pageLostEvery.graph)) {
    world.scans.lose(page.scan);
  }
  if (page === null || world.scans.isLost(page.scan)) {
    throw new GraphRefusal(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  }
  return { scan: page.scan, start: page.place };
}
