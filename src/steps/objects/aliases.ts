/**
 * Aliases that nobody has: Exchange refuses one that is taken, and makes of it, at the tenant's default domain, the name that a mailbox nobody signs
 * in to has for signing in. https://learn.microsoft.com/powershell/module/exchangepowershell/new-mailbox#-alias
 */
import type { DestinationTenant } from '../users/mapping/objects.js';
import type { Holders } from './hindrances.js';
import { aliasOf, type MadeKind } from './value.js';
import type { Wanted } from './wanted.js';

const withAlias: ReadonlySet<MadeKind> = new Set<MadeKind>([
  'mailbox',
  'contact',
  'm365-group',
  'distribution-group',
  'dynamic-distribution-group',
]);
const longest = 64;

/** @param madeIdOf The id of what was made for a row already: its alias is its own. */
export function withFreeAliases(
  wanted: readonly Wanted[],
  { objects, defaultDomain }: DestinationTenant,
  { byAddress, held }: Holders,
  madeIdOf: (sourceId: string) => string | undefined,
): readonly Wanted[] {
  const holders = new Map(objects.flatMap(({ alias, id }) => (alias === undefined ? [] : [[alias, id] as const])));
  const given = new Set<string>();
  return wanted.map((one): Wanted => {
    if (!withAlias.has(one.kind)) return one;
    const own = madeIdOf(one.row.sourceId);
    const isTaken = (alias: string): boolean => {
      const address = `${alias}@${defaultDomain ?? ''}`;
      const isOthers = (id: string | undefined): boolean => id !== undefined && id !== own;
      // Whoever has the address that it is to have itself is told as such.
      const isNameTaken =
        address !== one.row.target.toLowerCase() && isOthers((byAddress.get(address) ?? held.get(address))?.id);
      return given.has(alias) || isOthers(holders.get(alias)) || isNameTaken;
    };
    const wish = aliasOf(one.row.target);
    const alias = [wish, ...numbered(wish)].find((other) => !isTaken(other.toLowerCase())) ?? wish;
    given.add(alias.toLowerCase());
    if (one.kind === 'm365-group') return { ...one, after: { ...one.after, mailNickname: alias } };
    return alias === wish ? one : { ...one, after: { ...one.after, alias } };
  });
}

const mostTried = 100;
const numbered = (wish: string): readonly string[] =>
  Array.from({ length: mostTried }, (_, n) => `${wish.slice(0, longest - 4)}-${n + 2}`);
