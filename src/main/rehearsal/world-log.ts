/** What the world's own log says about a rehearsal: who wrote what twice, which removals were refused and why, how long a release took. */
import type { Company, Side, Tenant } from '../../rehearsal/world/entities.js';

/** A line of the world's own log. */
export interface WorldLogEntry {
  readonly n: number;
  readonly receivedAt: { readonly wall: string; readonly virtual?: string };
  readonly actor: 'application' | 'administrator';
  readonly method: string;
  readonly url: string;
  readonly write: boolean;
  /** Of a write with a body: a digest of it. */
  readonly content?: string;
  readonly batch: number | null;
  readonly objects: readonly {
    readonly kind: string;
    readonly id: string;
    readonly side?: Side;
    readonly properties?: readonly string[];
  }[];
  readonly applied: boolean;
  readonly refusedFor?: readonly { readonly kind: string; readonly id: string }[];
  readonly status: number | null;
}

export async function worldLog(url: string): Promise<readonly WorldLogEntry[]> {
  return ((await (await fetch(`${url}/world/log?after=0`)).json()) as { entries: readonly WorldLogEntry[] }).entries;
}

export async function lastEntry(url: string): Promise<number> {
  return ((await (await fetch(`${url}/world/log?after=${Number.MAX_SAFE_INTEGER}`)).json()) as { last: number }).last;
}

export const isEnvelope = (entry: WorldLogEntry): boolean => entry.url.endsWith('/$batch');

/**
 * Objects that an application wrote more than once through the same door, by the world's own log. `turns` are the numbers of the log's
 * entries after which another piece of work began (another step, a back-out, the undo of one step); `ways` those after which the direction
 * changed. Of an object each property counts by itself: two steps beside each other write a mailbox's addresses and its switches. Within one way the same content must not reach an object twice, whichever work it is: steps run beside each other, and one
 * that ends would hide a repetition by another.
 */
export function repeatedWrites(
  log: readonly WorldLogEntry[],
  { turns = [], ways = [] }: { readonly turns?: readonly number[]; readonly ways?: readonly number[] } = {},
): readonly string[] {
  const times = new Map<string, number>();
  const count = (key: string): unknown => times.set(key, (times.get(key) ?? 0) + 1);
  const begun = (marks: readonly number[], n: number): number => marks.filter((mark) => n > mark).length;
  for (const entry of log) {
    const done = entry.applied || (entry.status !== null && entry.status >= 200 && entry.status < 300);
    if (entry.actor !== 'application' || !entry.write || !done || isEnvelope(entry)) continue;
    for (const { kind, id, side, properties = [] } of entry.objects) {
      // A domain has one name at both sides.
      const door = `${[side, kind, id].filter(Boolean).join(' ')} through ${doorOf(entry)}`;
      for (const property of properties.length === 0 ? ['any'] : properties)
        count(`${door} in work ${begun(turns, entry.n)}, ${property}`);
      if (entry.content !== undefined)
        count(`${door} with the same content ${entry.content} on way ${begun(ways, entry.n)}`);
    }
  }
  return [...times].filter(([, often]) => often > 1).map(([key, often]) => `${key}: ${often} times`);
}

/** A domain is added, verified, given its services and removed through doors of their own; so is an account given a licence. */
function doorOf({ url, method }: WorldLogEntry): string {
  const { host, pathname } = new URL(url);
  if (pathname.endsWith('/assignLicense')) return `${host} assignLicense`;
  return /\/domains(\/|$)/.test(pathname) ? `${host} ${method} ${pathname.replace(/^\/[^/]+/, '')}` : host;
}

export interface RefusedRemoval {
  readonly domain: string;
  readonly side: Side;
  readonly objects: readonly { readonly kind: string; readonly id: string }[];
}

/** Removals the services themselves refused because something still held the domain. */
export function refusedRemovals(log: readonly WorldLogEntry[], seen: readonly Company[]): readonly RefusedRemoval[] {
  const atDestination = new Set(seen.flatMap(({ tenants }) => idsIn(tenants.destination)));
  return log.flatMap((entry): RefusedRemoval[] => {
    const { actor, refusedFor: objects, url } = entry;
    if (actor !== 'application' || objects === undefined) return [];
    const domain = /\/domains\/([^/]+)/.exec(new URL(url).pathname)?.[1] ?? '';
    const side = objects.some(({ id }) => atDestination.has(id)) ? 'destination' : 'source';
    return [{ domain: decodeURIComponent(domain), side, objects }];
  });
}

const idsIn = ({ users, deletedUsers, groups, contacts, recipients }: Tenant): readonly string[] => [
  ...[...users, ...deletedUsers, ...groups, ...contacts].map(({ id }) => id),
  ...recipients.map(({ Guid }) => Guid),
];

/** Seconds of virtual time from the removal of a domain at one side to its verification at the other, by domain. */
export function releases(log: readonly WorldLogEntry[]): ReadonlyMap<string, number> {
  const removed = new Map<string, number>();
  const found = new Map<string, number>();
  for (const { applied, url, method, receivedAt, actor } of log) {
    const [, domain = '', deed = ''] = /\/domains\/([^/]+)(?:\/(\w+))?$/.exec(url) ?? [];
    if (actor !== 'application' || !applied || domain === '') continue;
    const at = Date.parse(receivedAt.virtual ?? receivedAt.wall);
    if (method === 'DELETE' || deed === 'forceDelete') removed.set(domain, at);
    const since = removed.get(domain);
    if (deed === 'verify' && since !== undefined && !found.has(domain)) found.set(domain, (at - since) / 1000);
  }
  return found;
}

/** One name for an object that both services know. */
export function objectNames(dump: Company): (id: string) => string {
  const owners = new Map(
    (['source', 'destination'] as const).flatMap((side) =>
      dump.tenants[side].recipients.map(({ Guid, ExternalDirectoryObjectId }): [string, string] => [
        Guid,
        ExternalDirectoryObjectId || Guid,
      ]),
    ),
  );
  return (id) => owners.get(id) ?? id;
}
