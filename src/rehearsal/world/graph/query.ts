/** The query options of a request. https://learn.microsoft.com/en-us/graph/query-parameters and https://learn.microsoft.com/en-us/graph/aad-advanced-queries */
import { lagOf, type ServiceAnswer } from '../context.js';
import type { CollectionName } from '../entities.js';
import { projected, selectedProperties, viewOf, type EntityType, type ObjectType } from './entity-type.js';
import { GraphRefusal, unsupportedQuery } from './errors.js';
import { compileFilter } from './filter.js';
import { graphBase } from './host.js';
import { compileOrder, type Order } from './order.js';
import type { GraphCall } from './route.js';
import { compileSearch } from './search.js';

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
const ofCollections = ['$filter', '$top', '$count', '$skiptoken', '$orderby', '$search'];

/** Refuses options that no route takes. */
export function checkQuery(query: URLSearchParams): void {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !known.has(name.toLowerCase())) {
      throw new GraphRefusal(400, 'BadRequest', `The query parameter '${name}' is not supported.`);
    }
  }
  if (query.has('$expand'))
    throw unsupportedQuery("Unsupported Query: the rehearsal world does not serve '$expand' here.");
}

/** A single object, or an answer that is no collection to be asked about. */
export function checkSingleQuery(query: URLSearchParams): void {
  checkQuery(query);
  if (ofCollections.some((name) => query.has(name))) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      'The query specified in the URI is not valid. The requested resource is not a collection. Query options $filter, $orderby, $count, $skip, and $top can be applied only on collections.',
    );
  }
}

export type View = Readonly<Record<string, unknown>>;

/** What a list is asked, once everything about it is known to be allowed. */
interface Question {
  readonly names: readonly string[] | null;
  readonly matches: ((view: View) => boolean) | null;
  readonly order: Order | null;
  readonly top: number;
  readonly counts: boolean;
  /** Answered from the index behind `ConsistencyLevel: eventual`. */
  readonly indexed: boolean;
}

function questionOf({ query, request }: GraphCall, type: ObjectType): Question {
  checkQuery(query);
  const names = selectedProperties(query, type, 'list');
  const given = query.get('$filter');
  const filter = given === null ? null : compileFilter(given, type);
  const searched = query.get('$search');
  const sorted = query.get('$orderby');
  const refuseHere = (name: string): never => {
    throw unsupportedQuery(`Unsupported Query: '${name}' is not supported for '${type.type}'.`);
  };
  if (!type.isDirectoryObject && searched !== null) refuseHere('$search');
  if (!type.isDirectoryObject && sorted !== null) refuseHere('$orderby');
  const eventual = request.headers['consistencylevel']?.toLowerCase() === 'eventual';
  if (searched !== null && !eventual) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const search = searched === null ? null : compileSearch(searched, type);
  const order = sorted === null ? null : compileOrder(sorted, type);
  const counted = countOption(query);
  if (filter?.advanced === true && !(eventual && counted)) {
    throw unsupportedQuery(
      `Operator or property in the filter '${given}' is supported only with the header ConsistencyLevel: eventual and $count=true. See https://aka.ms/graph-docs/advanced-queries`,
    );
  }
  // Together they are always an advanced query.
  if (order !== null && (order.advanced || filter !== null) && !(eventual && counted)) {
    throw unsupportedQuery(
      'Sorting not supported for current query: it wants the header ConsistencyLevel: eventual and $count=true. See https://aka.ms/graph-docs/advanced-queries',
    );
  }
  const tests = [filter?.matches, search].filter((one) => one !== undefined && one !== null);
  return {
    names,
    matches: tests.length === 0 ? null : (view) => tests.every((test) => test(view)),
    order,
    top: pageSize(query.get('$top'), type.pages),
    // Without the header the option is silently ignored.
    counts: counted && eventual,
    indexed: eventual && (counted || search !== null),
  };
}

/** What a list is made of, in the order of its keys: looked at only where the question leads. */
export interface Rows {
  readonly keys: readonly string[];
  /** The object as a reader sees it who is so many seconds behind at the most; undefined when there was none. */
  at(key: string, longestLagSeconds: number): View | undefined;
}

export interface Shown {
  readonly show?: (view: View, names: readonly string[] | null) => object;
  /** Where the page says another one than the path. */
  readonly context?: string;
}

export function listAnswer<Name extends CollectionName>(
  call: GraphCall,
  path: string,
  type: EntityType<Name>,
): ServiceAnswer {
  const { world, side, now } = call;
  return answerRows(call, path, type, {
    keys: world.store.keys(side, type.collection),
    at(key, longestLag) {
      const entity = world.store.seen(side, type.collection, key, now, lagOf(world, key, longestLag));
      return entity === undefined ? undefined : viewOf(entity, type);
    },
  });
}

export function answerRows(
  call: GraphCall,
  path: string,
  type: ObjectType,
  rows: Rows,
  { show = (view, names) => projected(view, names, type), context }: Shown = {},
): ServiceAnswer {
  const { world, query } = call;
  const question = questionOf(call, type);
  const { names, top, order, matches } = question;
  const { scan, start } = placeOf(call);
  const lag = question.indexed ? world.store.faults.indexLagSeconds : world.store.faults.listLagSeconds;
  const fits = (view: View | undefined): view is View => view !== undefined && (matches === null || matches(view));

  const page: View[] = [];
  let total = 0;
  let next: string | null = null;
  if (order !== null) {
    const all = rows.keys.map((key) => rows.at(key, lag)).filter(fits);
    all.sort((a, b) => order.compare(a, b));
    const from = Number(start ?? 0);
    page.push(...all.slice(from, from + top));
    total = all.length;
    if (from + top < total) next = `${from + top}`;
  } else {
    const countsNow = question.counts && start === null;
    for (let i = firstAfter(rows.keys, start); i < rows.keys.length; i += 1) {
      const view = rows.at(rows.keys[i] as string, lag);
      if (!fits(view)) continue;
      total += 1;
      if (page.length < top) page.push(view);
      else {
        next ??= String(page.at(-1)?.['id']);
        if (!countsNow) break;
      }
    }
  }
  const following = new URLSearchParams(query);
  if (next !== null) following.set('$skiptoken', world.scans.token(scan ?? world.scans.begin(), next));
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#${context ?? path}${names === null ? '' : `(${names.join(',')})`}`,
      // "The @odata.count property is present only in the first page."
      ...(question.counts && start === null ? { '@odata.count': total } : {}),
      ...(next === null ? {} : { '@odata.nextLink': `${graphBase}/${path}?${unescapeDollar(following)}` }),
      value: page.map((view) => show(view, names)),
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

function countOption(query: URLSearchParams): boolean {
  const given = query.get('$count');
  if (given === null) return false;
  const value = given.toLowerCase();
  if (value !== 'true' && value !== 'false') {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Invalid value '${given}' for $count query option found. Valid values are 'false', 'true'.`,
    );
  }
  return value === 'true';
}

function pageSize(top: string | null, { usual, most } = { usual: 100, most: 999 }): number {
  if (top === null) return usual;
  const size = Number(top);
  if (!Number.isInteger(size) || size < 1) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  if (size > most)
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${size}'. Must be between 1 and ${most} inclusive.`,
    );
  return size;
}

/** Where the list goes on: nowhere yet for a first page. */
function placeOf({ query, world }: GraphCall): { readonly scan: number | null; readonly start: string | null } {
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
