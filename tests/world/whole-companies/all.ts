/** The four folders, each with the truth that it was written from. */
import { wholeCompany } from './company.js';
import type { Written } from './check.js';
import { filesOfFiveDomains } from './of-five-domains.js';
import { filesOfHybrid } from './of-hybrid.js';
import { filesOfRussia } from './of-russia.js';
import { fiveDomains, hybrid, ofChina, ofRussia, ofUsGovernment } from './plans.js';

const [first, second, third, fourth, fifth] = [hybrid, fiveDomains, ofRussia, ofChina, ofUsGovernment].map(
  wholeCompany,
) as [Written['company'], Written['company'], Written['company'], Written['company'], Written['company']];

export const played: readonly Written[] = [
  { company: first, files: filesOfHybrid(first), saysForwards: true },
  { company: third, files: filesOfRussia(third), saysForwards: false },
  { company: second, files: filesOfFiveDomains(second), saysForwards: true },
];

/** Their tenants are in clouds that the rehearsal does not play. */
export const refused: readonly Written[] = [fourth, fifth].map((company) => ({
  company,
  files: filesOfFiveDomains(company),
  saysForwards: true,
}));
