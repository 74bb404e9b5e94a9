/** https://learn.microsoft.com/en-us/graph/api/domain-forcedelete: accepted at once, carried out later, and it renames what it finds. */
import type { WorldContext } from './context.js';
import { addressesOn, applicationsOn, dependantsOf, hostOf, type Dependant } from './dependants.js';
import { refuseWhileBusy, takeAway, uniqueObjects, type DomainCall } from './domain-changes.js';
import { changeHistory } from './domain-history.js';
import type { Domain, Recipient, Side, User } from './entities.js';
import { GraphRefusal } from './graph/errors.js';
import { domainOf, parseProxyAddress, primaryOf, proxyKey, smtpKey } from './proxy-addresses.js';

const mostObjects = 1_000;

export function acceptForceDelete(call: DomainCall, domain: Domain, disableUserAccounts: boolean): void {
  const { world, side, now } = call;
  refuseWhileBusy(world, side, domain);
  const hindrance = hindranceOf(world, side, domain);
  if (hindrance !== undefined) throw hindrance;
  changeHistory(world, side, domain.id, {
    disableUserAccounts,
    operation: { operation: 'ForceDelete', status: 'InProgress', lastActionDateTime: new Date(now).toISOString() },
  });
  const due = now + world.store.faults.forceDeleteSeconds * 1000;
  world.store.schedule({ due, kind: 'force-delete-domain', side, id: domain.id });
}

function hindranceOf(world: WorldContext, side: Side, domain: Domain): GraphRefusal | undefined {
  const dependants = dependantsOf(world, side, domain);
  const refuse = (message: string, of: readonly Dependant[]): GraphRefusal =>
    new GraphRefusal(400, 'Request_BadRequest', message, undefined, {}, uniqueObjects(of));
  const domains = dependants.filter(({ kind }) => kind === 'domain');
  if (domains.length > 0) {
    return refuse(
      `Unable to force the deletion of ${domain.id}: it is a default or initial domain, or has subdomains.`,
      domains,
    );
  }
  const exchange = dependants.filter((one) => isProvisionedByExchange(world, side, one));
  if (exchange.length > 0) {
    return refuse(
      `Unable to force the deletion of ${domain.id}: ${exchange.length} references have Exchange as the provisioning service. Update or remove them first.`,
      exchange,
    );
  }
  const apps = applicationsOn(world, side, domain.id).filter(
    ({ application }) => application.signInAudience !== 'AzureADMyOrg',
  );
  if (apps.length > 0) {
    return refuse(
      `Unable to force the deletion of ${domain.id}: a multitenant application uses it.`,
      dependants.filter(({ id }) => apps.some(({ application }) => application.id === id)),
    );
  }
  const renamed = uniqueObjects(dependants.filter(({ system }) => system === 'graph'));
  if (renamed.length > mostObjects) {
    return refuse(
      `Unable to force the deletion of ${domain.id}: more than ${mostObjects} objects would be renamed.`,
      [],
    );
  }
  return undefined;
}

/** What the directory cannot rename because Exchange alone writes it: lists, mail-enabled security groups, contacts, folders, deleted mailboxes. */
function isProvisionedByExchange(world: WorldContext, side: Side, one: Dependant): boolean {
  if (one.kind === 'orgContact') return true;
  if (one.kind === 'group') return !isUnified(world, side, one.id);
  if (one.system !== 'exchange') return false;
  if (one.kind !== 'recipient' || one.objectId === undefined) return true;
  return world.store.get(side, 'users', one.objectId) === undefined && !isUnified(world, side, one.objectId);
}

const isUnified = (world: WorldContext, side: Side, id: string): boolean =>
  world.store.get(side, 'groups', id)?.groupTypes.includes('Unified') === true;

