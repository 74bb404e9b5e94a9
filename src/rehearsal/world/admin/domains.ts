/** https://learn.microsoft.com/en-us/microsoft-365/admin/setup/add-domain and https://learn.microsoft.com/en-us/microsoft-365/admin/get-help-with-domains/remove-a-domain */
import type { Domain } from '../entities.js';
import { makeDefaultDomain } from '../directory-changes.js';
import { addDomain, removeDomain, verifyDomain } from '../domain-changes.js';
import { DoorRefusal } from '../door-refusal.js';
import type { Errand, ErrandCall, ErrandResult } from './portal.js';
import { textIn } from './read-body.js';

const touching = ({ side }: ErrandCall, id: string, property: string): ErrandResult => ({
  touched: [{ side, kind: 'domain', id, properties: [property] }],
});

function find({ world, side }: ErrandCall, name: string): Domain {
  const domain = world.store.get(side, 'domains', name.toLowerCase());
  if (domain === undefined) throw new DoorRefusal(404, `The ${side} tenant has no domain '${name}'.`);
  return domain;
}

export const domainErrands: readonly Errand[] = [
  {
    pattern: 'default-domain',
    run(call) {
      const domain = find(call, textIn(call.body, 'domain'));
      makeDefaultDomain(call.world, call.side, domain, call.actor, call.now);
      return touching(call, domain.id, 'isDefault');
    },
  },
  {
    pattern: 'domains',
    run(call) {
      const { id, isVerified, verificationText } = addDomain(call, textIn(call.body, 'domain'));
      return { ...touching(call, id, 'id'), told: { domain: id, isVerified, verificationText } };
    },
  },
  {
    pattern: 'domains/{id}/verify',
    run(call) {
      return touching(call, verifyDomain(call, find(call, call.id)).id, 'isVerified');
    },
  },
  {
    // https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/migrate-from-federation-to-cloud-authentication
    pattern: 'domains/{id}/authentication-type',
    run(call) {
      const { world, side, actor, now } = call;
      const domain = find(call, call.id);
      const authenticationType = textIn(call.body, 'authenticationType');
      if (authenticationType !== 'Managed' && authenticationType !== 'Federated')
        throw new DoorRefusal(400, `A domain is Managed or Federated, not '${authenticationType}'.`);
      world.store.put(side, 'domains', { ...domain, authenticationType }, now);
      world.store.note({
        at: new Date(now).toISOString(),
        system: 'graph',
        side,
        actor,
        what: 'authenticationType',
        object: { kind: 'domain', id: domain.id, label: domain.id },
        before: { authenticationType: domain.authenticationType },
        after: { authenticationType },
      });
      return touching(call, domain.id, 'authenticationType');
    },
  },
  {
    pattern: 'domains/{id}/remove',
    run(call) {
      const domain = find(call, call.id);
      removeDomain(call, domain);
      return touching(call, domain.id, 'id');
    },
  },
];
