/** Guide 107: the source takes its domain back, as the ledger saw it before it left. */
import type { Remark } from '../../contract/finding.js';
import type { Systems } from '../systems.js';
import { removals } from './add-domain.js';
import { asDomain, domainRef, fixedServices, settableServices } from './domain-value.js';
import { domainsWritten } from './domains-written.js';
import { verifyDomain, type Wanted } from './verify-domain.js';

/** What a domain is to Exchange after a verification. */
const usualDomainType = 'Authoritative';

export const verifyDomainSource = (systems: Systems) =>
  verifyDomain(systems, 'source', {
    name: 'verify-domain-source',
    async wanted(ctx) {
      const found = await domainsWritten(ctx, removals);
      return [...found].map(([domain, { observedBefore }]): Wanted => {
        const { supportedServices = [], domainType } = asDomain(observedBefore);
        const object = domainRef(domain);
        const fixed = fixedServices(supportedServices);
        const warnings: Remark[] = [];
        // Exchange has no way for the bot to set it: somebody does, with Set-AcceptedDomain.
        if (domainType !== undefined && domainType !== null && domainType !== usualDomainType) {
          warnings.push({ code: 'domain-type-by-hand', facts: { domain, type: domainType }, object });
        }
        if (fixed.length > 0) {
          warnings.push({ code: 'services-by-themselves', facts: { domain, services: fixed.join(', ') }, object });
        }
        return { domain, supportedServices: settableServices(supportedServices), warnings };
      });
    },
  });
