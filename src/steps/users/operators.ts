/** The people on the roster and the protected accounts, found among a tenant's users. No bulk change touches what is found here. */
import type { ProtectedAccount, RosterPerson, StepContext } from '../../contract/context.js';
import type { Side } from '../../contract/step.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { smtpAddresses } from '../addresses/proxy-address.js';

export type Operator =
  | { readonly kind: 'person'; readonly person: RosterPerson }
  | { readonly kind: 'protected'; readonly account: ProtectedAccount };

export const isGuest = (user: Pick<GraphUser, 'userType' | 'userPrincipalName'>): boolean =>
  user.userType === 'Guest' || user.userPrincipalName.includes('#EXT#');

/**
 * The home address in a guest's sign-in name: `ivan_contoso.com#EXT#@host.onmicrosoft.com` was `ivan@contoso.com`. Entra replaces the
 * at sign by the last underscore.
 */
export function homeAddressOfGuest(userPrincipalName: string): string | null {
  const end = userPrincipalName.indexOf('#EXT#');
  if (end === -1) return null;
  const name = userPrincipalName.slice(0, end);
  const at = name.lastIndexOf('_');
  return at <= 0 ? null : `${name.slice(0, at)}@${name.slice(at + 1)}`;
}

/** Addresses and names by which a person may be known outside the host tenant; lower case. */
export function namesOf(person: RosterPerson): ReadonlySet<string> {
  const home = person.userPrincipalName === null ? null : homeAddressOfGuest(person.userPrincipalName);
  const names = [person.email, person.userPrincipalName, home].filter((name) => name !== null);
  return new Set(names.map((name) => name.toLowerCase()));
}

/** The person's own account (not a guest's) and, apart from it, their account as a guest. */
export function accountsOf(
  person: RosterPerson,
  users: readonly GraphUser[],
): { readonly members: readonly GraphUser[]; readonly guests: readonly GraphUser[] } {
  const names = namesOf(person);
  const found = users.filter((user) => user.id === person.personId || knownAs(user, names));
  return { members: found.filter((user) => !isGuest(user)), guests: found.filter(isGuest) };
}

export function protectedUser(account: ProtectedAccount, users: readonly GraphUser[]): GraphUser | null {
  const wanted = account.account.toLowerCase();
  return (
    users.find((user) => user.id.toLowerCase() === wanted || user.userPrincipalName.toLowerCase() === wanted) ?? null
  );
}

/** Every account of an operator on one side, by object id. */
export function operatorsAmong(
  users: readonly GraphUser[],
  side: Side,
  ctx: Pick<StepContext, 'roster' | 'protectedAccounts'>,
): ReadonlyMap<string, Operator> {
  const found = new Map<string, Operator>();
  for (const person of ctx.roster) {
    const { members, guests } = accountsOf(person, users);
    for (const user of [...guests, ...members]) found.set(user.id, { kind: 'person', person });
  }
  for (const account of ctx.protectedAccounts.filter((one) => one.side === side)) {
    const user = protectedUser(account, users);
    if (user !== null) found.set(user.id, { kind: 'protected', account });
  }
  return found;
}

/** Read once a user: a tenant of ten thousand is looked through for each person on the roster, and again in every plan's remarks. */
const ownNames = new WeakMap<GraphUser, readonly string[]>();

function knownAs(user: GraphUser, names: ReadonlySet<string>): boolean {
  let own = ownNames.get(user);
  if (own === undefined) {
    own = [user.userPrincipalName, user.mail ?? '', ...smtpAddresses(user.proxyAddresses)]
      .filter((name) => name !== '')
      .map((name) => name.toLowerCase());
    ownNames.set(user, own);
  }
  return own.some((name) => names.has(name));
}
