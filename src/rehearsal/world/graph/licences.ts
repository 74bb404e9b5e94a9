/** Licences given to users and groups. https://learn.microsoft.com/en-us/graph/api/resources/assignedlicense */
import type { ServiceAnswer } from '../context.js';
import type { AssignedLicense, Group, User } from '../entities.js';
import { putLicences, statesOf, stateOf } from '../licences/assigned.js';
import { scheduleGroupLicences } from '../licences/given-by-groups.js';
import { boughtBy, productOf } from '../licences/products.js';
import { project, type ObjectType } from './entity-type.js';
import { badRequest, GraphRefusal } from './errors.js';
import { groupType } from './group-properties.js';
import { findGroup } from './groups.js';
import { graphBase } from './host.js';
import { answerRows } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { plansShown } from './subscriptions.js';
import { userType } from './user-properties.js';
import { bodyObject, findUser } from './users.js';

/** What a request asks for: the parameters of both actions. */
interface Order {
  readonly add: readonly AssignedLicense[];
  readonly remove: readonly string[];
}

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function orderIn(call: GraphCall): Order {
  const body = bodyObject(call.request.body);
  const missing = ['addLicenses', 'removeLicenses'].filter((name) => !Array.isArray(body[name]));
  if (missing.length > 0)
    throw new GraphRefusal(
      400,
      'BadRequest',
      `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
    );
  const guid = (value: unknown): string => {
    if (typeof value !== 'string' || !guidForm.test(value))
      throw badRequest(`Cannot convert a value to target type 'Edm.Guid' because of conversion error.`);
    return value.toLowerCase();
  };
  const add = (body['addLicenses'] as readonly unknown[]).map((one) => {
    const { skuId, disabledPlans = [] } = (one ?? {}) as { readonly skuId?: unknown; readonly disabledPlans?: unknown };
    if (!Array.isArray(disabledPlans)) throw badRequest("Invalid value specified for property 'disabledPlans'.");
    return { skuId: guid(skuId), disabledPlans: disabledPlans.map(guid) };
  });
  const remove = (body['removeLicenses'] as readonly unknown[]).map(guid);
  const bought = new Set(boughtBy(call.world, call.side).map(({ skuId }) => skuId));
  const unknown = [...add.map(({ skuId }) => skuId), ...remove].find((skuId) => !bought.has(skuId));
  if (unknown !== undefined) throw badRequest(`License ${unknown} does not correspond to a valid company License.`);
  return { add, remove };
}

const replaced = (before: readonly AssignedLicense[], { add, remove }: Order): readonly AssignedLicense[] => [
  ...before.filter(({ skuId }) => !remove.includes(skuId) && !add.some((one) => one.skuId === skuId)),
  ...add,
];

// https://learn.microsoft.com/en-us/graph/api/user-assignlicense
const assignToUser: GraphRoute = {
  method: 'POST',
  pattern: '/users/{id}/assignLicense',
  roles: ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-assignlicense',
  answer(call): ServiceAnswer {
    const { world, side, now, actor } = call;
    const user = findUser(call);
    const order = orderIn(call);
    const states = statesOf(user);
    checkUser(call, user, order);
    const own = states.filter(({ assignedByGroup }) => assignedByGroup === null);
    const inherited = states.filter(({ assignedByGroup }) => assignedByGroup !== null);
    const at = new Date(now).toISOString();
    const kept = (licence: AssignedLicense) =>
      own.find((one) => one.skuId === licence.skuId && sameSet(one.disabledPlans, licence.disabledPlans));
    const wanted = replaced(own, order).map((licence) => kept(licence) ?? stateOf(licence, null, at));
    const applied = wanted.length !== own.length || wanted.some((one) => !own.includes(one));
    const after = applied ? putLicences(world, side, user, [...wanted, ...inherited], now) : user;
    if (applied)
      world.store.note({
        at,
        system: 'graph',
        side,
        actor,
        what: 'assignedLicenses',
        object: { kind: 'user', id: user.id, label: user.displayName },
        before: { assignedLicenses: user.assignedLicenses },
        after: { assignedLicenses: after.assignedLicenses },
      });
    return {
      status: 200,
      body: { '@odata.context': `${graphBase}/$metadata#users/$entity`, ...project(after, null, userType) },
      touched: [{ side, kind: 'user', id: user.id, properties: ['assignedLicenses'] }],
      applied,
    };
  },
};

