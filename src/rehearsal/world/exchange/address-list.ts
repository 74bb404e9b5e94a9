/** What `-EmailAddresses` asks for, and whether the organisation allows it. https://learn.microsoft.com/en-us/powershell/module/exchange/set-mailbox (EmailAddresses) */
import type { WorldContext } from '../context.js';
import { isAcceptedDomain } from '../domain-history.js';
import type { Recipient, Side } from '../entities.js';
import { domainOf, isSmtp, parseProxyAddress, proxyKey, smtpKey } from '../proxy-addresses.js';
import {
  addressTaken,
  badArgument,
  invalidArguments,
  notAccepted,
  principalNameTaken,
  tooManyAddresses,
  type CmdletRefusal,
} from './refusal.js';

/** The whole list after the parameter: a list replaces, a typed hashtable adds and removes. */
export function requestedAddresses(current: readonly string[], given: unknown): readonly string[] {
  if (typeof given === 'string') return asList([given]);
  if (Array.isArray(given)) return asList(given.map(String));
  if (typeof given !== 'object' || given === null) {
    throw badArgument('EmailAddresses', 'Cannot convert the value to type "ProxyAddressCollection".');
  }
  const table = given as Record<string, unknown>;
  if (table['@odata.type'] !== '#Exchange.GenericHashTable') {
    throw badArgument('EmailAddresses', 'A hashtable needs "@odata.type": "#Exchange.GenericHashTable".');
  }
  for (const key of Object.keys(table)) {
    if (!['@odata.type', 'add', 'remove'].includes(key.toLowerCase())) {
      throw badArgument('EmailAddresses', `The key "${key}" is not valid: use Add and Remove.`);
    }
  }
  const values = (name: string): string[] => {
    const key = Object.keys(table).find((one) => one.toLowerCase() === name);
    const value = key === undefined ? [] : table[key];
    return (Array.isArray(value) ? value : [value]).map(String);
  };
  const removed = new Set(values('remove').map(proxyKey));
  const primary = current.find((address) => address.startsWith('SMTP:'));
  if (
    primary !== undefined &&
    removed.has(proxyKey(primary)) &&
    !values('add').some((one) => one.startsWith('SMTP:'))
  ) {
    throw invalidArguments(`The address "${primary}" is the primary SMTP address and can't be removed.`);
  }
  let list = current.filter((address) => !removed.has(proxyKey(address)));
  for (const address of values('add').map(withPrefix)) {
    if (address.startsWith('SMTP:')) list = list.map((one) => one.replace(/^SMTP:/, 'smtp:'));
    list = [...list.filter((one) => proxyKey(one) !== proxyKey(address) || one === address), address];
  }
  return dedupe(list);
}

const withPrefix = (text: string): string => (text.includes(':') ? text : `smtp:${text}`);

function asList(given: readonly string[]): readonly string[] {
  const list = given.map(withPrefix);
  // Without an upper-case SMTP the first address becomes the primary one.
  if (!list.some((address) => address.startsWith('SMTP:'))) {
    const first = list.findIndex(isSmtp);
    if (first >= 0) list[first] = `SMTP:${parseProxyAddress(list[first] as string).value}`;
  }
  return dedupe(list);
}

function dedupe(list: readonly string[]): readonly string[] {
  const kept = new Map<string, string>();
  for (const address of list) {
    const key = proxyKey(address);
    if (!kept.has(key) || address.startsWith('SMTP:')) kept.set(key, address);
  }
  return [...kept.values()];
}

/** Of every type; the figure is the service's own, in its refusal: https://dev.classmethod.jp/articles/limiting-proxy-addresses-to-333-per-mailbox-in-exchange-online */
const mostAddresses = 333;

