/** Guide 67, 68: every member's sign-in name leaves the moving domains, but for the people who run the night. */
import type { ExpectationFacts } from './facts.js';
import { domainOf } from './address-list.js';
import { newLocalParts } from './local-parts.js';
import type { TenantDraft } from './tenant-draft.js';

export function signInNames(source: TenantDraft, facts: ExpectationFacts): void {
  const moving = [...source.users.values()].filter(
    ({ id, userType, userPrincipalName }) =>
      userType === 'Member' &&
      !userPrincipalName.includes('#EXT#') &&
      !facts.operators.has(id) &&
      facts.movingDomains.includes(domainOf(userPrincipalName)),
  );
  const given = newLocalParts(
    moving.map(({ id, userPrincipalName }) => ({ id, address: userPrincipalName })),
    {
      users: source.users.values(),
      deletedUsers: source.deletedUsers.values(),
      recipients: source.recipients.values(),
    },
    source.initialDomain,
    facts.movingDomains,
    'sign-in-name',
  );
  for (const user of moving)
    source.rename(user, `${given.get(user.id) ?? ''}@${source.initialDomain}`, facts.newNameBecomes);
}
