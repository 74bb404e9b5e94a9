import type { ServiceAnswer } from '../context.js';
import { makeDefaultDomain } from '../directory-changes.js';
import type { Domain } from '../entities.js';
import { domainOf, parseProxyAddress } from '../proxy-addresses.js';
import { badRequest, notFound, unknownProperty } from './errors.js';
import { listAnswer, project, selectedProperties, checkQuery, type EntityType } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { bodyObject } from './users.js';

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
const domainType: EntityType<'domains'> = {
  type: 'domain',
  collection: 'domains',
  properties: new Set(properties),
  defaults: properties,
  basic: {},
  advanced: {},
  view: (domain: Domain) => ({ ...domain, availabilityStatus: null, state: null }),
};

const readRoles = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

// https://learn.microsoft.com/en-us/graph/api/domain-list
const listDomains: GraphRoute = {
  method: 'GET',
  pattern: '/domains',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list',
  answer: (call) => listAnswer(call, 'domains', domainType),
};

// https://learn.microsoft.com/en-us/graph/api/domain-get
const getDomain: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-get',
  answer(call): ServiceAnswer {
    checkQuery(call.query);
    const names = selectedProperties(call.query, domainType);
    return {
      status: 200,
      body: {
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains/$entity',
        ...project(findDomain(call), names, domainType),
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
      if (!domainType.properties.has(name)) throw unknownProperty(name, 'domain');
      if (!['isDefault', 'supportedServices'].includes(name)) {
        throw badRequest(`Property '${name}' is read-only and cannot be set.`);
      }
    }
    if (!domain.isVerified) throw badRequest('Only verified domains can be updated.');
    if (patch['isDefault'] === false) {
      throw badRequest('The default domain cannot be unset: set isDefault to true on another domain.');
    }
    const services = patch['supportedServices'];
    if (services !== undefined) {
      if (!Array.isArray(services))
        throw badRequest("Invalid value specified for property 'supportedServices' of resource 'Domain'.");
      call.world.store.put(call.side, 'domains', { ...domain, supportedServices: services.map(String) }, call.now);
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

// https://learn.microsoft.com/en-us/graph/api/domain-list-verificationdnsrecords
const verificationRecords: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}/verificationDnsRecords',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list-verificationdnsrecords',
  answer(call): ServiceAnswer {
    const domain = findDomain(call);
    const common = { isOptional: false, label: domain.id, supportedService: 'Email', ttl: 3600 };
    return {
      status: 200,
      body: {
        '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#domains('${domain.id}')/verificationDnsRecords`,
        value: [
          {
            '@odata.type': '#microsoft.graph.domainDnsTxtRecord',
            id: `txt-${domain.id}`,
            recordType: 'Txt',
            ...common,
            text: domain.verificationText,
          },
          {
            '@odata.type': '#microsoft.graph.domainDnsMxRecord',
            id: `mx-${domain.id}`,
            recordType: 'Mx',
            ...common,
            mailExchange: `${domain.verificationText.replace('MS=', '')}.msv1.invalid`,
            preference: 32767,
          },
        ],
      },
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/domain-list-domainnamereferences: users, groups and contacts that the directory knows of.
const domainNameReferences: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}/domainNameReferences',
  roles: readRoles,
  units: 4,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list-domainnamereferences',
  answer(call): ServiceAnswer {
    const { world, side, query } = call;
    const { id } = findDomain(call);
    const held = (addresses: readonly string[]): boolean =>
      addresses.some((address) => /^(smtp|sip):/i.test(address) && domainOf(parseProxyAddress(address).value) === id);
    const found: { id: string; [name: string]: unknown }[] = [];
    for (const user of world.store.all(side, 'users')) {
      if (domainOf(user.userPrincipalName) === id || held(user.proxyAddresses)) {
        found.push({
          '@odata.type': '#microsoft.graph.user',
          id: user.id,
          displayName: user.displayName,
          userPrincipalName: user.userPrincipalName,
          mail: user.mail,
        });
      }
    }
    for (const group of world.store.all(side, 'groups')) {
      if (held(group.proxyAddresses)) {
        found.push({
          '@odata.type': '#microsoft.graph.group',
          id: group.id,
          displayName: group.displayName,
          mail: group.mail,
        });
      }
    }
    for (const contact of world.store.all(side, 'contacts')) {
      if (held(contact.proxyAddresses)) {
        found.push({
          '@odata.type': '#microsoft.graph.orgContact',
          id: contact.id,
          displayName: contact.displayName,
          mail: contact.mail,
        });
      }
    }
    found.sort((a, b) => (a.id < b.id ? -1 : 1));
    const token = query.get('$skiptoken');
    const start = token === null ? '' : Buffer.from(token, 'base64url').toString('utf8');
    const top = Math.min(Number(query.get('$top') ?? 100), 999);
    const rest = found.filter((one) => one.id > start);
    const page = rest.slice(0, top);
    const wanted = query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim());
    const path = `domains/${id}/domainNameReferences`;
    const following = new URLSearchParams(query);
    following.set('$skiptoken', Buffer.from(page.at(-1)?.id ?? '').toString('base64url'));
    return {
      status: 200,
      body: {
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#directoryObjects',
        ...(rest.length > top
          ? {
              '@odata.nextLink': `https://graph.microsoft.com/v1.0/${path}?${following.toString().replaceAll('%24', '$')}`,
            }
          : {}),
        value: page.map((one) =>
          wanted === undefined
            ? one
            : Object.fromEntries(
                Object.entries(one).filter(
                  ([name]) => name === '@odata.type' || name === 'id' || wanted.includes(name),
                ),
              ),
        ),
      },
    };
  },
};

export const domainRoutes: readonly GraphRoute[] = [
  listDomains,
  getDomain,
  updateDomain,
  verificationRecords,
  domainNameReferences,
];

function findDomain(call: GraphCall): Domain {
  const id = (call.ids[0] as string).toLowerCase();
  const domain = call.world.store.get(call.side, 'domains', id);
  if (domain === undefined) throw notFound(call.ids[0] as string);
  return domain;
}
