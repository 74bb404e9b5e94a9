/** Sign-in names of people whom the files know by an address at another company only: they are complete once the domains are known. */
import type { CompanyDomains } from './domains.js';
import type { Draft } from './draft.js';
import type { Findings } from './findings.js';

export function completeNames(draft: Draft, { initial }: CompanyDomains, findings: Findings): void {
  for (const [key, person] of [...draft.people]) {
    const name = person.userPrincipalName;
    if (!/(@|#EXT#)$/i.test(name)) continue;
    draft.people.delete(key);
    const local = name.replace(/@$/, '');
    let full = `${local}@${initial}`;
    for (let n = 2; draft.people.has(full.toLowerCase()); n += 1) full = `${local}${n}@${initial}`;
    person.userPrincipalName = full;
    draft.people.set(full.toLowerCase(), person);
    const address = person.mail?.external ?? person.mail?.primary ?? person.addresses[0]?.replace(/^smtp:/i, '') ?? '';
    findings.add(person.place.file, person.place.line, 'principal-name-made', { address, name: full });
  }
}
