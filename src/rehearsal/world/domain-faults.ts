/** How the services behave while a domain changes hands. Times are virtual seconds. */
export interface DomainFaults {
  /** For so long after a removal the old owner is still answered for the domain, and no other tenant may verify it. */
  readonly releaseSeconds: number;
  /** Tenant discovery names the new owner so long after the verification. */
  readonly discoveryLagSeconds: number;
  /** Exchange takes up or gives up an accepted domain so long after the directory. */
  readonly acceptedDomainLagSeconds: number;
  /** `domainNameReferences` is read from an index that may be this old. */
  readonly referenceLagSeconds: number;
  /** The records a verified domain needs are not known before this. */
  readonly configurationRecordsLagSeconds: number;
  readonly forceDeleteSeconds: number;
  /** May a tenant add a domain that another one has verified? Reported both ways, and the page of POST /domains is silent. */
  readonly unverifiedDomainAllowedEarly: boolean;
  /**
   * Is a domain verified through Graph ready for mail? The page says that more steps may be needed, tenants show `Email` and
   * `OfficeCommunicationsOnline` at once. https://learn.microsoft.com/en-us/graph/api/domain-verify
   */
  readonly verifyingEnablesMail: boolean;
}

export const calmDomains: DomainFaults = {
  releaseSeconds: 300,
  discoveryLagSeconds: 30,
  acceptedDomainLagSeconds: 30,
  referenceLagSeconds: 30,
  configurationRecordsLagSeconds: 60,
  forceDeleteSeconds: 60,
  unverifiedDomainAllowedEarly: true,
  verifyingEnablesMail: true,
};

export const stormyDomains: DomainFaults = {
  releaseSeconds: 14_400,
  discoveryLagSeconds: 600,
  acceptedDomainLagSeconds: 900,
  referenceLagSeconds: 900,
  configurationRecordsLagSeconds: 900,
  forceDeleteSeconds: 3_600,
  unverifiedDomainAllowedEarly: false,
  verifyingEnablesMail: false,
};
