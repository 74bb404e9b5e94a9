import type { ServiceAnswer } from '../context.js';
import { makeDefaultDomain } from '../directory-changes.js';
import { changeHistory, takesMail } from '../domain-history.js';
import type { Domain } from '../entities.js';
import { project, selectedProperties, type EntityType } from './entity-type.js';
import { badRequest, type GraphRefusal, notFound, unknownProperty } from './errors.js';
import { graphBase } from './host.js';
import { checkSingleQuery, listAnswer } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { bodyObject } from './users.js';

const settableServices = ['Email', 'OfficeCommunicationsOnline', 'Yammer'];
const properties = [
  'authenticationType',
  'availabilityStatus',
  'id',
  'isAdminManaged',
  'isDefault',
  'isInitial',
  'isRoot',
  'isVerified',
  'supportedServices',
  'passwordValidityPeriodInDays',
  'passwordNotificationWindowInDays',
  'state',
];

/** https://learn.microsoft.com/en-us/graph/api/resources/domain#properties; the collection takes no `$filter`. */
export const domainType = ({ world, side }: Pick<GraphCall, 'world' | 'side'>): EntityType<'domains'> => ({
  type: 'domain',
  collection: 'domains',
  properties: new Set(properties),
  defaults: properties,
  isDirectoryObject: false,
  filters: {},
  view: (domain: Domain) => ({
    ...domain,
    availabilityStatus: null,
    state: world.store.domainHistory(side, domain.id)?.operation ?? null,
  }),
});

export const domainReadRoles = [
  'Domain.Read.All',
  'Domain.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

// https://learn.microsoft.com/en-us/graph/api/domain-list
const listDomains: GraphRoute = {
  method: 'GET',
  pattern: '/domains',
  roles: domainReadRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list',
  answer: (call) => listAnswer(call, 'domains', domainType(call)),
};

// https://learn.microsoft.com/en-us/graph/api/domain-get
const getDomain: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}',
  roles: domainReadRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-get',
  answer(call): ServiceAnswer {
    checkSingleQuery(call.query);
    const names = selectedProperties(call.query, domainType(call), 'single');
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#domains/$entity`,
        ...project(findDomain(call), names, domainType(call)),
      },
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/domain-update
const updateDomain: GraphRoute = {
  method: 'PATCH',
  pattern: '/domains/{id}',
  roles: ['Domain.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-update',
  answer(call): ServiceAnswer {
    const domain = findDomain(call);
    const patch = bodyObject(call.request.body);
    for (const name of Object.keys(patch)) {
      if (!properties.includes(name)) throw unknownProperty(name, 'domain');
      if (!['isDefault', 'supportedServices'].includes(name)) {
        throw badRequest(`Property '${name}' is read-only and cannot be set.`);
      }
    }
    const invalid = (name: string): GraphRefusal =>
      badRequest(`Invalid value specified for property '${name}' of resource 'Domain'.`);
    if (patch['isDefault'] !== undefined && typeof patch['isDefault'] !== 'boolean') throw invalid('isDefault');
    if (!domain.isVerified) throw badRequest('Only verified domains can be updated.');
    if (patch['isDefault'] === false) {
      throw badRequest('The default domain cannot be unset: set isDefault to true on another domain.');
    }
    const services = patch['supportedServices'];
    if (services !== undefined) {
      if (!Array.isArray(services) || !services.every((one) => typeof one === 'string'))
        throw invalid('supportedServices');
      // https://learn.microsoft.com/en-us/graph/api/resources/domain#properties: the others are not set through the API.
      const strange = services.find((one) => !settableServices.includes(String(one)));
      if (strange !== undefined && !domain.supportedServices.includes(String(strange)))
        throw invalid('supportedServices');
      const after = { ...domain, supportedServices: services.map(String) };
      call.world.store.put(call.side, 'domains', after, call.now);
      if (takesMail(after) !== takesMail(domain)) {
        changeHistory(call.world, call.side, domain.id, { mailSince: takesMail(after) ? call.now : null });
      }
    }
    if (patch['isDefault'] === true) {
      makeDefaultDomain(call.world, call.side, findDomain(call), call.actor, call.now);
    }
    return {
      status: 204,
      touched: [{ side: call.side, kind: 'domain', id: domain.id, properties: Object.keys(patch) }],
      applied: true,
    };
  },
};

export const domainRoutes: readonly GraphRoute[] = [listDomains, getDomain, updateDomain];

export function findDomain(call: GraphCall): Domain {
  const id = (call.ids[0] as string).toLowerCase();
  const domain = call.world.store.get(call.side, 'domains', id);
  if (domain === undefined) throw notFound(call.ids[0] as string);
  return domain;
}
