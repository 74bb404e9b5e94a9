/** What a write to the directory does, by whomever: the Graph route and an administrator's console come through here. */
import type { WorldContext } from './context.js';
import type { Domain, Group, Side, User } from './entities.js';
import { badRequest, GraphRefusal, objectConflict } from './graph/errors.js';
import { newUser } from './new-objects.js';
import { domainOf, smtpKey } from './proxy-addresses.js';

const principalName = /^[A-Za-z0-9'._!#^~-]+@[A-Za-z0-9.-]+$/;

/**
 * https://learn.microsoft.com/en-us/microsoft-365/enterprise/prepare-for-directory-synchronization#2-directory-object-and-attribute-preparation:
 * 64 characters before the at sign, 48 behind it, 113 in all, and "the username can't end with a period".
 */
function isPrincipalName(name: string): boolean {
  const at = name.lastIndexOf('@');
  return principalName.test(name) && at <= 64 && name.length - at - 1 <= 48 && name[at - 1] !== '.';
}

export type NewUser = Partial<User> & Pick<User, 'userPrincipalName' | 'displayName'>;

/** https://learn.microsoft.com/en-us/graph/api/user-post-users: without a licence it has neither mailbox nor address. */
export function addUser(world: WorldContext, side: Side, given: NewUser, actor: string, now: number): User {
  const { store } = world;
  const user = { ...newUser(world, side, given.userPrincipalName, given.displayName, now), ...given };
  checkPrincipalName(world, side, user, user.userPrincipalName);
  store.put(side, 'users', user, now);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'created',
    object: { kind: 'user', id: user.id, label: user.displayName },
    before: null,
    after: { userPrincipalName: user.userPrincipalName },
  });
  return user;
}

export function changeUser(
  world: WorldContext,
  side: Side,
  user: User,
  patch: Partial<User>,
  actor: string,
  now: number,
): void {
  const { store } = world;
  const name = patch.userPrincipalName;
  if (name !== undefined) checkPrincipalName(world, side, user, name);
  const after: User = { ...user, ...patch };
  store.put(side, 'users', after, now);
  const changed = Object.keys(patch) as (keyof User)[];
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: changed.join(', '),
    object: { kind: 'user', id: user.id, label: user.displayName },
    before: Object.fromEntries(changed.map((key) => [key, user[key] ?? null])),
    after: Object.fromEntries(changed.map((key) => [key, after[key] ?? null])),
  });
  // Exchange hears of it from the directory, and a little later. https://learn.microsoft.com/en-us/exchange/troubleshoot/email-alias/proxy-address-being-used
  const heard = name !== undefined || patch.displayName !== undefined;
  if (heard && store.index[side].recipientOfObject(user.id) !== undefined) {
    const due = now + store.faults.recomputeLagSeconds * 1000;
    store.schedule({ due, kind: 'recompute-addresses', side, id: user.id });
  }
}

/** https://learn.microsoft.com/en-us/graph/api/group-update */
export function changeGroup(
  world: WorldContext,
  side: Side,
  group: Group,
  patch: Partial<Group>,
  actor: string,
  now: number,
): void {
  const { store } = world;
  // Lists and mail-enabled security groups are Exchange's: https://learn.microsoft.com/en-us/graph/api/resources/groups-overview
  if (group.mailEnabled && !group.groupTypes.includes('Unified')) {
    throw badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
  }
  if (group.onPremisesSyncEnabled === true) {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  }
  const rule = patch.membershipRule ?? patch.membershipRuleProcessingState;
  if (rule !== undefined && rule !== null && !group.groupTypes.includes('DynamicMembership')) {
    throw badRequest('A membership rule is for groups with DynamicMembership alone.');
  }
  const nickname = patch.mailNickname?.toLowerCase();
  const taken = (one: Group): boolean => one.id !== group.id && one.mailNickname.toLowerCase() === nickname;
  // Unique among Microsoft 365 groups.
  if (nickname !== undefined && group.mailEnabled && [...store.all(side, 'groups')].some(taken)) {
    throw objectConflict('mailNickname');
  }
  const after: Group = { ...group, ...patch };
  store.put(side, 'groups', after, now);
  const changed = Object.keys(patch) as (keyof Group)[];
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: changed.join(', '),
    object: { kind: 'group', id: group.id, label: group.displayName },
    before: Object.fromEntries(changed.map((name) => [name, group[name] ?? null])),
    after: Object.fromEntries(changed.map((name) => [name, after[name] ?? null])),
  });
  const heard = patch.displayName !== undefined || patch.mailNickname !== undefined;
  if (heard && store.index[side].recipientOfObject(group.id) !== undefined) {
    const due = now + store.faults.recomputeLagSeconds * 1000;
    store.schedule({ due, kind: 'recompute-addresses', side, id: group.id });
  }
}

export function checkPrincipalName(world: WorldContext, side: Side, user: Pick<User, 'id'>, name: string): void {
  const index = world.store.index[side];
  const guestForm = /^[A-Za-z0-9'._!~-]+#EXT#@/i.test(name);
  if (name.length > 113 || (!isPrincipalName(name) && !guestForm)) {
    throw badRequest("Invalid value specified for property 'userPrincipalName' of resource 'User'.", [
      {
        code: 'InvalidValue',
        message: "Invalid value specified for property 'userPrincipalName' of resource 'User'.",
        target: 'userPrincipalName',
      },
    ]);
  }
  if (world.store.get(side, 'domains', domainOf(name))?.isVerified !== true) {
    throw badRequest('Property userPrincipalName is invalid.', [
      {
        code: 'InvalidDomain',
        message:
          'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
        target: 'userPrincipalName',
      },
    ]);
  }
  // A soft-deleted user keeps its sign-in name for thirty days.
  if (index.principalNameHolder(name, user.id) !== undefined) throw objectConflict('userPrincipalName');
  if (index.addressHolder(smtpKey(name), user.id) !== undefined) throw objectConflict('proxyAddresses');
}

export function makeDefaultDomain(world: WorldContext, side: Side, domain: Domain, actor: string, now: number): void {
  const { store } = world;
  if (!domain.isVerified) throw badRequest('Only verified domains can be updated.');
  if (domain.authenticationType === 'Federated') {
    throw new GraphRefusal(400, 'Request_BadRequest', 'Unable to set a federated domain as the default domain.');
  }
  const before = [...store.all(side, 'domains')].find((one) => one.isDefault);
  if (before?.id === domain.id) return;
  if (before !== undefined) store.put(side, 'domains', { ...before, isDefault: false }, now);
  store.put(side, 'domains', { ...domain, isDefault: true }, now);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'isDefault',
    object: { kind: 'domain', id: domain.id, label: domain.id },
    before: { default: before?.id ?? null },
    after: { default: domain.id },
  });
}
