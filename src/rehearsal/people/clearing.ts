/**
 * What people must clear themselves before a domain can leave a tenant, out of what the portal shows as its dependants: everything that
 * no step of the runbook takes off. Pure: what is done with it is `hand-work.ts`.
 */
import type { Errand } from './errand.js';
import type { Dependant, ShownRecipient, ShownTenant } from './portals.js';

/** The account that `planting.ts` makes. */
export const strangersName = 'Planted At Night';

export interface Situation {
  readonly side: 'source' | 'destination';
  readonly tenant: ShownTenant;
  /** What keeps each domain: the moving ones and those below them. */
  readonly dependants: ReadonlyMap<string, readonly Dependant[]>;
  readonly movingDomains: readonly string[];
  /** Object ids of the people of the project in this tenant: no bulk change touches them. */
  readonly operators: ReadonlySet<string>;
  /** Whether the steps that move names and addresses are still to come; without, everything is people's. */
  readonly stepsToCome: boolean;
}

export interface Clearing {
  /** In this order; what is below a domain before the domain. */
  readonly errands: readonly Errand[];
  /** Domains below a moving one: they go when nothing holds them any more. */
  readonly subdomains: readonly string[];
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const localOf = (address: string): string => address.slice(address.indexOf(':') + 1, address.lastIndexOf('@'));
const isSmtp = (address: string): boolean => /^smtp:/i.test(address);

const mailbox = /^(User|Shared|Room|Equipment|Scheduling|Team|Discovery)Mailbox$/;
const list = /^(Mail\w*Group|RoomList|DynamicDistributionGroup|GroupMailbox)$/;

export function clearingOf(situation: Situation): Clearing {
  const errands: Errand[] = [];
  const subdomains: string[] = [];
  const seen = new Set<string>();
  const domains = [...situation.dependants.keys()];
  for (const [domain, dependants] of situation.dependants) {
    const below = !situation.movingDomains.includes(domain);
    if (below) subdomains.push(domain);
    for (const dependant of dependants) {
      const key = `${dependant.kind} ${dependant.objectId ?? dependant.id}`;
      if (seen.has(key) || (!below && isOfAStep(situation, dependant))) continue;
      seen.add(key);
      errands.push(...errandsFor(situation, dependant, domains));
    }
  }
  return { errands: withoutRepetition(errands), subdomains };
}

/** A step of the night renames it, takes its addresses off or makes another domain the default one. */
function isOfAStep({ tenant, operators, stepsToCome, side }: Situation, dependant: Dependant): boolean {
  if (dependant.kind === 'domain') return true;
  if (!stepsToCome || side === 'destination') return false;
  const owner = dependant.objectId ?? dependant.id;
  if (operators.has(owner)) return false;
  if (dependant.kind === 'recipient')
    return mailbox.test(dependant.recipientTypeDetails ?? '') || list.test(dependant.recipientTypeDetails ?? '');
  if (dependant.kind === 'group') return recipientOf(tenant, owner) !== undefined;
  if (dependant.kind !== 'user') return false;
  const user = tenant.users.find(({ id }) => id === owner);
  if (user?.userType !== 'Member') return false;
  const recipient = recipientOf(tenant, owner);
  if (recipient !== undefined) return mailbox.test(recipient.RecipientTypeDetails);
  return !dependant.through.includes('proxyAddresses');
}

const recipientOf = ({ recipients }: ShownTenant, owner: string): ShownRecipient | undefined =>
  recipients.find((one) => one.Guid === owner || one.ExternalDirectoryObjectId === owner);

function errandsFor(situation: Situation, dependant: Dependant, domains: readonly string[]): readonly Errand[] {
  const { side: at, tenant } = situation;
  const id = encodeURIComponent(dependant.id);
  switch (dependant.kind) {
    case 'deletedUser':
    case 'deletedGroup':
      return [{ at, door: `deleted-items/${id}/delete`, body: {} }];
    case 'softDeletedMailbox':
    case 'inactiveMailbox':
      return [{ at, door: `mailboxes/${id}/delete`, body: {} }];
    case 'application': {
      const uris = tenant.applications?.find((one) => one.id === dependant.id)?.identifierUris ?? [];
      const identifierUris = uris.filter((uri) => !domains.some((domain) => isBelow(hostOf(uri), domain)));
      return [{ at, door: `applications/${id}`, body: { identifierUris } }];
    }
    case 'orgContact':
    case 'group':
      // Both are recipients too, and there they are cleared.
      return [];
    default:
      return offTheDomains(situation, dependant.objectId ?? dependant.id, domains);
  }
}

const hostOf = (uri: string): string => (/^[a-z][a-z0-9+.-]*:\/\/([^/?#:]+)/i.exec(uri)?.[1] ?? '').toLowerCase();
const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/**
 * A sign-in name first; then addresses, and another one before the last is taken. The SIP address of a mailbox follows the name by itself;
 * that of an account without one, such as a telephone's, stays behind and goes with its Teams plan.
 */
function offTheDomains({ side: at, tenant }: Situation, owner: string, domains: readonly string[]): readonly Errand[] {
  const recipient = recipientOf(tenant, owner);
  const user = tenant.users.find(({ id }) => id === owner);
  // Nobody's account, made an hour ago: it goes, and out of the bin as well.
  if (user !== undefined && recipient === undefined && user.displayName === strangersName)
    return [
      { at, door: `users/${user.id}/delete`, body: {} },
      { at, door: `deleted-items/${user.id}/delete`, body: {} },
    ];
  const addresses = recipient?.EmailAddresses ?? user?.proxyAddresses ?? [];
  const goes = (address: string): boolean => isSmtp(address) || (recipient === undefined && /^sip:/i.test(address));
  const gone = addresses.filter((address) => goes(address) && domains.includes(domainOf(address)));
  const errands: Errand[] = [];
  if (user !== undefined && domains.includes(domainOf(user.userPrincipalName))) {
    const userPrincipalName = `${localOf(user.userPrincipalName)}@${tenant.initialDomain}`;
    errands.push({ at, door: `users/${user.id}`, body: { userPrincipalName } });
  }
  if (gone.length === 0) return errands;
  const id = encodeURIComponent(recipient?.Guid ?? owner);
  // A contact that is nothing but an address on the domain goes as a whole.
  const left = addresses.filter((address) => isSmtp(address) && !gone.includes(address));
  if (recipient?.RecipientTypeDetails === 'MailContact' && left.length === 0)
    return [...errands, { at, door: `contacts/${id}/delete`, body: {} }];
  const mayBeWithout = recipient === undefined || /^(GuestMailUser|MailUser)$/.test(recipient.RecipientTypeDetails);
  if (left.length === 0 && !mayBeWithout) {
    const [first = ''] = gone;
    errands.push({
      at,
      door: `addresses/${id}/add`,
      body: { addresses: [`smtp:${localOf(first)}@${tenant.initialDomain}`] },
    });
  }
  return [...errands, { at, door: `addresses/${id}/remove`, body: { addresses: gone } }];
}

/** One object may be in the way of two domains. */
const withoutRepetition = (errands: readonly Errand[]): readonly Errand[] => [
  ...new Map(errands.map((errand) => [JSON.stringify(errand), errand])).values(),
];
