/**
 * Every name that will be made at the initial domain, worked out weeks before: the steps' own rules, one after the other as the steps go,
 * each with what those before it will have given out.
 */
import type { StepContext } from '../../contract/context.js';
import type { ObjectRef, Remark } from '../../contract/finding.js';
import type { Mailbox, MailGroup } from '../../systems/exchange/types.js';
import { objectIdOf, type Everyone } from '../addresses/address-holders.js';
import type { Renaming } from '../addresses/local-part-collisions.js';
import { mailboxRef } from '../addresses/mailbox-ref.js';
import { hasNoRoomFor, noRoom } from '../addresses/most-addresses.js';
import { movingAddresses, needsNewPrimary, primaryAddress } from '../addresses/moving-addresses.js';
import { newRoutingAddresses } from '../addresses/new-routing-addresses.js';
import type { Renamed } from '../addresses/renamed.js';
import { initialDomainPrimaries } from '../groups/initial-domain-primaries.js';
import { groupRef } from '../groups/mail-groups.js';
import { newSignInNames } from './new-sign-in-names.js';
import { userRef } from './upn-scope.js';

export interface NameToCome {
  readonly object: ObjectRef;
  readonly what: 'routing address' | 'sign-in name' | 'primary address';
  readonly from: string;
  readonly to: string;
  /** Null: what stands before the at sign stays as it is. */
  readonly why: Renaming | null;
}

export interface NamesToCome {
  readonly names: readonly NameToCome[];
  /** Objects that cannot take one more address. */
  readonly noRoom: readonly Remark[];
}

interface Tenant extends Everyone {
  readonly mailboxes: readonly Mailbox[];
  /** Of the first step that moves groups, and of the second. */
  readonly groups: readonly (readonly MailGroup[])[];
}

export function namesToCome(
  tenant: Tenant,
  ctx: Pick<StepContext, 'migration' | 'roster' | 'protectedAccounts'>,
): NamesToCome {
  const names: NameToCome[] = [];
  const full: Remark[] = [];
  let everyone: Everyone = tenant;
  const whyOf = (renamed: readonly Renamed[]): ReadonlyMap<string, Renaming> =>
    new Map(renamed.map(({ object, why }) => [object.id, why]));

  const routing = newRoutingAddresses(tenant.mailboxes, everyone, ctx);
  const whyRouting = whyOf(routing.renamed);
  const addressOf = new Map(routing.wanting.map((mailbox) => [objectIdOf(mailbox), routing.addressOf(mailbox)]));
  for (const mailbox of routing.wanting) {
    const [object, to] = [mailboxRef(mailbox), routing.addressOf(mailbox)];
    if (to === null) continue;
    const from = primaryAddress(mailbox.EmailAddresses) ?? mailbox.PrimarySmtpAddress ?? '';
    names.push({ object, what: 'routing address', from, to, why: whyRouting.get(object.id) ?? null });
    if (hasNoRoomFor(mailbox.EmailAddresses, to)) full.push(noRoom(object, mailbox.EmailAddresses, to));
  }
  everyone = withAddresses(everyone, addressOf);

  const signIn = newSignInNames(everyone, ctx);
  const whySignIn = whyOf(signIn.renamed);
  const addressesOf = new Map(tenant.mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox.EmailAddresses]));
  for (const { user, to } of signIn.names) {
    const object = userRef(user);
    names.push({ object, what: 'sign-in name', from: user.userPrincipalName, to, why: whySignIn.get(user.id) ?? null });
    const addresses = [...(addressesOf.get(user.id) ?? []), ...present(addressOf.get(user.id))];
    if (!full.some((one) => one.object?.id === user.id) && hasNoRoomFor(addresses, to))
      full.push(noRoom(object, addresses, to));
  }
  const newName = new Map(signIn.names.map(({ user, to }) => [user.id, to]));
  everyone = {
    ...everyone,
    users: everyone.users.map((user) => ({
      ...user,
      userPrincipalName: newName.get(user.id) ?? user.userPrincipalName,
    })),
  };

  const { movingDomains } = ctx.migration;
  for (const groups of tenant.groups) {
    const moving = groups.filter(
      ({ EmailAddresses }) =>
        movingAddresses(EmailAddresses, movingDomains).length > 0 && needsNewPrimary(EmailAddresses, movingDomains),
    );
    const domains = { movingDomains, initialDomain: ctx.migration.initialDomain.source };
    const { made, renamed } = initialDomainPrimaries(moving, everyone, domains);
    const why = whyOf(renamed);
    for (const { group, from, to } of made)
      names.push({
        object: groupRef(group),
        what: 'primary address',
        from,
        to,
        why: why.get(objectIdOf(group)) ?? null,
      });
    everyone = withAddresses(everyone, new Map(made.map(({ group, to }) => [objectIdOf(group), to])));
  }
  return { names, noRoom: full };
}

const present = (address: string | null | undefined): readonly string[] => (address == null ? [] : [`smtp:${address}`]);

const withAddresses = (everyone: Everyone, given: ReadonlyMap<string, string | null>): Everyone => ({
  ...everyone,
  recipients: everyone.recipients.map((one) => ({
    ...one,
    EmailAddresses: [...one.EmailAddresses, ...present(given.get(objectIdOf(one)))],
  })),
});
