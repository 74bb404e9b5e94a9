/** Adding, verifying and removing a domain, by whomever: the Graph routes and an administrator's portal come through here. */
import type { WorldContext } from './context.js';
import { dependantsOf, type Dependant } from './dependants.js';
import { changeHistory, releaseOf, takesMail } from './domain-history.js';
import { sides, type Domain, type Side } from './entities.js';
import { badRequest, GraphRefusal, objectConflict } from './graph/errors.js';
import { seededGuid } from './seeded.js';

export interface DomainCall {
  readonly world: WorldContext;
  readonly side: Side;
  readonly actor: string;
  readonly now: number;
}

const nameForm = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const mailServices = ['Email', 'OfficeCommunicationsOnline'];

/** https://learn.microsoft.com/en-us/graph/api/domain-post-domains */
export function addDomain(call: DomainCall, name: string): Domain {
  const { world, side, now } = call;
  const id = name.toLowerCase();
  if (!nameForm.test(id) || id.endsWith('.onmicrosoft.com')) {
    throw badRequest("Invalid value specified for property 'id' of resource 'Domain'.");
  }
  if (world.store.get(side, 'domains', id) !== undefined) throw objectConflict('id');
  const holder = ownerOf(world, id);
  if (holder !== undefined && holder !== side && !world.store.faults.unverifiedDomainAllowedEarly) {
    throw usedElsewhere(`Domain name ${id} is already verified in another organization and can't be added.`);
  }
  const root = rootOf(world, side, id);
  const history = world.store.domainHistory(side, id);
  const added = (history?.added ?? 0) + 1;
  const domain: Domain = {
    id,
    authenticationType: root?.authenticationType ?? 'Managed',
    isAdminManaged: true,
    isDefault: false,
    isInitial: false,
    isRoot: false,
    // A subdomain of a verified root is verified at once.
    isVerified: root !== undefined,
    supportedServices: root !== undefined && world.store.faults.verifyingEnablesMail ? mailServices : [],
    passwordNotificationWindowInDays: null,
    passwordValidityPeriodInDays: null,
    verificationText: `MS=ms${proofNumber(world, `${side}/${id}/${added}`)}`,
    domainType: 'Authoritative',
  };
  world.store.put(side, 'domains', domain, now);
  changeHistory(world, side, id, {
    added,
    verifiedAt: domain.isVerified ? now : null,
    mailSince: takesMail(domain) ? now : null,
    operation: null,
  });
  note(call, 'added', domain, null, { isVerified: domain.isVerified });
  return domain;
}

const proofNumber = (world: WorldContext, name: string): number =>
  (parseInt(seededGuid(world.seed, `proof/${name}`).slice(0, 8), 16) % 90_000_000) + 10_000_000;

/** The tenant that has this very domain verified. */
export const ownerOf = (world: WorldContext, id: string): Side | undefined =>
  sides.find((side) => world.store.get(side, 'domains', id)?.isVerified === true);

const rootOf = (world: WorldContext, side: Side, id: string): Domain | undefined =>
  [...world.store.all(side, 'domains')].find((one) => one.isVerified && id.endsWith(`.${one.id}`));

const usedElsewhere = (message: string): GraphRefusal =>
  badRequest(message, [{ code: 'ObjectConflict', message, target: 'id' }]);

/** The wording is that of the directory's own cmdlet; Graph's page names no error. https://learn.microsoft.com/en-us/graph/api/domain-verify */
const verificationFailed = (why: string): string => `Domain verification failed with the following error: '${why}'.`;

/** https://learn.microsoft.com/en-us/graph/api/domain-verify */
export function verifyDomain(call: DomainCall, domain: Domain): Domain {
  const { world, side, now } = call;
  const { store } = world;
  if (domain.isVerified) throw badRequest('Domain is already verified.');
  if (!isProved(world, domain)) {
    throw badRequest(verificationFailed(`The verification DNS record of ${domain.id} was not found`));
  }
  const holder = ownerOf(world, domain.id) ?? releaseOf(world, domain.id, now)?.side;
  if (holder !== undefined && holder !== side) {
    // https://learn.microsoft.com/en-us/entra/identity/users/domains-admin-takeover: a domain is verified in one directory at a time.
    throw usedElsewhere(verificationFailed(`The domain ${domain.id} is already configured on another tenant`));
  }
  const after: Domain = {
    ...domain,
    isVerified: true,
    isRoot: true,
    supportedServices: store.faults.verifyingEnablesMail ? mailServices : [],
  };
  store.put(side, 'domains', after, now);
  changeHistory(world, side, domain.id, {
    verifiedAt: now,
    mailSince: takesMail(after) ? now : null,
    operation: { operation: 'Verification', status: 'Completed', lastActionDateTime: new Date(now).toISOString() },
  });
  note(call, 'isVerified', after, { isVerified: false }, { isVerified: true });
  return after;
}

