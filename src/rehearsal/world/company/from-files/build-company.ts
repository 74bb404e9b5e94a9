/** The company of the files as the world holds one: both tenants, the people of the rehearsal, and a destination that nobody exported. */
import { cast } from '../../../cast.js';
import type { Company, Domain, Recipient, Tenant, User } from '../../entities.js';
import { seededGuid } from '../../seeded.js';
import { destinationTenant, domain, expectNewcomers, zoneOf } from '../generate-company.js';
import { TenantBuilder } from '../tenant-builder.js';
import { domainPart, isAddress, isMailboxKind, localPartOf } from './cells.js';
import type { CompanyDomains } from './domains.js';
import { newMail, newPerson, type Draft, type DraftPerson } from './draft.js';
import type { Findings } from './findings.js';
import { settleAddresses, type Holder } from './settle-addresses.js';

export function buildCompany(draft: Draft, domains: CompanyDomains, seed: number, findings: Findings): Company {
  const people = withCast(draft, domains, findings);
  const own = new Set([...domains.moving, domains.initial, ...domains.otherInitial]);
  const living = people.filter((person) => person.deletedAt === null && !person.guest);
  const holderOfPerson = (person: DraftPerson): Holder => {
    const { mail, place, places, userPrincipalName } = person;
    const addresses = [...(mail?.addresses ?? []), ...person.addresses];
    const primary = mail === null ? addresses.find((one) => one.startsWith('SMTP:'))?.slice(5) : mail.primary;
    return {
      place,
      places,
      label: userPrincipalName,
      mail: { ...(mail ?? newMail()), primary: primary ?? null, addresses },
      // Without a mailbox nothing gives the account an address that the files do not.
      userPrincipalName: mail === null ? null : userPrincipalName,
    };
  };
  const holderOf = new Map<object, Holder>();
  const hold = (key: object, holder: Holder): Holder => {
    holderOf.set(key, holder);
    return holder;
  };
  const holders = [
    ...living.filter(({ mail }) => mail !== null).map((one) => hold(one, holderOfPerson(one))),
    ...draft.groups.map((group) => {
      const { mail, place } = group;
      const label = group.displayName ?? mail.primary ?? mail.alias ?? '';
      const made = mail.alias === null ? null : `${mail.alias}@${domains.defaultDomain}`;
      const userPrincipalName = mail.addresses.length === 0 ? made : null;
      return hold(group, { place, places: null, label, mail, userPrincipalName });
    }),
    // After the mailboxes and groups: what an account without mailbox holds is the least certain.
    ...living
      .filter(({ mail, addresses }) => mail === null && addresses.some((one) => /^smtp:/i.test(one)))
      .map((one) => hold(one, holderOfPerson(one))),
  ];
  const settled = settleAddresses(holders, own, findings);
  const addressesOf = (key: object): readonly string[] => {
    const holder = holderOf.get(key);
    return (holder === undefined ? undefined : settled.get(holder)) ?? [];
  };

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
  for (const { displayName: name, external, place } of draft.contacts.filter(({ side }) => side === 'source')) {
    if (builder.claim(external)) builder.contact(`file/${external.toLowerCase()}`, name, external);
    else findings.add(place.file, place.line, 'address-claimed', { address: external, owner: displayName });
  }
  const source = patched(builder.tenant(people.some(({ synced }) => synced) ? true : null), people);
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

/** Returns the ids by sign-in name, address and name, for the members of groups. */
function addPeople(
  builder: TenantBuilder,
  people: readonly DraftPerson[],
  addressesOf: (key: object) => readonly string[],
  findings: Findings,
): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const counts = { ids: 0, names: 0, kinds: 0, enabled: 0, guests: 0 };
  for (const person of people) {
    const { userPrincipalName } = person;
    const key = `file/${userPrincipalName.toLowerCase()}`;
    let id = person.objectId ?? builder.guid(`user/${key}`);
    if (taken.has(id)) {
      findings.add(person.place.file, person.place.line, 'object-id-again', { value: id });
      id = builder.guid(`user/${key}`);
    } else if (person.objectId === null) counts.ids += 1;
    taken.add(id);
    if (person.displayName === null) counts.names += 1;
    const addresses = addressesOf(person);
    const kind = person.mail?.kind ?? 'UserMailbox';
    const alone = !isMailboxKind(kind) || kind === 'UserMailbox';
    if (person.mail !== null && addresses.length > 0 && person.mail.kind === null) counts.kinds += 1;
    if (person.enabled === null && alone) counts.enabled += 1;
    const plan = {
      key,
      id,
      userPrincipalName,
      displayName: person.displayName ?? localPartOf(userPrincipalName),
      ...(person.givenName === null ? {} : { givenName: person.givenName }),
      ...(person.surname === null ? {} : { surname: person.surname }),
      ...(person.department === null ? {} : { department: person.department }),
      enabled: person.enabled ?? alone,
      guest: person.guest,
      synced: person.synced,
    };
    person.objectId = id;
    if (person.deletedAt !== null) builder.deleted(plan, person.addresses, person.deletedAt);
    else if (person.guest) {
      const primary = guestAddress(person);
      if (primary === null) counts.guests += 1;
      builder.person(
        plan,
        primary === null ? null : { kind: 'GuestMailUser', primary, addresses: [`SMTP:${primary}`] },
      );
    } else if (person.mail !== null && addresses[0] !== undefined)
      builder.person(plan, { kind, primary: addresses[0].slice(5), addresses });
    else if (addresses.length > 0) builder.unlicensed(plan, addresses);
    else builder.person(plan, null);
    if (person.deletedAt !== null) continue;
    for (const name of [plan.displayName, userPrincipalName, ...addresses.map((one) => one.slice(5))])
      ids.set(name.toLowerCase(), id);
  }
  if (counts.ids > 0) findings.add('', null, 'object-ids-made', { count: counts.ids });
  if (counts.names > 0) findings.add('', null, 'names-made', { count: counts.names });
  if (counts.kinds > 0) findings.add('', null, 'kinds-assumed', { count: counts.kinds });
  if (counts.enabled > 0) findings.add('', null, 'enabled-assumed', { count: counts.enabled });
  if (counts.guests > 0) findings.add('', null, 'guests-without-address', { count: counts.guests });
  return ids;
}

