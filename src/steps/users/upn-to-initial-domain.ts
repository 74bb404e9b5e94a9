/**
 * Guide 67, 68: sign-in names leave the moving domains. By object id, never by name. A name change makes Exchange rewrite addresses some
 * time later, in ways nobody promises (the new name may become the primary address or an alias); so going back means the name first, then
 * waiting until Exchange has followed, then the whole recorded list of addresses where it differs.
 */
import { defineChange, type PlanDraft } from '../../contract/change.js';
import type { Remark } from '../../contract/finding.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { addressHolders, objectIdOf } from '../addresses/address-holders.js';
import { assignLocalParts, type Assigned } from '../addresses/local-part-collisions.js';
import { sortedAddresses } from '../addresses/proxy-address.js';
import type { Systems } from '../systems.js';
import { accountsOf } from './operators.js';
import { applyNames } from './upn-apply.js';
import { observeNames } from './upn-observe.js';
import { isOnMovingDomain, upnScope, userRef } from './upn-scope.js';
import { verifyNames } from './upn-verify.js';
import type { UpnChange, UpnValue } from './upn-value.js';

/** https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/troubleshoot-userprincipalname-changes */
const longestLocalPart = 64;
/** Microsoft's limit on mail from onmicrosoft.com addresses, for the whole organisation. */
const externalRecipients = { limit: 100, hours: 24 };
const secondsPerUser = 0.6;

export const upnToInitialDomain = (systems: Systems) =>
  defineChange<UpnValue>({
    name: 'upn-to-initial-domain',
    batchSize: 20,
    concurrency: 4,
    settleSeconds: 120,
    verifyWithin: 1800,
    verifyEvery: 30,

    async plan(ctx): Promise<PlanDraft<UpnValue>> {
      const { graph, exchange } = systems.source;
      const initialDomain = ctx.migration.initialDomain.source;
      const [users, deletedUsers, recipients, mailboxes] = await Promise.all([
        graph.users(),
        graph.deletedUsers(),
        exchange.recipients(),
        exchange.mailboxes(),
      ]);
      const { inScope, leftOut } = upnScope(users, ctx);
      const locals = assignLocalParts({
        claimants: inScope.map((user) => ({ id: user.id, address: user.userPrincipalName })),
        holders: addressHolders({ users, deletedUsers, recipients }),
        targetDomain: initialDomain,
        movingDomains: ctx.migration.movingDomains,
      });
      const addressesOf = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox.EmailAddresses]));
      const changes = inScope.map((user) => changeOf(user, addressesOf.get(user.id), locals, initialDomain));
      const renamed = changes.filter((change) => locals.get(change.object.id)?.renamed);
      return {
        changes,
        blockers: [
          ...inScope
            .filter((user) => user.onPremisesSyncEnabled === true)
            .map((user): Remark => ({
              code: 'user-synced',
              facts: { name: user.userPrincipalName },
              object: userRef(user),
            })),
          ...inScope
            .filter((user) => (locals.get(user.id)?.local.length ?? 0) > longestLocalPart)
            .map((user): Remark => ({
              code: 'name-too-long',
              facts: { name: user.userPrincipalName, limit: longestLocalPart },
              object: userRef(user),
            })),
        ],
        warnings: [
          ...warningsOf(changes, renamed, users, ctx.migration.movingDomains),
          // Who is not found here cannot be left out by name: a person must look before anybody approves.
          ...ctx.roster
            .filter((person) => person.company === 'source' && accountsOf(person, users).members.length === 0)
            .map((person): Remark => ({ code: 'roster-person-not-found', facts: { person: person.name } })),
        ],
        leftOut,
        undoSeconds: Math.ceil(300 + changes.length * secondsPerUser),
      };
    },

    observe: (_ctx, changes) => observeNames(systems.source, changes),
    apply: (ctx, changes) => applyNames(systems.source, ctx, changes),
    verify: (ctx, changes) => verifyNames(systems.source, ctx, changes),

    invert(change, observedBefore) {
      const { userPrincipalName, emailAddresses } = observedBefore;
      const after: UpnValue =
        emailAddresses === undefined ? { userPrincipalName } : { userPrincipalName, emailAddresses };
      return { side: change.side, object: change.object, before: change.after, after };
    },
  });

function changeOf(
  user: GraphUser,
  emailAddresses: readonly string[] | undefined,
  locals: ReadonlyMap<string, Assigned>,
  initialDomain: string,
): UpnChange {
  const { userPrincipalName } = user;
  const local = locals.get(user.id)?.local as string;
  return {
    side: 'source',
    object: userRef(user),
    // Only a mailbox has addresses that can be put back: an unlicensed user's are read-only everywhere.
    before:
      emailAddresses === undefined
        ? { userPrincipalName }
        : { userPrincipalName, emailAddresses: sortedAddresses(emailAddresses) },
    after: { userPrincipalName: `${local}@${initialDomain}` },
  };
}

function warningsOf(
  changes: readonly UpnChange[],
  renamed: readonly UpnChange[],
  users: readonly GraphUser[],
  movingDomains: readonly string[],
): readonly Remark[] {
  const warnings: Remark[] = [];
  if (changes.length > 0) warnings.push({ code: 'external-recipient-limit', facts: externalRecipients });
  if (renamed.length > 0) warnings.push({ code: 'names-collide', facts: { count: renamed.length } });
  for (const { object, before, after } of renamed) {
    const facts = { from: before.userPrincipalName, to: after.userPrincipalName };
    warnings.push({ code: 'name-renamed', facts, object });
  }
  const changing = new Set(changes.map(({ object }) => object.id));
  const staying = users.filter((user) => isOnMovingDomain(user, movingDomains) && !changing.has(user.id));
  if (staying.length > 0) warnings.push({ code: 'names-stay-on-moving-domain', facts: { count: staying.length } });
  return warnings;
}
