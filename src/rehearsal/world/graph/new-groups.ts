/** Groups made and deleted. https://learn.microsoft.com/en-us/graph/api/group-post-groups */
import type { ServiceAnswer } from '../context.js';
import type { Group } from '../entities.js';
import { deleteGroup, isExchangesOwn } from '../group-changes.js';
import { isLicensed } from '../licences/given-by-groups.js';
import { smtpKey } from '../proxy-addresses.js';
import { seededFraction, seededGuid } from '../seeded.js';
import { project } from './entity-type.js';
import { badRequest, GraphRefusal, objectConflict, unknownProperty } from './errors.js';
import { checkRelated, referenced, type Relation } from './group-members.js';
import { groupType, writtenByPeopleOnly } from './group-properties.js';
import { checkGroupValue, findGroup } from './groups.js';
import { graphBase } from './host.js';
import type { GraphCall, GraphRoute } from './route.js';
import { bodyObject } from './users.js';

const mostRelated = 20;
const binds: Readonly<Record<string, Relation>> = { 'members@odata.bind': 'members', 'owners@odata.bind': 'owners' };

const createGroup: GraphRoute = {
  method: 'POST',
  pattern: '/groups',
  roles: ['Group.Create', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-post-groups',
  answer(call): ServiceAnswer {
    const { world, side, actor, now } = call;
    const { store } = world;
    const group = groupToCreate(call);
    store.put(side, 'groups', group, now);
    if (group.mailEnabled) {
      const due = now + store.faults.mirrorLagSeconds * 1000;
      store.schedule({ due, kind: 'make-group-mailbox', side, id: group.id });
    }
    store.note({
      at: new Date(now).toISOString(),
      system: 'graph',
      side,
      actor,
      what: 'created',
      object: { kind: 'group', id: group.id, label: group.displayName },
      before: null,
      after: { mailNickname: group.mailNickname },
    });
    return {
      status: 201,
      body: { '@odata.context': `${graphBase}/$metadata#groups/$entity`, ...project(group, null, groupType) },
      touched: [{ side, kind: 'group', id: group.id, properties: ['id'] }],
      applied: true,
    };
  },
};

/** Names of the directory's own members: `groupTypes` and `mailEnabled` are said here and never again. */
function groupToCreate(call: GraphCall): Group {
  const { world, side, now } = call;
  const body = bodyObject(call.request.body);
  for (const name of ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'])
    if (body[name] === undefined || body[name] === null)
      throw badRequest(`A value is required for property '${name}' of resource 'Group'.`);
  const { groupTypes: types = [], mailEnabled, securityEnabled, ...rest } = body;
  const invalid = (name: string): GraphRefusal =>
    badRequest(`Invalid value specified for property '${name}' of resource 'Group'.`);
  if (!Array.isArray(types) || !types.every((one) => one === 'Unified' || one === 'DynamicMembership'))
    throw invalid('groupTypes');
  if (typeof mailEnabled !== 'boolean') throw invalid('mailEnabled');
  if (typeof securityEnabled !== 'boolean') throw invalid('securityEnabled');
  const unified = types.includes('Unified');
  if (mailEnabled !== unified || (!mailEnabled && !securityEnabled))
    throw badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    );
  const given = Object.entries(rest).filter(([name]) => !(name in binds));
  for (const [name, value] of given) checkGiven(name, value, unified);
  const values = Object.fromEntries(given) as Partial<Group> & Pick<Group, 'displayName' | 'mailNickname'>;
  if (types.includes('DynamicMembership') !== (typeof values.membershipRule === 'string'))
    throw invalid('membershipRule');
  const nickname = values.mailNickname.toLowerCase();
  const taken = (one: Group): boolean => one.mailEnabled && one.mailNickname.toLowerCase() === nickname;
  // Unique among those of Microsoft 365.
  if (unified && [...world.store.all(side, 'groups')].some((one) => taken(one) && !isExchangesOwn(one)))
    throw objectConflict('mailNickname');
  const nth = `${world.store.size(side, 'groups')}/${world.store.size(side, 'deletedGroups')}`;
  const group: Group = {
    id: seededGuid(world.seed, `${side}/new/group/${nickname}/${now}/${nth}`),
    description: null,
    mail: null,
    proxyAddresses: [],
    groupTypes: types,
    mailEnabled,
    securityEnabled,
    onPremisesSyncEnabled: null,
    visibility: unified ? 'Public' : null,
    createdDateTime: new Date(now).toISOString(),
    members: [],
    owners: [],
    ...values,
  };
  const related = relatedIn(call, group, rest);
  return { ...group, ...related, ...(unified ? addressesOf(call, group) : {}) };
}

function checkGiven(name: string, value: unknown, unified: boolean): void {
  if (name === 'visibility' && value === 'HiddenMembership' && unified) return;
  if (name === 'isAssignableToRole' && value !== true) return;
  if (!groupType.properties.has(name)) throw unknownProperty(name, 'group');
  if (name === 'isAssignableToRole')
    throw new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  // "can't be set in the initial POST request and must be set in a subsequent PATCH request"
  if (writtenByPeopleOnly.has(name)) throw badRequest(`Property '${name}' can't be set when a group is created.`);
  checkGroupValue(name, value);
}

function relatedIn(call: GraphCall, group: Group, body: Readonly<Record<string, unknown>>): Pick<Group, Relation> {
  const related: Record<Relation, readonly string[]> = { members: [], owners: [] };
  for (const [name, relation] of Object.entries(binds)) {
    const list = body[name] ?? [];
    if (!Array.isArray(list)) throw badRequest(`Invalid value specified for property '${name}' of resource 'Group'.`);
    const ids = [...new Set(list.map((one) => referenced(call, one)))];
    for (const id of ids) checkRelated(call, group, relation, id);
    related[relation] = ids;
  }
  if (related.members.length + related.owners.length > mostRelated)
    throw badRequest(
      `The request has more than ${mostRelated} references to other objects, which is the most there can be.`,
    );
  return related;
}

/** At the default domain and, for routing, at the initial one; the page's example has digits behind a name that is taken. */
function addressesOf({ world, side }: GraphCall, { id, mailNickname }: Group): Pick<Group, 'mail' | 'proxyAddresses'> {
  const { store, seed } = world;
  const { initialDomain } = store.heads[side];
  const domain = [...store.all(side, 'domains')].find(({ isDefault }) => isDefault)?.id ?? initialDomain;
  const domains = [...new Set([domain, initialDomain])];
  const isTaken = (local: string): boolean =>
    domains.some((one) => {
      const address = `${local}@${one}`;
      const index = store.index[side];
      return (
        index.addressHolder(smtpKey(address), id) !== undefined || index.principalNameHolder(address, id) !== undefined
      );
    });
  let local = mailNickname;
  for (let n = 0; isTaken(local); n += 1)
    local = `${mailNickname}${1000 + Math.floor(seededFraction(seed, `${id}/${n}`) * 9000)}`;
  return {
    mail: `${local}@${domain}`,
    proxyAddresses: domains.map((one, i) => `${i === 0 ? 'SMTP' : 'smtp'}:${local}@${one}`),
  };
}

const removeGroup: GraphRoute = {
  method: 'DELETE',
  pattern: '/groups/{id}',
  roles: ['Group.ReadWrite.All'],
  units: 1,
  writes: 1,
  // https://learn.microsoft.com/en-us/graph/api/group-delete
  page: 'https://learn.microsoft.com/en-us/graph/api/group-delete',
  answer(call): ServiceAnswer {
    const group = findGroup(call);
    if (isExchangesOwn(group))
      throw badRequest('Cannot Delete a mail-enabled security groups and or distribution list.');
    if (group.onPremisesSyncEnabled === true)
      throw badRequest(
        'Unable to delete on-premises mastered Directory Sync objects or objects currently undergoing migration.',
      );
    // https://learn.microsoft.com/en-us/entra/identity/users/licensing-group-advanced#deleting-a-group-with-an-assigned-license
    if (isLicensed(group)) throw badRequest('The group has licenses assigned: remove them before it is deleted.');
    deleteGroup(call, group);
    return {
      status: 204,
      touched: [{ side: call.side, kind: 'group', id: group.id, properties: ['id'] }],
      applied: true,
    };
  },
};

export const newGroupRoutes: readonly GraphRoute[] = [createGroup, removeGroup];