const isWritten = (value: string): boolean => /^[^\s@"(),:;<>[\\\]]+@[A-Za-z0-9.-]+$/.test(value);

/**
 * "All SMTP addresses should comply with email messaging standards":
 * https://learn.microsoft.com/en-us/microsoft-365/enterprise/prepare-for-directory-synchronization#2-directory-object-and-attribute-preparation
 * Those are 64 octets before the at sign (RFC 5321, 4.5.3.1.1) and a dot between two others only (4.1.2).
 */
export function isSmtpAddress(value: string): boolean {
  const local = value.slice(0, value.lastIndexOf('@'));
  return isWritten(value) && Buffer.byteLength(local) <= 64 && !/^\.|\.$|\.\./.test(local);
}

/** Refuses what Exchange refuses; addresses that were there before are not judged again. */
export function checkAddresses(
  world: WorldContext,
  side: Side,
  recipient: Recipient,
  list: readonly string[],
  now: number,
): void {
  const primaries = list.filter((address) => address.startsWith('SMTP:'));
  if (primaries.length > 1) {
    throw invalidArguments(
      `There are multiple primary SMTP addresses in the list: ${primaries.join(', ')}. Only one is allowed.`,
    );
  }
  if (primaries.length === 0) throw invalidArguments('The recipient must have a primary SMTP address.');
  const { store } = world;
  const { initialDomain } = store.heads[side];
  const onInitial = (address: string): boolean =>
    isSmtp(address) && domainOf(parseProxyAddress(address).value) === initialDomain;
  // https://learn.microsoft.com/en-us/powershell/module/exchange/set-unifiedgroup: at least one address of the initial domain stays with a group.
  if (
    recipient.RecipientTypeDetails === 'GroupMailbox' &&
    recipient.EmailAddresses.some(onInitial) &&
    !list.some(onInitial)
  ) {
    throw invalidArguments(
      `The last Microsoft Online Email Routing Address can't be removed from the Microsoft 365 group "${recipient.DisplayName}": an address on "${initialDomain}" is required.`,
    );
  }
  const index = store.index[side];
  const owner = recipient.ExternalDirectoryObjectId || recipient.Guid;
  const had = new Set(recipient.EmailAddresses.map(proxyKey));
  const external = recipient.ExternalEmailAddress === null ? '' : proxyKey(recipient.ExternalEmailAddress);
  const isAnother = list.length !== had.size || list.some((address) => !had.has(proxyKey(address)));
  if (isAnother && list.length > mostAddresses) throw tooManyAddresses(list.length, mostAddresses);
  for (const address of list) {
    const { value } = parseProxyAddress(address);
    const isNew = !had.has(proxyKey(address));
    if (isSmtp(address) && !(isNew ? isSmtpAddress(value) : isWritten(value))) throw notAnAddress(address);
    if (!isNew) continue;
    const holder = index.addressHolder(address, owner) ?? namedByDn(world, side, address, recipient.Guid);
    if (holder !== undefined) throw addressTaken(address, nameOf(world, side, holder));
    if (!isSmtp(address)) continue;
    const accepted = isAcceptedDomain(world, side, domainOf(value), now);
    if (!accepted && proxyKey(address) !== external && recipient.RecipientTypeDetails !== 'MailContact')
      throw notAccepted(domainOf(value));
    const signedInAs = index.principalNameHolder(value, owner);
    if (signedInAs !== undefined) throw principalNameTaken(smtpKey(value), nameOf(world, side, signedInAs));
  }
}

/** An X500 address may not be what another recipient is called by already. */
function namedByDn({ store }: WorldContext, side: Side, address: string, self: string): string | undefined {
  if (!/^x500:/i.test(address)) return undefined;
  const dn = parseProxyAddress(address).value.toLowerCase();
  for (const one of store.all(side, 'recipients'))
    if (one.Guid !== self && one.WhenSoftDeleted === null && one.LegacyExchangeDN.toLowerCase() === dn) return one.Guid;
  return undefined;
}

const notAnAddress = (address: string): CmdletRefusal =>
  badArgument(
    'EmailAddresses',
    `The email address "${address}" isn't correct. Please use this format: user name, the @ sign, followed by the domain name.`,
  );

/** What the service calls whoever holds an address. */
export function nameOf(world: WorldContext, side: Side, id: string): string {
  const { store } = world;
  const recipient =
    store.get(side, 'recipients', id) ?? store.get(side, 'recipients', store.index[side].recipientOfObject(id) ?? '');
  return (
    recipient?.Name ??
    store.get(side, 'users', id)?.displayName ??
    store.get(side, 'deletedUsers', id)?.displayName ??
    store.get(side, 'groups', id)?.displayName ??
    store.get(side, 'contacts', id)?.displayName ??
    id
  );
}