/** The TXT record, or the MX record that stands for it. */
function isProved(world: WorldContext, domain: Domain): boolean {
  const exchange = mailExchangeOfProof(domain);
  return world.store.dnsRecords.some(({ name, type, data }) => {
    if (name.toLowerCase().replace(/\.$/, '') !== domain.id) return false;
    if (type === 'TXT') return data.replace(/^"|"$/g, '') === domain.verificationText;
    return type === 'MX' && (data.split(/\s+/)[1] ?? '').toLowerCase().replace(/\.$/, '') === exchange;
  });
}

export const mailExchangeOfProof = (domain: Domain): string =>
  `${domain.verificationText.replace('MS=', '')}.msv1.invalid`;

/** https://learn.microsoft.com/en-us/graph/api/domain-delete: refused while anything depends on it. Throws with what it is refused for. */
export function removeDomain(call: DomainCall, domain: Domain): void {
  const { world, side } = call;
  refuseWhileBusy(world, side, domain);
  // The page makes no exception for a domain that was never verified: a subdomain added below it, or an address on it, holds it as well.
  const dependants = dependantsOf(world, side, domain);
  if (dependants.length > 0) throw dependantsRefusal(domain, dependants);
  takeAway(call, domain);
}

export function refuseWhileBusy(world: WorldContext, side: Side, domain: Domain): void {
  if (world.store.domainHistory(side, domain.id)?.operation?.status === 'InProgress') {
    throw badRequest(`An operation is in progress on the domain ${domain.id}.`);
  }
}

export function takeAway(call: DomainCall, domain: Domain): void {
  const { world, side, now } = call;
  world.store.remove(side, 'domains', domain.id, now);
  changeHistory(world, side, domain.id, {
    // Whoever only wanted a domain has nothing to release.
    ...(domain.isVerified ? { removedAt: now, was: domain } : {}),
    verifiedAt: null,
    mailSince: null,
    operation: null,
  });
  note(call, 'removed', domain, { isVerified: domain.isVerified }, null);
}

/** The kind of message is known, its text is not published. Every object is in the request log, the first few in the message. */
function dependantsRefusal(domain: Domain, dependants: readonly Dependant[]): GraphRefusal {
  const objects = uniqueObjects(dependants);
  const named = objects.slice(0, 5).map(({ kind, id }) => `${kind} ${id}`);
  const more = objects.length > named.length ? ` and ${objects.length - named.length} more` : '';
  const own = dependants.find(({ through }) => through === 'isInitial' || through === 'isDefault');
  const message =
    own === undefined
      ? `Unable to remove the domain ${domain.id}: ${objects.length} objects depend on it (${named.join(', ')}${more}). Remove the references, which domainNameReferences lists, or use forceDelete.`
      : `Unable to remove the domain ${domain.id}: it is the ${own.through === 'isInitial' ? 'initial' : 'default'} domain of the organization.`;
  return new GraphRefusal(400, 'Request_BadRequest', message, undefined, {}, objects);
}

/** One entry for each object, however many ways it refers to the domain. */
export function uniqueObjects(
  dependants: readonly Dependant[],
): readonly { readonly kind: Dependant['kind']; readonly id: string }[] {
  const found = new Map(dependants.map(({ kind, id }) => [`${kind}/${id}`, { kind, id }]));
  return [...found.values()];
}

function note(call: DomainCall, what: string, domain: Domain, before: unknown, after: unknown): void {
  call.world.store.note({
    at: new Date(call.now).toISOString(),
    system: 'graph',
    side: call.side,
    actor: call.actor,
    what,
    object: { kind: 'domain', id: domain.id, label: domain.id },
    before,
    after,
  });
}
