/** Which domains the company has, which of them move, and which one it was born with. */
import { domainPart } from './cells.js';
import type { Draft, DraftGroup, DraftPerson } from './draft.js';
import type { Findings } from './findings.js';

export interface CompanyDomains {
  /** The most used first. */
  readonly moving: readonly string[];
  readonly initial: string;
  /** Other onmicrosoft.com names of the tenant, such as the routing domain of a hybrid. */
  readonly otherInitial: readonly string[];
  readonly defaultDomain: string;
}

export function decideDomains(draft: Draft, findings: Findings): CompanyDomains | null {
  const uses = new Map<string, number>();
  const inNames = new Set<string>();
  const use = (address: string): void => {
    uses.set(domainPart(address), (uses.get(domainPart(address)) ?? 0) + 1);
  };
  for (const person of draft.people.values()) {
    use(person.userPrincipalName);
    inNames.add(domainPart(person.userPrincipalName));
    // A guest's address belongs to another company.
    if (!person.guest) for (const address of smtpOf(person)) use(address);
  }
  for (const group of draft.groups) for (const address of smtpOf(group)) use(address);

  const listed = draft.domains;
  for (const domain of listed?.keys() ?? []) if (!uses.has(domain)) uses.set(domain, 0);
  if (listed !== null) {
    for (const [domain, count] of uses) {
      if (listed.has(domain)) continue;
      if (inNames.has(domain) || domain.endsWith('.onmicrosoft.com'))
        findings.add('', null, 'domain-not-listed', { domain, count });
      else uses.delete(domain);
    }
  }
  const byUse = [...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const born = byUse.filter(([domain]) => /^[a-z0-9-]+\.onmicrosoft\.com$/.test(domain)).map(([domain]) => domain);
  const own = byUse.filter(([domain]) => !domain.endsWith('.onmicrosoft.com'));
  const [first] = own;
  if (first === undefined) return null;
  const moving = own.map(([domain]) => domain);
  findings.add('', null, 'moving-domains', {
    list: own.map(([domain, count]) => `${domain} (${count})`).join(', '),
  });
  const made = `${first[0].split('.')[0]?.replaceAll('-', '') ?? 'company'}.onmicrosoft.com`;
  const initial = born[0] ?? made;
  if (born.length === 0) findings.add('', null, 'initial-domain-made', { domain: made });
  else if (born.length > 1)
    findings.add('', null, 'initial-domain-chosen', { domain: initial, others: born.slice(1).join(', ') });
  const defaults = [...(listed ?? [])].filter(([, { isDefault }]) => isDefault).map(([domain]) => domain);
  return {
    moving,
    initial,
    otherInitial: byUse
      .map(([domain]) => domain)
      .filter((domain) => domain.endsWith('.onmicrosoft.com') && domain !== initial),
    defaultDomain: defaults[0] ?? first[0],
  };
}

const smtpOf = ({ mail, ...rest }: DraftPerson | DraftGroup): string[] => {
  const addresses = new Set(mail?.addresses ?? []);
  if ('addresses' in rest) for (const address of rest.addresses) addresses.add(address);
  if (mail?.primary != null) addresses.add(`SMTP:${mail.primary}`);
  const values = [...addresses]
    .filter((address) => /^smtp:/i.test(address))
    .map((address) => address.slice(5).toLowerCase());
  return [...new Set(values)];
};