/** `pat_contoso.com#EXT#@fabrikam.onmicrosoft.com` was invited as pat@contoso.com. */
function guestAddress(person: DraftPerson): string | null {
  const given = [person.mail?.primary, ...person.addresses.map((one) => one.replace(/^smtp:/i, ''))];
  const [name = ''] = person.userPrincipalName.split(/#EXT#@/i);
  const place = name.lastIndexOf('_');
  const derived = place < 1 ? '' : `${name.slice(0, place)}@${name.slice(place + 1)}`;
  return [...given, derived].find((one): one is string => one != null && isAddress(one)) ?? null;
}

function addGroups(
  builder: TenantBuilder,
  draft: Draft,
  addressesOf: (key: object) => readonly string[],
  ids: ReadonlyMap<string, string>,
  findings: Findings,
): void {
  let kinds = 0;
  let memberless = 0;
  const names = new Set<string>();
  for (const group of draft.groups) {
    const addresses = addressesOf(group);
    const primary = addresses[0]?.slice(5);
    if (primary === undefined || names.has(primary.toLowerCase())) continue;
    names.add(primary.toLowerCase());
    if (group.mail.kind === null) kinds += 1;
    const members = group.members.flatMap((name) => ids.get(name.toLowerCase()) ?? []);
    const strangers = group.members.filter((name) => !ids.has(name.toLowerCase()));
    if (group.members.length === 0) memberless += 1;
    if (strangers.length > 0)
      findings.add(group.place.file, group.place.line, 'members-unknown', {
        list: strangers.slice(0, 5).join(', '),
        count: strangers.length,
      });
    builder.group(
      `file/${primary.toLowerCase()}`,
      group.displayName ?? group.mail.alias ?? localPartOf(primary),
      { kind: group.mail.kind ?? 'MailUniversalDistributionGroup', primary, addresses },
      [...new Set(members)],
    );
  }
  if (kinds > 0) findings.add('', null, 'group-kinds-assumed', { count: kinds });
  if (memberless > 0) findings.add('', null, 'members-not-exported', { count: memberless });
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
      usageLocation: person?.usageLocation ?? null,
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

function destinationOf(
  draft: Draft,
  { moving, initial }: CompanyDomains,
  source: Tenant,
  seed: number,
  findings: Findings,
): Tenant {
  const mailboxes = source.recipients.filter(({ RecipientTypeDetails }) => isMailboxKind(RecipientTypeDetails)).length;
  const builder = destinationTenant(Math.max(12, Math.round(mailboxes / 10)), seed, {
    moving: moving[0] as string,
    initial,
    acquaintances: (to) => {
      for (const { displayName, external, place } of draft.contacts.filter(({ side }) => side === 'destination')) {
        if (to.claim(external)) to.contact(`file/${external.toLowerCase()}`, displayName, external);
        else findings.add(place.file, place.line, 'contact-claimed', { address: external });
      }
    },
  });
  const forwarding = draft.destinationForwarding.filter(({ userPrincipalName, place }) => {
    const known = !moving.includes(domainPart(userPrincipalName)) && builder.claim(userPrincipalName);
    if (!known) findings.add(place.file, place.line, 'forwarding-of-nobody', { name: userPrincipalName });
    return known;
  });
  const byName = new Map(forwarding.map((one) => [one.userPrincipalName, one]));
  for (const { userPrincipalName } of forwarding) {
    const key = `file/${userPrincipalName.toLowerCase()}`;
    const displayName = localPartOf(userPrincipalName);
    builder.person({ key, userPrincipalName, displayName }, { kind: 'UserMailbox', primary: userPrincipalName });
  }
  // Who works there already is made up; those who come are in the files.
  const own = builder.users.length;
  expectNewcomers(builder, source, moving);
  const tenant = builder.tenant(null);
  const names = new Set(tenant.domains.map(({ id }) => id));
  const more = [...new Set(forwarding.map(({ userPrincipalName }) => domainPart(userPrincipalName)))].filter(
    (one) => !names.has(one),
  );
  findings.add('', null, 'destination-made', { name: tenant.displayName, count: own });
  return {
    ...tenant,
    domains: [...tenant.domains, ...more.map((name) => domain(name, seed, 'more'))].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    ),
    recipients: tenant.recipients.map((one) => {
      const from = byName.get(one.UserPrincipalName ?? '');
      return from === undefined
        ? one
        : {
            ...one,
            DeliverToMailboxAndForward: from.deliverToMailboxAndForward,
            ForwardingAddress: from.forwardingAddress,
            ForwardingSmtpAddress: from.forwardingSmtpAddress,
          };
    }),
  };
}

function mostFrequent(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, m], [, n]) => n - m)[0]?.[0] ?? null;
}
