import { lagOf, type ServiceAnswer, type WorldContext } from '../context.js';
import { addressesOn, applicationsOn } from '../dependants.js';
import type { CollectionName, Collections, Side } from '../entities.js';
import { domainOf } from '../proxy-addresses.js';
import { directoryObjectType } from './directory-objects.js';
import { domainReadRoles, findDomain } from './domains.js';
import { answerRows, type View } from './query.js';
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
    const { id } = findDomain(call);
    const all = new Map([...references(call, id)].map((one) => [one.id, one]));
    return answerRows(
      call,
      `domains/${id}/domainNameReferences`,
      // No filter and no order are told of on the page.
      { ...directoryObjectType, isDirectoryObject: false, filters: {} },
      { keys: [...all.keys()].sort(), at: (one) => all.get(one) },
      { show: shownAsReference, context: 'directoryObjects' },
    );
  },
};

const shownAsReference = (view: View, names: readonly string[] | null): object =>
  names === null
    ? view
    : Object.fromEntries(
        Object.entries(view).filter(([name]) => name === '@odata.type' || name === 'id' || names.includes(name)),
      );

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
