/** Which users the change of sign-in names is about, and why the others are not. */
import type { StepContext } from '../../contract/context.js';
import type { ObjectRef, Remark } from '../../contract/finding.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { domainOf } from '../addresses/proxy-address.js';
import { operatorRemark } from './operator-remark.js';
import { isGuest, operatorsAmong } from './operators.js';

export interface UpnScope {
  readonly inScope: readonly GraphUser[];
  readonly leftOut: readonly Remark[];
}

export function upnScope(
  users: readonly GraphUser[],
  ctx: Pick<StepContext, 'migration' | 'roster' | 'protectedAccounts'>,
): UpnScope {
  const operators = operatorsAmong(users, 'source', ctx);
  const inScope: GraphUser[] = [];
  const leftOut: Remark[] = [];
  for (const user of users) {
    const operator = operators.get(user.id);
    if (!isOnMovingDomain(user, ctx.migration.movingDomains)) {
      // Guests sign in at home: their names here carry the home address, and change nothing.
      if (isGuest(user))
        leftOut.push({ code: 'left-out-guest', facts: { name: user.userPrincipalName }, object: userRef(user) });
    } else if (operator !== undefined) {
      leftOut.push(operatorRemark(operator, userRef(user)));
    } else if (isGuest(user)) {
      leftOut.push({ code: 'left-out-guest', facts: { name: user.userPrincipalName }, object: userRef(user) });
    } else {
      inScope.push(user);
    }
  }
  return { inScope, leftOut };
}

/** The domain after the at sign, without case; a subdomain of a moving domain is a domain of its own. */
export const isOnMovingDomain = (
  { userPrincipalName }: Pick<GraphUser, 'userPrincipalName'>,
  movingDomains: readonly string[],
): boolean => movingDomains.includes(domainOf(userPrincipalName) ?? '');

export const userRef = (user: GraphUser): ObjectRef => ({ kind: 'user', id: user.id, label: user.userPrincipalName });
