/** Guide 67, 68: whose sign-in name leaves the moving domains, and what it becomes. */
import type { StepContext } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { addressHolders, type Everyone } from '../addresses/address-holders.js';
import { assignLocalParts } from '../addresses/local-part-collisions.js';
import type { Renamed } from '../addresses/renamed.js';
import { upnScope, userRef } from './upn-scope.js';

export interface NewSignInName {
  readonly user: GraphUser;
  readonly to: string;
}

export interface NewSignInNames {
  readonly names: readonly NewSignInName[];
  readonly renamed: readonly Renamed[];
  readonly leftOut: readonly Remark[];
}

export function newSignInNames(
  everyone: Everyone,
  ctx: Pick<StepContext, 'migration' | 'roster' | 'protectedAccounts'>,
): NewSignInNames {
  const initialDomain = ctx.migration.initialDomain.source;
  const { inScope, leftOut } = upnScope(everyone.users, ctx);
  const locals = assignLocalParts({
    kind: 'sign-in-name',
    claimants: inScope.map((user) => ({ id: user.id, address: user.userPrincipalName })),
    holders: addressHolders(everyone),
    targetDomain: initialDomain,
    movingDomains: ctx.migration.movingDomains,
  });
  const given = inScope.flatMap((user) => {
    const assigned = locals.get(user.id);
    return assigned === undefined ? [] : [{ user, to: `${assigned.local}@${initialDomain}`, why: assigned.renamed }];
  });
  return {
    names: given.map(({ user, to }) => ({ user, to })),
    renamed: given.flatMap(({ user, to, why }) =>
      why === null ? [] : [{ object: userRef(user), from: user.userPrincipalName, to, why }],
    ),
    leftOut,
  };
}
