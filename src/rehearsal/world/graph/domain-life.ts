/** A domain added, verified and removed. The rules are in `../domain-changes`, which the administrators' portal obeys as well. */
import type { ServiceAnswer } from '../context.js';
import { addDomain, removeDomain, verifyDomain } from '../domain-changes.js';
import { acceptForceDelete } from '../force-delete.js';
import { domainType, findDomain } from './domains.js';
import { badRequest, unknownProperty } from './errors.js';
import { graphBase } from './host.js';
import { project } from './entity-type.js';
import type { GraphCall, GraphRoute } from './route.js';
import { bodyObject } from './users.js';

const roles = ['Domain.ReadWrite.All'];
const write = { roles, units: 1, writes: 1 } as const;

// https://learn.microsoft.com/en-us/graph/api/domain-post-domains: id is the only property that can be specified, and it is required.
const createDomain: GraphRoute = {
  method: 'POST',
  pattern: '/domains',
  ...write,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-post-domains',
  answer(call): ServiceAnswer {
    const type = domainType(call);
    const body = bodyObject(call.request.body);
    for (const name of Object.keys(body)) {
      if (!type.properties.has(name)) throw unknownProperty(name, 'domain');
      if (name !== 'id') throw badRequest(`Property '${name}' is read-only and cannot be set.`);
    }
    if (typeof body['id'] !== 'string') throw badRequest("A value is required for property 'id' of resource 'Domain'.");
    const domain = addDomain(call, body['id']);
    return {
      status: 201,
      body: {
        '@odata.context': `${graphBase}/$metadata#domains/$entity`,
        ...project(domain, null, type),
      },
      ...touching(call, domain.id, 'id'),
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/domain-verify
const verify: GraphRoute = {
  method: 'POST',
  pattern: '/domains/{id}/verify',
  ...write,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-verify',
  answer(call): ServiceAnswer {
    // Force works against a tenant without an administrator; both of these have theirs.
    booleanParameters(call, ['forceTakeover']);
    const domain = verifyDomain(call, findDomain(call));
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#domains/$entity`,
        ...project(domain, null, domainType(call)),
        availabilityStatus: 'AvailableImmediately',
      },
      ...touching(call, domain.id, 'isVerified'),
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/domain-delete
const deleteDomain: GraphRoute = {
  method: 'DELETE',
  pattern: '/domains/{id}',
  ...write,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-delete',
  answer(call): ServiceAnswer {
    const domain = findDomain(call);
    removeDomain(call, domain);
    return { status: 204, ...touching(call, domain.id, 'id') };
  },
};

// https://learn.microsoft.com/en-us/graph/api/domain-forcedelete: 204 means that it was accepted.
const forceDelete: GraphRoute = {
  method: 'POST',
  pattern: '/domains/{id}/forceDelete',
  ...write,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-forcedelete',
  answer(call): ServiceAnswer {
    const domain = findDomain(call);
    const { disableUserAccounts = true } = booleanParameters(call, ['disableUserAccounts']);
    acceptForceDelete(call, domain, disableUserAccounts);
    return { status: 204, ...touching(call, domain.id, 'id') };
  },
};

export const domainLifeRoutes: readonly GraphRoute[] = [createDomain, verify, deleteDomain, forceDelete];

const touching = ({ side }: GraphCall, id: string, property: string): Pick<ServiceAnswer, 'touched' | 'applied'> => ({
  touched: [{ side, kind: 'domain', id, properties: [property] }],
  applied: true,
});

/** The parameters of an action; without a body it has none. */
function booleanParameters(call: GraphCall, names: readonly string[]): Readonly<Record<string, boolean>> {
  if (call.request.body.trim() === '') return {};
  const body = bodyObject(call.request.body);
  for (const [name, value] of Object.entries(body)) {
    if (!names.includes(name)) throw badRequest(`The parameter '${name}' is not a parameter of this action.`);
    if (typeof value !== 'boolean') throw badRequest(`Invalid value specified for parameter '${name}'.`);
  }
  return body as Record<string, boolean>;
}
