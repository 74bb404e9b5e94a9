/** From what was read to the objects of the source tenant, each with the addresses that were settled for it. */
import type { TenantBuilder } from '../../tenant-builder.js';
import { localPartOf } from '../cells/cells.js';
import type { Draft, DraftPerson } from './draft.js';
import type { Findings } from '../told/findings.js';
import type { AddressesOf } from './holders.js';
import { MemberNames } from './member-names.js';
import { isMailboxKind } from '../tables/recipient-kinds.js';
import type { FindingCode } from '../told/words.js';

export interface People {
  readonly names: MemberNames;
  readonly ids: ReadonlySet<string>;
}

/** Returns whom lists of members may mean. */
export function addPeople(
  builder: TenantBuilder,
  people: readonly DraftPerson[],
  addressesOf: AddressesOf,
  findings: Findings,
): People {
  const names = new MemberNames();
  const ids = new Set<string>();
  const taken = new Set<string>();
  const bearers = new Set<string>();
  const counts = { ids: 0, names: 0, kinds: 0, enabled: 0, guests: 0 };
  for (const person of people) {
    const { userPrincipalName } = person;
    // One who was deleted may have been called like one who lives.
    const again = bearers.has(userPrincipalName.toLowerCase()) ? `/${person.deletedAt ?? ''}` : '';
    bearers.add(userPrincipalName.toLowerCase());
    const key = `file/${userPrincipalName.toLowerCase()}${again}`;
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
    if (person.mail !== null && !person.guest && addresses.length > 0 && person.mail.kind === null) counts.kinds += 1;
    if (person.enabled === null && alone) counts.enabled += 1;
    const plan = {
      key,
      id,
      userPrincipalName,
      displayName: person.displayName ?? localPartOf(userPrincipalName),
      ...(person.givenName === null ? {} : { givenName: person.givenName }),
      ...(person.surname === null ? {} : { surname: person.surname }),
      ...(person.department === null ? {} : { department: person.department }),
      ...(person.licensed === null || person.guest ? {} : { licensed: person.licensed }),
      enabled: person.enabled ?? alone,
      guest: person.guest,
      synced: person.synced,
    };
    person.objectId = id;
    const primary = addresses.find((one) => one.startsWith('SMTP:'))?.slice(5);
    if (person.deletedAt !== null)
      builder.deleted(plan, [...new Set([...(person.mail?.addresses ?? []), ...person.addresses])], person.deletedAt);
    else if (person.guest) {
      if (primary === undefined) counts.guests += 1;
      builder.person(plan, primary === undefined ? null : { kind: 'GuestMailUser', primary, addresses });
    } else if (person.mail !== null && primary !== undefined) {
      const external = kind === 'MailUser' ? (person.mail.external ?? primary) : undefined;
      builder.person(plan, { kind, primary, addresses, ...(external === undefined ? {} : { external }) });
    } else if (addresses.length > 0) builder.unlicensed(plan, addresses);
    else builder.person(plan, null);
    if (person.deletedAt !== null) continue;
    ids.add(id);
    // The people of the rehearsal stand in no list of the files, whoever is called like them there.
    const called = person.place.file === '' ? [] : [plan.displayName, ...person.names];
    names.add(id, userPrincipalName, [id, ...person.alsoCalled, ...addresses.map((one) => one.slice(5))], called);
  }
  if (counts.ids > 0) findings.add('', null, 'object-ids-made', { count: counts.ids });
  if (counts.names > 0) findings.add('', null, 'names-made', { count: counts.names });
  if (counts.kinds > 0) findings.add('', null, 'kinds-assumed', { count: counts.kinds });
  if (counts.enabled > 0) findings.add('', null, 'enabled-assumed', { count: counts.enabled });
  if (counts.guests > 0) findings.add('', null, 'guests-without-address', { count: counts.guests });
  return { names, ids };
}