/** The sentences are those that administrators quote. */
function checkUser({ world, side }: GraphCall, user: User, { add, remove }: Order): void {
  const states = statesOf(user);
  for (const skuId of remove) {
    const those = states.filter((one) => one.skuId === skuId);
    if (those.length === 0) throw badRequest('User does not have a corresponding license.');
    if (those.every(({ assignedByGroup }) => assignedByGroup !== null))
      throw badRequest(
        'User license is inherited from a group membership and it cannot be removed directly from the user.',
      );
  }
  if (add.length === 0) return;
  if (user.usageLocation === null)
    throw badRequest('License assignment cannot be done for user with invalid usage location.');
  const bought = new Map(boughtBy(world, side).map((one) => [one.skuId, one]));
  for (const { skuId } of add) {
    const { enabled = 0, consumed = 0 } = bought.get(skuId) ?? {};
    if (consumed >= enabled && !user.assignedLicenses.some((one) => one.skuId === skuId))
      throw badRequest(`Subscription with SKU ${skuId} does not have any available licenses.`);
  }
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

// https://learn.microsoft.com/en-us/graph/api/group-assignlicense
const assignToGroup: GraphRoute = {
  method: 'POST',
  pattern: '/groups/{id}/assignLicense',
  roles: ['LicenseAssignment.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-assignlicense',
  answer(call): ServiceAnswer {
    const { world, side, now } = call;
    const { assignedLicenses: before = [], ...rest } = findGroup(call);
    const order = orderIn(call);
    if (order.remove.some((skuId) => !before.some((one) => one.skuId === skuId)))
      throw badRequest('Group does not have a corresponding license.');
    if (!rest.securityEnabled) throw badRequest('License assignment is allowed on security enabled groups only.');
    const assignedLicenses = replaced(before, order);
    const group: Group = { ...rest, ...(assignedLicenses.length === 0 ? {} : { assignedLicenses }) };
    const applied = JSON.stringify(assignedLicenses) !== JSON.stringify(before);
    if (applied) {
      world.store.put(side, 'groups', group, now);
      scheduleGroupLicences(world, side, group.members, now);
    }
    return {
      status: 202,
      body: { '@odata.context': `${graphBase}/$metadata#groups/$entity`, ...project(group, null, groupType) },
      touched: [{ side, kind: 'group', id: group.id, properties: ['assignedLicenses'] }],
      applied,
    };
  },
};

const detailsShown = ['id', 'servicePlans', 'skuId', 'skuPartNumber'];
const detailsType: ObjectType = {
  type: 'licenseDetails',
  isDirectoryObject: false,
  properties: new Set(detailsShown),
  defaults: detailsShown,
  filters: {},
};

// https://learn.microsoft.com/en-us/graph/api/user-list-licensedetails
const listDetails: GraphRoute = {
  method: 'GET',
  pattern: '/users/{id}/licenseDetails',
  roles: [
    'LicenseAssignment.Read.All',
    'User.Read.All',
    'User.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-list-licensedetails',
  answer(call): ServiceAnswer {
    const user = findUser(call);
    const rows = new Map(
      user.assignedLicenses.map(({ skuId, disabledPlans }) => [
        skuId,
        {
          id: Buffer.from(`${user.id}${skuId}`.replaceAll('-', ''), 'hex').toString('base64url'),
          skuId,
          skuPartNumber: productOf(skuId).skuPartNumber,
          servicePlans: plansShown(skuId, disabledPlans),
        },
      ]),
    );
    return answerRows(call, `users/${user.id}/licenseDetails`, detailsType, {
      keys: [...rows.keys()].sort(),
      at: (id) => rows.get(id),
    });
  },
};

export const licenceRoutes: readonly GraphRoute[] = [assignToUser, assignToGroup, listDetails];
