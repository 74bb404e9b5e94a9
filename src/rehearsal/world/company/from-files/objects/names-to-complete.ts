/** Sign-in names of people whom the files know by an address at another company only: they are complete once the domains are known. */
import { domainPart, localPartOf } from '../cells/cells.js';
import { isOnlyAddress, type CompanyDomains } from '../domains/domains.js';
import type { Draft, DraftPerson } from './draft.js';
import type { Findings } from '../told/findings.js';

export function completeNames(draft: Draft, domains: CompanyDomains, findings: Findings): void {
  const { initial } = domains;
  const own = new Set([...domains.moving, initial, ...domains.otherInitial]);
  for (const [key, person] of [...draft.people]) {
    const name = person.userPrincipalName;
    if (isOnlyAddress(person) && !own.has(domainPart(name))) livesElsewhere(person);
    else if (!/(@|#EXT#)$/i.test(name)) continue;
    draft.people.delete(key);
    const local = /#EXT#$/i.test(name) ? name : localPartOf(name);
    let full = `${local}@${initial}`;
    for (let n = 2; draft.people.has(full.toLowerCase()); n += 1) full = `${local}${n}@${initial}`;
    person.userPrincipalName = full;
    draft.people.set(full.toLowerCase(), person);
    const address =
      person.mail?.external ??
      person.mail?.primary ??
      person.addresses[0]?.replace(/^smtp:/i, '') ??
      [...person.alsoCalled][0] ??
      '';
    findings.add(person.place.file, person.place.line, 'principal-name-made', { address, name: full });
  }
}

/** What was written as the sign-in name of a mail user is where its mail goes. */
function livesElsewhere({ mail, userPrincipalName }: DraftPerson): void {
  if (mail === null) return;
  mail.external ??= userPrincipalName;
  mail.primary ??= userPrincipalName;
}
