/**
 * Guide 67, 68: sign-in names leave the moving domains. By object id, never by name. A name change makes Exchange rewrite addresses some
 * time later, in ways nobody promises (the new name may become the primary address or an alias); so going back means the name first, then
 * waiting until Exchange has followed, then the whole recorded list of addresses where it differs.
 */
import { defineChange, type PlanDraft } from '../../contract/change.js';
import type { Remark } from '../../contract/finding.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { hasNoRoomFor, noRoom } from '../addresses/most-addresses.js';
import { sortedAddresses } from '../addresses/proxy-address.js';
import { renamedRemarks, type Renamed } from '../addresses/renamed.js';
import type { Systems } from '../systems.js';
import { newSignInNames, type NewSignInName } from './new-sign-in-names.js';
import { accountsOf } from './operators.js';
import { applyNames } from './upn-apply.js';
import { observeNames } from './upn-observe.js';
import { isOnMovingDomain, userRef } from './upn-scope.js';
import { verifyNames } from './upn-verify.js';
import type { UpnChange, UpnValue } from './upn-value.js';

/** Microsoft's limit on mail from onmicrosoft.com addresses, for the whole organisation. */
const externalRecipients = { limit: 100, hours: 24 };
const secondsPerUser = 0.6;

export const upnToInitialDomain = (systems: Systems) =>
  defineChange<UpnValue>({
    name: 'upn-to-initial-domain',
    calls: {
      source: [
        'graph.users',
        'graph.deletedUsers',
        'graph.usersById',
        'graph.changeUserPrincipalNames',
        'exchange.recipients',
        'exchange.mailboxes',
        'exchange.mailboxesById',
        'exchange.setMailboxEmailAddresses',
      ],
    },
    batchSize: 20,
    concurrency: 4,
    settleSeconds: 120,
    verifyWithin: 1800,
    verifyEvery: 30,

    async plan(ctx): Promise<PlanDraft<UpnValue>> {
      const { graph, exchange } = systems.source;
      const [users, deletedUsers, recipients, mailboxes] = await Promise.all([
        graph.users(),
        graph.deletedUsers(),
        exchange.recipients(),
        exchange.mailboxes(),
      ]);
      const { names, renamed, leftOut } = newSignInNames({ users, deletedUsers, recipients }, ctx);
      const addressesOf = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox.EmailAddresses]));
      const changes = names.map((name) => changeOf(name, addressesOf.get(name.user.id)));
      return {
        changes,
        blockers: [
          ...names
            .filter(({ user }) => user.onPremisesSyncEnabled === true)
            .map(({ user }): Remark => ({
              code: 'user-synced',
              facts: { name: user.userPrincipalName },
              object: userRef(user),
            })),
          // Exchange makes the new name an address of the mailbox.
          ...changes
            .filter(({ before, after }) => hasNoRoomFor(before.emailAddresses ?? [], after.userPrincipalName))
            .map(({ object, before, after }) => noRoom(object, before.emailAddresses ?? [], after.userPrincipalName)),
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

function changeOf({ user, to }: NewSignInName, emailAddresses: readonly string[] | undefined): UpnChange {
  const { userPrincipalName } = user;
  return {
    side: 'source',
    object: userRef(user),
    // Only a mailbox has addresses that can be put back: an unlicensed user's are read-only everywhere.
    before:
      emailAddresses === undefined
        ? { userPrincipalName }
        : { userPrincipalName, emailAddresses: sortedAddresses(emailAddresses) },
    after: { userPrincipalName: to },
  };
}

function warningsOf(
  changes: readonly UpnChange[],
  renamed: readonly Renamed[],
  users: readonly GraphUser[],
  movingDomains: readonly string[],
): readonly Remark[] {
  const warnings: Remark[] = [];
  if (changes.length > 0) warnings.push({ code: 'external-recipient-limit', facts: externalRecipients });
  warnings.push(...renamedRemarks(renamed, 'names'));
  const changing = new Set(changes.map(({ object }) => object.id));
  const staying = users.filter((user) => isOnMovingDomain(user, movingDomains) && !changing.has(user.id));
  if (staying.length > 0) warnings.push({ code: 'names-stay-on-moving-domain', facts: { count: staying.length } });
  return warnings;
}
