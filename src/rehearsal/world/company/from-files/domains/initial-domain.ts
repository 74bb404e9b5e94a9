/** The domain that a tenant was born with: the one that the list of domains calls so, then the one that a routing domain was made from, then the most used. */
import type { Draft } from '../objects/draft.js';
import type { Findings } from '../told/findings.js';

export const isOfMicrosoft = (domain: string): boolean => domain.endsWith('.onmicrosoft.com');
const born = /^[a-z0-9-]+\.onmicrosoft\.com$/;
const routing = /^([a-z0-9-]+)\.mail\.onmicrosoft\.com$/;

/** @param anywhere every domain after an @ in the text of the files, whoever it may belong to */
export function initialOf(
  ofMicrosoft: readonly string[],
  draft: Draft,
  firstDomain: string,
  anywhere: () => ReadonlySet<string>,
  findings: Findings,
): string {
  const candidates = ofMicrosoft.filter((domain) => born.test(domain));
  const said = [...(draft.domains ?? [])].find(([domain, { isInitial }]) => isInitial && born.test(domain))?.[0];
  const route = ofMicrosoft.find((domain) => routing.test(domain));
  const routed = route?.replace(routing, '$1.onmicrosoft.com');
  const initial = said ?? routed ?? candidates[0];
  if (initial === undefined) {
    const made = `${firstDomain.split('.')[0]?.replaceAll('-', '') ?? 'company'}.onmicrosoft.com`;
    const others = [...anywhere()].filter((domain) => isOfMicrosoft(domain)).sort();
    if (others.length === 0) findings.add('', null, 'initial-domain-made', { domain: made });
    else findings.add('', null, 'initial-domain-unproved', { domain: made, list: others.join(', ') });
    return made;
  }
  if (!candidates.includes(initial) && route !== undefined)
    findings.add('', null, 'initial-domain-routed', { domain: initial, route });
  const others = candidates.filter((domain) => domain !== initial);
  if (others.length > 0)
    findings.add('', null, 'initial-domain-chosen', { domain: initial, others: others.join(', ') });
  return initial;
}

export function domainsIn(texts: Iterable<string>): Map<string, number> {
  const uses = new Map<string, number>();
  for (const text of texts)
    for (const [, domain = ''] of text.matchAll(/@([a-z0-9.-]+)/gi)) {
      const plain = domain.toLowerCase();
      uses.set(plain, (uses.get(plain) ?? 0) + 1);
    }
  return uses;
}
