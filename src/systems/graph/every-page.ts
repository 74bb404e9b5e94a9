/** Whole lists of Graph. */
import { SystemFault } from '../../errors.js';
import type { GraphConnection } from './connection.js';

/** As often as an enumeration begins again before the list counts as not to be had. */
const mostRestarts = 3;

/**
 * Follows next links to the end. A page that cannot be had breaks the enumeration, most often because its skip token has expired (400 or
 * 410): then it begins again from page one, a few times. A page without a list, or a link that comes back, is a fault: a partial list is
 * never returned, unless whoever asks names the `most` that they will read. https://learn.microsoft.com/graph/paging
 */
export async function everyPage<T extends { readonly id: string }>(
  connection: GraphConnection,
  operation: string,
  firstPath: string,
  keyOf: (item: T) => string = ({ id }) => id,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly T[]> {
  for (let restart = 0; ; restart += 1) {
    try {
      return await enumerate<T>(connection, operation, firstPath, keyOf, most);
    } catch (cause) {
      if (!(cause instanceof BrokenEnumeration)) throw cause;
      if (restart >= mostRestarts) throw cause.fault;
      await connection.rest(1000 * 2 ** restart);
    }
  }
}

class BrokenEnumeration extends Error {
  constructor(readonly fault: SystemFault) {
    super(fault.message);
  }
}

async function enumerate<T extends { readonly id: string }>(
  connection: GraphConnection,
  operation: string,
  firstPath: string,
  keyOf: (item: T) => string,
  most: number,
): Promise<readonly T[]> {
  const found = new Map<string, T>();
  const seen = new Set<string>();
  let path: string | undefined = firstPath;
  while (path !== undefined) {
    if (seen.has(path)) throw connection.noAnswer(operation, new Error('a next link led back to a page already read'));
    seen.add(path);
    const page = (await connection.read(operation, path).catch((cause: unknown) => {
      // The first page failing is the list being refused; a later one is the enumeration breaking.
      throw seen.size > 1 && cause instanceof SystemFault ? new BrokenEnumeration(cause) : cause;
    })) as { value?: unknown; '@odata.nextLink'?: string } | null;
    if (!Array.isArray(page?.value)) throw connection.noAnswer(operation, new Error('a page came without a list'));
    // By its key: an object that moved between two pages while we read comes twice.
    for (const item of page.value as T[]) found.set(keyOf(item), item);
    path = found.size < most ? page['@odata.nextLink'] : undefined;
  }
  return [...found.values()];
}
