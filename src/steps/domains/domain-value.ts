/** What a domain is in one tenant, as the plan, the ledger and the tenant's answers are compared. */
import type { Change, Observed } from '../../contract/change.js';
import type { ObjectRef } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import type { AcceptedDomain } from '../../systems/exchange/types.js';
import type { DomainDetails } from '../../systems/graph/types.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';

export type DomainValue = {
  /** `deleting`: a forced deletion that was accepted is still under way. */
  readonly state: 'absent' | 'unverified' | 'verified' | 'deleting';
  /** Sorted. */
  readonly supportedServices?: readonly string[];
  readonly authenticationType?: string;
  /** Exchange's word for who delivers mail of the domain; null: Exchange does not accept it. */
  readonly domainType?: string | null;
  /** Of one that is not verified: the verified domain of the tenant that it lies below, which cannot go before it; null: there is none. */
  readonly below?: string | null;
};

export type DomainChange = Change<DomainValue>;

/** What was observed, or what the ledger kept, is always the value of a domain. */
export const asDomain = (value: Json): DomainValue => value as DomainValue;
export const stateOf = (value: Json): DomainValue['state'] => asDomain(value).state;

export const domainRef = (domain: string): ObjectRef => ({ kind: 'domain', id: domain, label: domain });

/** The others are set by Microsoft's own services: https://learn.microsoft.com/graph/api/resources/domain#properties */
const settable = ['Email', 'OfficeCommunicationsOnline', 'Yammer'];
export const settableServices = (services: readonly string[]): readonly string[] =>
  services.filter((service) => settable.includes(service)).sort();
export const fixedServices = (services: readonly string[]): readonly string[] =>
  services.filter((service) => !settable.includes(service)).sort();

/** https://learn.microsoft.com/graph/api/resources/domainstate */
export const forcedDeletion = (details: DomainDetails): 'running' | 'failed' | null => {
  if (details.state?.operation !== 'ForceDelete') return null;
  if (['Scheduled', 'InProgress'].includes(details.state.status)) return 'running';
  return details.state.status === 'Failed' ? 'failed' : null;
};

/** Given up after it was asked for: until then, what is read may still be the end of an earlier request. */
export const failedSince = (details: DomainDetails, asked: string | undefined): boolean => {
  const ended = details.state?.lastActionDateTime ?? null;
  return (
    forcedDeletion(details) === 'failed' &&
    asked !== undefined &&
    ended !== null &&
    Date.parse(ended) >= Date.parse(asked)
  );
};

/** Whole, with every service: what a removal keeps for the way back. */
export function wholeValue(details: DomainDetails | null, accepted: readonly AcceptedDomain[]): DomainValue {
  if (details === null) return { state: 'absent' };
  return {
    ...baseValue(details),
    supportedServices: [...details.supportedServices].sort(),
    authenticationType: details.authenticationType,
    domainType: accepted.find(({ DomainName }) => sameAddress(DomainName, details.id))?.DomainType ?? null,
  };
}

/** Without what Exchange and Microsoft's services make of it. */
export function plainValue(details: DomainDetails | null): DomainValue {
  if (details === null) return { state: 'absent' };
  return { ...baseValue(details), supportedServices: settableServices(details.supportedServices) };
}

function baseValue(details: DomainDetails): Pick<DomainValue, 'state'> {
  if (forcedDeletion(details) === 'running') return { state: 'deleting' };
  return { state: details.isVerified ? 'verified' : 'unverified' };
}

export async function observePlain(
  { graph }: TenantClients,
  changes: readonly DomainChange[],
): Promise<readonly Observed[]> {
  const observed: Observed[] = [];
  for (const { object } of changes) {
    observed.push({ seen: true, value: plainValue(await graph.domain(object.id)) });
  }
  return observed;
}

export async function observeWhole(
  { graph, exchange }: TenantClients,
  changes: readonly DomainChange[],
): Promise<readonly Observed[]> {
  const accepted = await exchange.acceptedDomains();
  const observed: Observed[] = [];
  for (const { object } of changes) {
    observed.push({ seen: true, value: wholeValue(await graph.domain(object.id), accepted) });
  }
  return observed;
}

/** The closest domain above it that the tenant has verified: below such a one a domain that is added is verified at once. */
export async function verifiedAbove(
  { graph }: Pick<TenantClients, 'graph'>,
  domain: string,
  gone: ReadonlySet<string> = new Set(),
): Promise<string | null> {
  const labels = domain.split('.');
  for (let from = 1; from < labels.length - 1; from += 1) {
    const above = labels.slice(from).join('.');
    if (!gone.has(above) && (await graph.domain(above))?.isVerified === true) return above;
  }
  return null;
}

export const isBelow = (domain: string, root: string): boolean => domain.endsWith(`.${root}`);

/** A root before what is below it; the other way round for taking away. */
export const rootsFirst = (domains: readonly string[]): readonly string[] =>
  [...domains].sort((a, b) => a.split('.').length - b.split('.').length);
export const rootsLast = (domains: readonly string[]): readonly string[] => [...rootsFirst(domains)].reverse();
