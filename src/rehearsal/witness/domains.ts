/** What becomes of the moving domains themselves: guide 57, 66, 76 and 78. */
import type { Domain } from '../world/entities.js';
import type { ExpectationFacts } from './facts.js';
import type { TenantDraft } from './tenant-draft.js';

export const initialIsDefault = (source: TenantDraft): void => source.makeDefault(source.initialDomain);

export function movingDomainsLeave(source: TenantDraft, { movingDomains }: ExpectationFacts): void {
  for (const domain of movingDomains) source.domains.delete(domain);
}

/** The value of the proof is the tenant's own: the comparison leaves it out. */
export function movingDomainsArrive(
  destination: TenantDraft,
  { movingDomains }: ExpectationFacts,
  state: 'unverified' | 'verified',
): void {
  for (const id of movingDomains) {
    const domain: Domain = {
      id,
      authenticationType: 'Managed',
      isAdminManaged: true,
      isDefault: false,
      isInitial: false,
      isRoot: state === 'verified',
      isVerified: state === 'verified',
      // Mail and Teams, as decided in `services-needed`; whatever else was decided there is no service of a domain.
      supportedServices: state === 'verified' ? ['Email', 'OfficeCommunicationsOnline'] : [],
      passwordNotificationWindowInDays: null,
      passwordValidityPeriodInDays: null,
      verificationText: '',
      domainType: 'Authoritative',
    };
    destination.domains.set(id, domain);
  }
}