/** The operation when its time has come. What was added meanwhile can still make it fail: then the domain stays. */
export function carryOutForceDelete(world: WorldContext, side: Side, id: string, now: number): void {
  const { store } = world;
  const domain = store.get(side, 'domains', id);
  if (domain === undefined) return;
  if (hindranceOf(world, side, domain) !== undefined) {
    changeHistory(world, side, id, {
      operation: { operation: 'ForceDelete', status: 'Failed', lastActionDateTime: new Date(now).toISOString() },
    });
    return;
  }
  const disable = store.domainHistory(side, id)?.disableUserAccounts ?? true;
  const rename = renamer(world, side, id);
  for (const user of [...store.all(side, 'users')]) {
    const after = rename.user(user);
    if (after !== undefined)
      store.put(side, 'users', { ...after, accountEnabled: disable ? false : user.accountEnabled }, now);
  }
  for (const user of [...store.all(side, 'deletedUsers')]) {
    const after = rename.user(user);
    if (after !== undefined) store.put(side, 'deletedUsers', { ...user, ...after }, now);
  }
  for (const name of ['groups', 'deletedGroups'] as const) {
    for (const group of [...store.all(side, name)]) {
      if (addressesOn(group.proxyAddresses, id).length === 0) continue;
      const proxyAddresses = rename.addresses(group.id, group.proxyAddresses);
      store.put(side, name, { ...group, proxyAddresses, mail: primaryOf(proxyAddresses) } as never, now);
    }
  }
  for (const recipient of [...store.all(side, 'recipients')]) {
    const after = rename.recipient(recipient);
    if (after !== undefined) store.put(side, 'recipients', after, now);
  }
  const { initialDomain } = store.heads[side];
  for (const { application } of applicationsOn(world, side, id)) {
    const identifierUris = application.identifierUris.map((uri) =>
      hostOf(uri) === id || hostOf(uri).endsWith(`.${id}`) ? uri.replace(hostOf(uri), initialDomain) : uri,
    );
    store.put(side, 'applications', { ...application, identifierUris }, now);
  }
  takeAway({ world, side, actor: 'Microsoft Entra', now }, domain);
}

/** The same local part at the initial domain, or with a number behind it when somebody else has it. */
function renamer(
  world: WorldContext,
  side: Side,
  domain: string,
): {
  user(user: User): User | undefined;
  addresses(owner: string, addresses: readonly string[]): readonly string[];
  recipient(recipient: Recipient): Recipient | undefined;
} {
  const { store } = world;
  const index = store.index[side];
  const initial = store.heads[side].initialDomain;
  const moved = (owner: string, address: string): string => {
    const local = address.slice(0, address.lastIndexOf('@'));
    const isFree = (candidate: string): boolean =>
      index.addressHolder(smtpKey(candidate), owner) === undefined &&
      index.principalNameHolder(candidate, owner) === undefined;
    for (let number = 1; ; number += 1) {
      const candidate = `${local}${number === 1 ? '' : number}@${initial}`;
      if (isFree(candidate)) return candidate;
    }
  };
  const addresses = (owner: string, list: readonly string[]): readonly string[] => {
    const kept = new Map<string, string>();
    for (const address of list) {
      const on = addressesOn([address], domain).length > 0;
      const { prefix, value } = parseProxyAddress(address);
      const after = on ? `${prefix}:${moved(owner, value)}` : address;
      const before = kept.get(proxyKey(after));
      if (before === undefined || after.startsWith('SMTP:')) kept.set(proxyKey(after), after);
    }
    return [...kept.values()];
  };
  return {
    addresses,
    user(user) {
      const onName = domainOf(user.userPrincipalName) === domain;
      if (!onName && addressesOn(user.proxyAddresses, domain).length === 0) return undefined;
      const proxyAddresses = addresses(user.id, user.proxyAddresses);
      return {
        ...user,
        userPrincipalName: onName ? moved(user.id, user.userPrincipalName) : user.userPrincipalName,
        proxyAddresses,
        mail: primaryOf(proxyAddresses) ?? user.mail,
        imAddresses: user.imAddresses.map((one) => (domainOf(one) === domain ? moved(user.id, one) : one)),
      };
    },
    recipient(recipient) {
      const owner = recipient.ExternalDirectoryObjectId || recipient.Guid;
      const name = recipient.UserPrincipalName;
      const onName = name !== null && domainOf(name) === domain;
      if (!onName && addressesOn(recipient.EmailAddresses, domain).length === 0) return undefined;
      return {
        ...recipient,
        EmailAddresses: addresses(owner, recipient.EmailAddresses),
        UserPrincipalName: store.get(side, 'users', owner)?.userPrincipalName ?? (onName ? moved(owner, name) : name),
      };
    },
  };
}
