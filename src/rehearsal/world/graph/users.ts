import { lagOf, type ServiceAnswer } from '../context.js';
import type { User } from '../entities.js';
import { binUser } from '../deleted-items.js';
import { addUser, changeUser, type NewUser } from '../directory-changes.js';
import { domainOf } from '../proxy-addresses.js';
import { project, selectedProperties } from './entity-type.js';
import { badRequest, GraphRefusal, notFound, unknownProperty } from './errors.js';
import { graphBase } from './host.js';
import { checkSingleQuery, listAnswer } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { userType, writable } from './user-properties.js';

const readRoles = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

// https://learn.microsoft.com/en-us/graph/api/user-list
const listUsers: GraphRoute = {
  method: 'GET',
  pattern: '/users',
  roles: readRoles,
  units: 2,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-list',
  answer: (call) => listAnswer(call, 'users', userType),
};

// https://learn.microsoft.com/en-us/graph/aad-advanced-queries: `$count` as a path segment is an advanced query and answers text.
const countUsers: GraphRoute = {
  method: 'GET',
  pattern: '/users/$count',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/aad-advanced-queries',
  answer(call): ServiceAnswer {
    if (call.request.headers['consistencylevel']?.toLowerCase() !== 'eventual') {
      throw new GraphRefusal(400, 'Request_BadRequest', '$count is not currently supported.');
    }
    call.query.set('$count', 'true');
    const { body } = listAnswer(call, 'users', userType);
    return {
      status: 200,
      headers: { 'content-type': 'text/plain' },
      text: `${(body as { '@odata.count': number })['@odata.count']}`,
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/user-get
const getUser: GraphRoute = {
  method: 'GET',
  pattern: '/users/{id}',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-get',
  answer(call): ServiceAnswer {
    checkSingleQuery(call.query);
    const { world, side, now, query } = call;
    const user = findUser(call);
    const seen = world.store.seen(
      side,
      'users',
      user.id,
      now,
      lagOf(world, user.id, world.store.faults.readLagSeconds),
    );
    if (seen === undefined) throw notFound(call.ids[0] as string);
    const names = selectedProperties(query, userType, 'single');
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#users/$entity`,
        ...project(seen, names, userType),
      },
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/user-update
const updateUser: GraphRoute = {
  method: 'PATCH',
  pattern: '/users/{id}',
  roles: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-update',
  answer(call): ServiceAnswer {
    const user = findUser(call);
    const patch = bodyObject(call.request.body);
    for (const name of Object.keys(patch)) checkProperty(name, patch[name]);
    if (user.onPremisesSyncEnabled === true && Object.keys(patch).some((name) => name !== 'usageLocation')) {
      throw badRequest(
        'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
      );
    }
    changeUser(call.world, call.side, user, patch as Partial<User>, call.actor, call.now);
    return {
      status: 204,
      touched: [{ side: call.side, kind: 'user', id: user.id, properties: Object.keys(patch) }],
      applied: true,
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/user-post-users
const createUser: GraphRoute = {
  method: 'POST',
  pattern: '/users',
  roles: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-post-users',
  answer(call): ServiceAnswer {
    const { world, side, actor, now } = call;
    const user = addUser(world, side, userToCreate(call), actor, now);
    return {
      status: 201,
      body: { '@odata.context': `${graphBase}/$metadata#users/$entity`, ...project(user, null, userType) },
      touched: [{ side, kind: 'user', id: user.id, properties: ['id'] }],
      applied: true,
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/user-delete
const deleteUser: GraphRoute = {
  method: 'DELETE',
  pattern: '/users/{id}',
  roles: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/user-delete',
  answer(call): ServiceAnswer {
    const user = findUser(call);
    binUser(call, user);
    return {
      status: 204,
      touched: [{ side: call.side, kind: 'user', id: user.id, properties: ['id'] }],
      applied: true,
    };
  },
};

export const userRoutes: readonly GraphRoute[] = [listUsers, countUsers, getUser, createUser, updateUser, deleteUser];

export function findUser(call: GraphCall): User {
  const { store } = call.world;
  const id = call.ids[0] as string;
  const key = id.includes('@') ? store.index[call.side].userByPrincipalName(id) : id.toLowerCase();
  const user = key === undefined ? undefined : store.get(call.side, 'users', key);
  if (user === undefined) throw notFound(id);
  return user;
}

const required = ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'] as const;

/** What the body says, with everything that the page requires; the password is looked at and not kept. */
function userToCreate({ request, world, side }: GraphCall): NewUser {
  const body = bodyObject(request.body);
  for (const name of required) {
    if (body[name] === undefined || body[name] === null)
      throw badRequest(`A value is required for property '${name}' of resource 'User'.`);
  }
  const { passwordProfile, onPremisesImmutableId = null, ...rest } = body;
  for (const [name, value] of Object.entries(rest)) checkProperty(name, value);
  checkPassword(passwordProfile);
  const invalid = (name: string): GraphRefusal =>
    badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
  if (!/^[^\s@()\\[\]";:<>,]{1,64}$/.test(String(rest['mailNickname']))) throw invalid('mailNickname');
  if (onPremisesImmutableId !== null && typeof onPremisesImmutableId !== 'string')
    throw invalid('onPremisesImmutableId');
  const domain = world.store.get(side, 'domains', domainOf(String(rest['userPrincipalName'])));
  if (domain?.authenticationType === 'Federated' && onPremisesImmutableId === null)
    throw badRequest("A value is required for property 'onPremisesImmutableId' of resource 'User'.");
  return { ...rest, onPremisesImmutableId } as unknown as NewUser;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/passwordprofile: "by default, a strong password is required". */
function checkPassword(given: unknown): void {
  const members = {
    password: 'string',
    forceChangePasswordNextSignIn: 'boolean',
    forceChangePasswordNextSignInWithMfa: 'boolean',
  };
  const profile = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const fits = Object.entries(profile).every(([name, value]) => typeof value === members[name as keyof typeof members]);
  const { password } = profile;
  if (!fits || typeof password !== 'string')
    throw badRequest("Invalid value specified for property 'passwordProfile' of resource 'User'.");
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  if (password.length < 8 || password.length > 256 || kinds < 3) {
    throw badRequest(
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    );
  }
}

export function bodyObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new GraphRefusal(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphRefusal(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  }
  return value as Record<string, unknown>;
}

export function checkProperty(name: string, value: unknown): void {
  const kind = writable[name];
  if (kind === undefined) {
    if (name === 'proxyAddresses') {
      // The address list belongs to Exchange; a directory caller of whatever rank is refused.
      throw badRequest("Property 'proxyAddresses' is read-only and cannot be set.");
    }
    if (userType.properties.has(name)) throw badRequest(`Property '${name}' is read-only and cannot be set.`);
    throw unknownProperty(name, 'user');
  }
  const fits =
    kind === 'boolean'
      ? typeof value === 'boolean'
      : kind === 'string list'
        ? Array.isArray(value) && value.every((one) => typeof one === 'string')
        : typeof value === 'string' || (kind === 'nullable string' && value === null);
  if (!fits) throw badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
  // https://learn.microsoft.com/en-us/graph/api/resources/user#properties: "a two-letter country code (ISO standard 3166)".
  if (name === 'usageLocation' && value !== null && !/^[A-Za-z]{2}$/.test(String(value)))
    throw badRequest("Invalid value specified for property 'usageLocation' of resource 'User'.");
  // "The maximum length is 16 characters."
  if (name === 'employeeId' && String(value ?? '').length > 16)
    throw badRequest("Invalid value specified for property 'employeeId' of resource 'User'.");
  if (kind === 'string' && value === '')
    throw badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
}