export function addGroups(
  builder: TenantBuilder,
  draft: Draft,
  addressesOf: AddressesOf,
  { names, ids: persons }: People,
  findings: Findings,
): void {
  let kinds = 0;
  let memberless = 0;
  const named = draft.groups.flatMap((group) => {
    const addresses = addressesOf(group);
    const primary = addresses.find((one) => one.startsWith('SMTP:'))?.slice(5);
    if (primary === undefined) return [];
    const key = `file/${primary.toLowerCase()}`;
    const displayName = group.displayName ?? group.mail.alias ?? localPartOf(primary);
    return [
      { group, addresses, primary, key, displayName, kind: group.mail.kind ?? 'MailUniversalDistributionGroup' },
    ] as const;
  });
  // A group may be a member of a group; one that only Exchange knows has no place in the directory's list of members.
  const dynamicOnes = new Map<string, string>();
  for (const { group, addresses, primary, displayName, key, kind } of named) {
    const id = builder.groupId(key);
    if (kind === 'DynamicDistributionGroup') dynamicOnes.set(id, displayName);
    const called = [displayName, group.mail.alias, ...group.names];
    names.add(
      id,
      primary,
      addresses.map((one) => one.slice(5)),
      called,
    );
  }
  for (const { group, addresses, primary, key, displayName, kind } of named) {
    if (group.mail.kind === null) kinds += 1;
    const own = builder.groupId(key);
    const [meant, owning] = [names.meant(group.members, own), names.meant(group.owners, own)];
    const members = meant.ids.filter((id) => !dynamicOnes.has(id));
    const dynamic = meant.ids.flatMap((id) => dynamicOnes.get(id) ?? []);
    if (group.members.length === 0) memberless += 1;
    const remark = (code: FindingCode, list: readonly string[]): void => {
      const { file, line } = group.place;
      if (list.length > 0) findings.add(file, line, code, { list: list.slice(0, 5).join(', '), count: list.length });
    };
    remark('members-unknown', meant.unknown);
    remark('group-not-in-group', dynamic);
    remark('members-ambiguous', [...new Set([...meant.ambiguous, ...owning.ambiguous])]);
    remark('owners-unknown', owning.unknown);
    const owners = owning.ids.filter((id) => persons.has(id));
    builder.group(
      key,
      displayName,
      { kind, primary, addresses, synced: group.synced && kind !== 'DynamicDistributionGroup' },
      members,
      owners.length > 0 ? owners : members.filter((id) => persons.has(id)).slice(0, 1),
    );
  }
  if (kinds > 0) findings.add('', null, 'group-kinds-assumed', { count: kinds });
  if (memberless > 0) findings.add('', null, 'members-not-exported', { count: memberless });
}

export function addFolders(builder: TenantBuilder, draft: Draft, addressesOf: AddressesOf): void {
  for (const folder of draft.folders) {
    const addresses = addressesOf(folder);
    const primary = addresses[0]?.slice(5);
    if (primary !== undefined)
      builder.publicFolder(`file/${primary.toLowerCase()}`, folder.displayName, primary, [], { addresses });
  }
}

export function addContacts(builder: TenantBuilder, draft: Draft, addressesOf: AddressesOf): void {
  for (const contact of draft.contacts) {
    const addresses = addressesOf(contact);
    const primary = addresses[0]?.slice(5);
    if (primary === undefined || !/^smtp:/i.test(addresses[0] as string)) continue;
    const { displayName, external, synced } = contact;
    builder.contact(`file/${external.toLowerCase()}`, displayName, external, [], { primary, addresses, synced });
  }
}

export function addDeletedMailboxes(
  builder: TenantBuilder,
  draft: Draft,
  people: readonly DraftPerson[],
  addressesOf: AddressesOf,
): void {
  const inBin = new Map(
    people.filter(({ deletedAt }) => deletedAt !== null).map((one) => [one.userPrincipalName.toLowerCase(), one]),
  );
  for (const mailbox of draft.deletedMailboxes) {
    const addresses = addressesOf(mailbox);
    const primary = addresses[0]?.slice(5);
    if (primary === undefined) continue;
    const { userPrincipalName, displayName, at, held, objectId, place } = mailbox;
    const key = `deleted/${place.file}/${place.line ?? 0}/${userPrincipalName.toLowerCase()}`;
    const account = inBin.get(userPrincipalName.toLowerCase());
    const kind = mailbox.mail.kind ?? 'UserMailbox';
    const id = account?.objectId ?? objectId;
    // Its account may be in the bin already: a list of deleted users says more of it than the mailbox does.
    const inBinAlready = account !== undefined && !held;
    builder.deletedMailbox(
      key,
      displayName,
      primary,
      [],
      { at, held },
      { userPrincipalName, kind, addresses, ...(id === null || held ? {} : { id }) },
    );
    if (inBinAlready) builder.deletedUsers.pop();
  }
}
