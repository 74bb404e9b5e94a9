/** The company of the files as the world holds one: both tenants, the people of the rehearsal, and a destination that nobody exported. */
import { cast } from '../../../../cast.js';
import type { Company, Domain, Recipient, Tenant, User } from '../../../entities.js';
import { seededGuid } from '../../../seeded.js';
import { domain, zoneOf } from '../../generate-company.js';
import { TenantBuilder } from '../../tenant-builder.js';
import { destinationOf } from './build-destination.js';
import { addContacts, addDeletedMailboxes, addFolders, addGroups, addPeople } from './build-objects.js';
import type { CompanyDomains } from '../domains/domains.js';
import { newMail, newPerson, type Draft, type DraftPerson } from './draft.js';
import type { Findings } from '../told/findings.js';
import { holdersOf } from './holders.js';
import { completeNames } from './names-to-complete.js';
import { mostFrequent } from '../most-frequent.js';

export function buildCompany(draft: Draft, domains: CompanyDomains, seed: number, findings: Findings): Company {
  completeNames(draft, domains, findings);
  const people = withCast(draft, domains, findings);
  const addressesOf = holdersOf(draft, people, domains, findings);
  const [firstDomain = ''] = domains.moving;
  const label = firstDomain.split('.')[0] as string;
  const displayName = label.charAt(0).toUpperCase() + label.slice(1);
  const countryLetterCode = mostFrequent(people.map(({ usageLocation }) => usageLocation)) ?? 'DE';
  findings.add('', null, 'tenant-made', { name: displayName, country: countryLetterCode });
  const domainList: Domain[] = [
    domain(domains.initial, seed, 'initial'),
    ...domains.moving.map((name) => domain(name, seed, name === domains.defaultDomain ? 'default' : 'more')),
    ...domains.otherInitial.map((name) => domain(name, seed, 'more')),
  ].map((one) => ({ ...one, isDefault: one.id === domains.defaultDomain }));
  const builder = new TenantBuilder(
    'source',
    seed,
    { tenantId: seededGuid(seed, 'tenant/source'), displayName, initialDomain: domains.initial, countryLetterCode },
    domainList,
  );
  const ids = addPeople(builder, people, addressesOf, findings);
  addGroups(builder, draft, addressesOf, ids, findings);
  addFolders(builder, draft, addressesOf);
  addContacts(builder, draft, addressesOf);
  addDeletedMailboxes(builder, draft, people, addressesOf);
  const source = patched(
    builder.tenant([...people, ...draft.groups, ...draft.contacts].some(({ synced }) => synced) ? true : null),
    people,
  );
  return {
    format: 'changeover-company-1',
    movingDomains: [...domains.moving],
    tenants: { source, destination: destinationOf(draft, domains, source, seed, findings) },
    dns: { records: domains.moving.flatMap((name) => zoneOf(name, seed, domains.initial)) },
  };
}

/** Everybody with the people of the rehearsal first: their accounts must be what the cast says, whatever else the files claim. */
function withCast(draft: Draft, domains: CompanyDomains, findings: Findings): readonly DraftPerson[] {
  const added: DraftPerson[] = [];
  const found = new Set<DraftPerson>();
  for (const member of cast) {
    if (member.company !== 'source') continue;
    const name = `${member.home.localPart}@${member.home.on === 'moving' ? domains.moving[0] : domains.initial}`;
    const known = draft.people.get(name);
    const person = known ?? newPerson(name, { file: '', line: null });
    person.castKey = member.key;
    person.objectId = member.home.objectId;
    person.enabled = true;
    if (known !== undefined) {
      found.add(known);
      known.deletedAt = null;
      findings.add(known.place.file, known.place.line, 'cast-found', { name, person: member.name });
    } else {
      added.push(person);
      Object.assign(person, { displayName: member.name, givenName: member.givenName, surname: member.surname });
    }
    person.mail ??= { ...newMail(), kind: 'UserMailbox', primary: name, addresses: [`SMTP:${name}`, `SIP:${name}`] };
  }
  if (added.length > 0)
    findings.add('', null, 'cast-added', { list: added.map((one) => one.userPrincipalName).join(', ') });
  const others = [...draft.people.values()].filter((person) => !found.has(person));
  return [...added, ...found, ...others];
}

/** What the builder has no plan for. */
function patched(tenant: Tenant, people: readonly DraftPerson[]): Tenant {
  const by = new Map(people.map((person) => [person.objectId, person]));
  const nickname = (person: DraftPerson | undefined): string | null =>
    person?.mail?.alias?.replace(/[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/g, '_') ?? null;
  const user = <One extends User>(one: One): One => {
    const person = by.get(one.id);
    return {
      ...one,
      mailNickname: nickname(person) ?? one.mailNickname,
      imAddresses: one.proxyAddresses.filter((address) => /^sip:/i.test(address)).map((address) => address.slice(4)),
      jobTitle: person?.jobTitle ?? null,
      // Without one nobody is given a licence: https://learn.microsoft.com/graph/api/user-assignlicense
      usageLocation: person?.usageLocation ?? (one.assignedLicenses.length > 0 ? tenant.countryLetterCode : null),
    };
  };
  const recipient = (one: Recipient): Recipient => {
    const person = one.ExternalDirectoryObjectId === '' ? undefined : by.get(one.ExternalDirectoryObjectId);
    if (person?.mail == null) return one;
    return {
      ...one,
      Alias: nickname(person) ?? one.Alias,
      DeliverToMailboxAndForward: person.mail.deliverToMailboxAndForward,
      ForwardingAddress: person.mail.forwardingAddress,
      ForwardingSmtpAddress: person.mail.forwardingSmtpAddress,
    };
  };
  return {
    ...tenant,
    users: tenant.users.map(user),
    deletedUsers: tenant.deletedUsers.map(user),
    recipients: tenant.recipients.map(recipient),
  };
}
