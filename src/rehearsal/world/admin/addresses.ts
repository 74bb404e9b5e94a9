/**
 * Addresses given to and taken from anything that has some. The portal reaches what no cmdlet and no Graph call of an application does:
 * the addresses of a user without a mailbox. https://learn.microsoft.com/en-us/microsoft-365/admin/email/change-a-user-name-and-email-address
 */
import { isAcceptedDomain } from '../domain-history.js';
import { DoorRefusal } from '../door-refusal.js';
import { scheduleMirror } from '../effects.js';
import type { Recipient, User } from '../entities.js';
import { checkAddresses, isSmtpAddress } from '../exchange/address-list.js';
import { objectConflict } from '../graph/errors.js';
import { domainOf, isSmtp, parseProxyAddress, primaryOf, proxyKey, smtpKey, withPrimary } from '../proxy-addresses.js';
import type { Errand, ErrandCall, ErrandResult } from './portal.js';
import { textIn, textsIn } from './read-body.js';

type Change = (addresses: readonly string[]) => readonly string[];

function changed(call: ErrandCall, change: Change): ErrandResult {
  const { world, side, id } = call;
  const { store } = world;
  const index = store.index[side];
  const key = (
    id.includes('@') ? (index.userByPrincipalName(id) ?? index.recipientWithAddress(id) ?? id) : id
  ).toLowerCase();
  const recipient =
    store.get(side, 'recipients', key) ?? store.get(side, 'recipients', index.recipientOfObject(key) ?? '');
  if (recipient !== undefined) return changeRecipient(call, recipient, change);
  const user = store.get(side, 'users', key);
  if (user !== undefined) return changeUserWithoutMailbox(call, user, change);
  throw new DoorRefusal(404, `The ${side} tenant has nothing with addresses called '${id}'.`);
}

function changeRecipient(call: ErrandCall, recipient: Recipient, change: Change): ErrandResult {
  const { world, side, now } = call;
  if (recipient.WhenSoftDeleted !== null) {
    throw new DoorRefusal(400, `The mailbox '${recipient.DisplayName}' is deleted: its addresses cannot be changed.`);
  }
  if (recipient.IsDirSynced && !recipient.IsExchangeCloudManaged) {
    throw new DoorRefusal(400, `'${recipient.DisplayName}' is synchronized from on-premises: change it there.`);
  }
  const EmailAddresses = change(recipient.EmailAddresses);
  // A guest or a mail user of another company may be left without an address here; everything else keeps a primary one.
  if (!/^(GuestMailUser|MailUser)$/.test(recipient.RecipientTypeDetails) || EmailAddresses.some(isSmtp)) {
    checkAddresses(world, side, recipient, EmailAddresses, now);
  }
  const after = { ...recipient, EmailAddresses };
  world.store.put(side, 'recipients', after, now);
  scheduleMirror(world, side, after, now);
  note(call, 'exchange', 'recipient', recipient.Guid, recipient.DisplayName, recipient.EmailAddresses, EmailAddresses);
  return { touched: [{ side, kind: 'recipient', id: recipient.Guid, properties: ['EmailAddresses'] }] };
}

function changeUserWithoutMailbox(call: ErrandCall, user: User, change: Change): ErrandResult {
  const { world, side, now } = call;
  const proxyAddresses = change(user.proxyAddresses);
  for (const address of proxyAddresses) {
    if (user.proxyAddresses.some((one) => proxyKey(one) === proxyKey(address))) continue;
    const domain = domainOf(parseProxyAddress(address).value);
    if (isSmtp(address) && !isSmtpAddress(parseProxyAddress(address).value))
      throw new DoorRefusal(400, `'${address}' is not an address.`);
    if (isSmtp(address) && !isAcceptedDomain(world, side, domain, now))
      throw new DoorRefusal(400, `'${domain}' is not a domain of the ${side} tenant.`);
    if (world.store.index[side].addressHolder(address, user.id) !== undefined) throw objectConflict('proxyAddresses');
  }
  world.store.put(side, 'users', { ...user, proxyAddresses, mail: primaryOf(proxyAddresses) }, now);
  note(call, 'graph', 'user', user.id, user.displayName, user.proxyAddresses, proxyAddresses);
  return { touched: [{ side, kind: 'user', id: user.id, properties: ['proxyAddresses'] }] };
}

function note(
  { world, side, actor, now }: ErrandCall,
  system: 'graph' | 'exchange',
  kind: string,
  id: string,
  label: string,
  before: readonly string[],
  after: readonly string[],
): void {
  const what = system === 'graph' ? 'proxyAddresses' : 'EmailAddresses';
  const at = new Date(now).toISOString();
  const object = { kind, id, label };
  world.store.note({ at, system, side, actor, what, object, before: { [what]: before }, after: { [what]: after } });
}

const withPrefix = (text: string): string => (text.includes(':') ? text : `smtp:${text}`);

/** When the primary one is taken away, the first SMTP address that is left takes its place, as the portal does after asking. */
function without(taken: readonly string[]): Change {
  const gone = new Set(taken.map((text) => proxyKey(withPrefix(text))));
  return (addresses) => {
    const missing = [...gone].find((key) => !addresses.some((one) => proxyKey(one) === key));
    if (missing !== undefined) throw new DoorRefusal(400, `There is no address '${missing}' to take away.`);
    const left = addresses.filter((one) => !gone.has(proxyKey(one)));
    if (primaryOf(left) !== null) return left;
    const next = left.find(isSmtp);
    return left.map((one) => (one === next ? `SMTP:${parseProxyAddress(one).value}` : one));
  };
}

/** The first address of an object is its primary one. */
const withMore =
  (given: readonly string[]): Change =>
  (addresses) => {
    const more = given
      .map(withPrefix)
      .filter((one) => !addresses.some((address) => proxyKey(address) === proxyKey(one)));
    const all = [...addresses, ...more];
    if (primaryOf(all) !== null) return all;
    const next = all.find(isSmtp);
    return all.map((one) => (one === next ? `SMTP:${parseProxyAddress(one).value}` : one));
  };

/** https://learn.microsoft.com/en-us/exchange/recipients-in-exchange-online/manage-user-mailboxes/add-or-remove-email-addresses: one of those there becomes the reply address. */
const withFirst =
  (address: string): Change =>
  (addresses) => {
    if (!addresses.some((one) => proxyKey(one) === smtpKey(address)))
      throw new DoorRefusal(400, `There is no address '${address}' that could become the primary one.`);
    return withPrimary(addresses, address);
  };

export const addressErrands: readonly Errand[] = [
  { pattern: 'addresses/{id}/remove', run: (call) => changed(call, without(textsIn(call.body, 'addresses'))) },
  { pattern: 'addresses/{id}/add', run: (call) => changed(call, withMore(textsIn(call.body, 'addresses'))) },
  { pattern: 'addresses/{id}/primary', run: (call) => changed(call, withFirst(textIn(call.body, 'address'))) },
];
