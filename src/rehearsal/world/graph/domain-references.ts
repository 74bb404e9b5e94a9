import { lagOf, type ServiceAnswer, type WorldContext } from '../context.js';
import { addressesOn, applicationsOn } from '../dependants.js';
import type { CollectionName, Collections, Side } from '../entities.js';
import { domainOf } from '../proxy-addresses.js';
import { domainReadRoles, findDomain } from './domains.js';
import { graphBase } from './host.js';
import { checkQuery, placeOf } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

type Reference = { readonly id: string; readonly [name: string]: unknown };

/**
 * https://learn.microsoft.com/en-us/graph/api/domain-list-domainnamereferences: live users, groups, contacts and applications as an index
 * saw them a while ago. What lies in the bin and what only Exchange knows is not among them.
 */
export const domainReferenceRoute: GraphRoute = {
  method: 'GET',
  pattern: '/domains/{id}/domainNameReferences',
  roles: domainReadRoles,
  units: 4,
  page: 'https://learn.microsoft.com/en-us/graph/api/domain-list-domainnamereferences',
  answer(call): ServiceAnswer {
    const { query, world } = call;
    checkQuery(query);
    const { id } = findDomain(call);
    const found = [...references(call, id)].sort((a, b) => (a.id < b.id ? -1 : 1));
    const { scan, start } = placeOf(call);
    const top = Math.min(Number(query.get('$top') ?? 100), 999);
    const rest = found.filter((one) => one.id > (start ?? ''));
    const page = rest.slice(0, top);
    const wanted = query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim());
    const path = `domains/${id}/domainNameReferences`;
    const following = new URLSearchParams(query);
    if (rest.length > top)
      following.set('$skiptoken', world.scans.token(scan ?? world.scans.begin(), page.at(-1)?.id ?? ''));
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#directoryObjects`,
        ...(rest.length > top
          ? {
              '@odata.nextLink': `${graphBase}/${path}?${following.toString().replaceAll('%24', '$')}`,
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

function* references({ world, side, now }: GraphCall, domain: string): Generator<Reference> {
  for (const user of indexed(world, side, 'users', now)) {
    if (domainOf(user.userPrincipalName) !== domain && addressesOn(user.proxyAddresses, domain).length === 0) continue;
    const { id, displayName, userPrincipalName, mail } = user;
    yield { '@odata.type': '#microsoft.graph.user', id, displayName, userPrincipalName, mail };
  }
  for (const { id, displayName, mail, proxyAddresses } of indexed(world, side, 'groups', now)) {
    if (addressesOn(proxyAddresses, domain).length > 0)
      yield { '@odata.type': '#microsoft.graph.group', id, displayName, mail };
  }
  for (const { id, displayName, mail, proxyAddresses } of indexed(world, side, 'contacts', now)) {
    if (addressesOn(proxyAddresses, domain).length > 0)
      yield { '@odata.type': '#microsoft.graph.orgContact', id, displayName, mail };
  }
  for (const { application } of applicationsOn(world, side, domain, indexed(world, side, 'applications', now))) {
    const { id, appId, displayName } = application;
    yield { '@odata.type': '#microsoft.graph.application', id, appId, displayName };
  }
}

function* indexed<Name extends CollectionName>(
  world: WorldContext,
  side: Side,
  name: Name,
  now: number,
): Generator<Collections[Name]> {
  const longest = world.store.faults.referenceLagSeconds;
  for (const key of world.store.keys(side, name)) {
    const seen = world.store.seen(side, name, key, now, lagOf(world, key, longest));
    if (seen !== undefined) yield seen;
  }
}
