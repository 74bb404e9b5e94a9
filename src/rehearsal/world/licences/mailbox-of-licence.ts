/**
 * The mailbox that a licence brings and that goes with it, minutes after the directory was written to.
 * https://learn.microsoft.com/en-us/microsoft-365/admin/manage/assign-licenses-to-users and .../remove-licenses-from-users
 */
import { scheduleMirror } from '../effects.js';
import type { WorldContext } from '../context.js';
import type { Recipient, Side, User } from '../entities.js';
import { userMailboxOf } from '../new-objects.js';
import { domainOf, proxyKey, smtpKey } from '../proxy-addresses.js';
import { seededFraction } from '../seeded.js';
import { canBeCalled } from './assigned.js';

export function followLicences(world: WorldContext, side: Side, userId: string, at: number): void {
  const user = world.store.get(side, 'users', userId);
  if (user === undefined) return;
  const guid = world.store.index[side].recipientOfObject(userId);
  const live = guid === undefined ? undefined : world.store.get(side, 'recipients', guid);
  const entitled = user.assignedPlans.some(
    ({ service, capabilityStatus }) => service === 'exchange' && capabilityStatus === 'Enabled',
  );
  if (entitled && live === undefined) bring(world, side, user, at);
  else if (entitled && /MailUser$/.test(live?.RecipientTypeDetails ?? ''))
    convert(world, side, user, live as Recipient, at);
  else if (!entitled && live?.RecipientTypeDetails === 'UserMailbox') take(world, side, live, at);
}

/** One that was deleted with an earlier licence comes back with all that is in it. */
function bring(world: WorldContext, side: Side, user: User, at: number): void {
  const { store } = world;
  const old = [...store.all(side, 'recipients')].find(
    (one) => one.ExternalDirectoryObjectId === user.id && one.WhenSoftDeleted !== null,
  );
  const made = userMailboxOf(world, side, user, addressesOf(world, side, user, old?.EmailAddresses), at);
  put(
    world,
    side,
    old === undefined ? made : { ...old, EmailAddresses: made.EmailAddresses, WhenSoftDeleted: null },
    at,
  );
}

/** A mail user keeps its addresses and has no other mailbox any more. */
function convert(world: WorldContext, side: Side, user: User, live: Recipient, at: number): void {
  const external = live.ExternalEmailAddress === null ? '' : proxyKey(live.ExternalEmailAddress);
  const own = live.EmailAddresses.filter(
    (one) => proxyKey(one) !== external || isOurs(world, side, one.slice(one.indexOf(':') + 1)),
  );
  const addresses = addressesOf(world, side, user, own);
  const made = userMailboxOf(world, side, user, addresses, at);
  put(
    world,
    side,
    {
      ...live,
      RecipientTypeDetails: 'UserMailbox',
      ExchangeGuid: made.ExchangeGuid,
      EmailAddresses: addresses,
      ExternalEmailAddress: null,
    },
    at,
  );
}

/** For thirty days; those of the organization that waits before taking it keep it longer than any migration lasts. */
function take(world: WorldContext, side: Side, live: Recipient, at: number): void {
  if (world.store.heads[side].exchange.DelayedDelicensingEnabled) return;
  world.store.put(side, 'recipients', { ...live, WhenSoftDeleted: new Date(at).toISOString() }, at);
  note(world, side, live, at, 'deleted');
}

function put(world: WorldContext, side: Side, mailbox: Recipient, at: number): void {
  world.store.put(side, 'recipients', mailbox, at);
  scheduleMirror(world, side, mailbox, at);
  note(world, side, mailbox, at, 'mailbox');
}

function note({ store }: WorldContext, side: Side, mailbox: Recipient, at: number, what: string): void {
  store.note({
    at: new Date(at).toISOString(),
    system: 'exchange',
    side,
    actor: 'Exchange Online',
    what,
    object: { kind: 'recipient', id: mailbox.Guid, label: mailbox.DisplayName },
    before: null,
    after: { EmailAddresses: mailbox.EmailAddresses },
  });
}

const isOurs = ({ store }: WorldContext, side: Side, address: string): boolean =>
  store.get(side, 'domains', domainOf(address))?.isVerified === true;

/**
 * One like the sign-in name, in front where there is no other, and one of the alias at the initial domain ("the Onmicrosoft.com email address
 * gets stamped the time an Exchange license is assigned"); digits tell it from one that is taken.
 */
function addressesOf(
  world: WorldContext,
  side: Side,
  user: User,
  before: readonly string[] = user.proxyAddresses,
): readonly string[] {
  const index = world.store.index[side];
  const { initialDomain } = world.store.heads[side];
  const free = (address: string): boolean => index.addressHolder(smtpKey(address), user.id) === undefined;
  const kept = before.filter((one) => index.addressHolder(one, user.id) === undefined);
  const list = kept.some((one) => one.startsWith('SMTP:')) ? [...kept] : [`SMTP:${user.userPrincipalName}`, ...kept];
  const add = (address: string): void => {
    if (!list.some((one) => proxyKey(one) === smtpKey(address))) list.push(`smtp:${address}`);
  };
  add(user.userPrincipalName);
  let routing = `${user.mailNickname}@${initialDomain}`;
  for (let n = 0; !free(routing); n += 1)
    routing = `${user.mailNickname}${1000 + Math.floor(seededFraction(world.seed, `${user.id}/${n}`) * 9000)}@${initialDomain}`;
  if (!list.some((one) => one.toLowerCase().endsWith(`@${initialDomain}`) && /^smtp:/i.test(one))) add(routing);
  if (canBeCalled(user) && !list.some((one) => /^sip:/i.test(one)))
    list.push(`SIP:${user.userPrincipalName.toLowerCase()}`);
  return list;
}
