/** What of the source is carried over to the objects that are made. */
import type { Booking } from '../../systems/exchange/new-mailboxes.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { parseProxyAddress } from '../addresses/proxy-address.js';
import type { StepContext } from '../../contract/context.js';
import type { TenantClients } from '../systems.js';
import { operatorsAmong, type Operator } from '../users/operators.js';
import type { MappedRow } from '../users/mapping/row.js';
import { readLists, type SourceLists } from './source-lists.js';
import { readM365Groups } from './source-m365-groups.js';
import { isList, isM365Group, type SourceObject } from './wanted.js';

export interface SourceRead {
  /** By object id; what has gone since is not among them. */
  readonly objects: ReadonlyMap<string, SourceObject>;
  /** Whoever may be in a group: also those who are in no row. */
  readonly names: ReadonlyMap<string, string>;
  readonly operators: ReadonlyMap<string, Operator>;
}

const isBooked = (kind: string): boolean => kind === 'RoomMailbox' || kind === 'EquipmentMailbox';

export async function readSource(
  { graph, exchange }: TenantClients,
  ctx: StepContext,
  rows: readonly MappedRow[],
): Promise<SourceRead> {
  const users = await graph.users();
  const mailboxes = await exchange.mailboxesInDetail();
  const [userOf, mailboxOf] = [
    new Map(users.map((user) => [user.id, user])),
    new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox])),
  ];
  const rooms = rows
    .filter(({ kind, sourceId }) => isBooked(kind) && mailboxOf.has(sourceId))
    .map(({ sourceId }) => sourceId);
  const people = rows.filter(({ kind }) => kind === 'UserMailbox').map(({ sourceId }) => sourceId);
  const found = await graph.profilesById(people);
  const profiles = new Map(people.map((id, index) => [id, found[index] ?? {}]));
  const bookings = new Map<string, Booking>();
  for (const [index, seen] of (await exchange.calendarProcessing(rooms)).entries()) {
    const [found] = seen.seen ? seen.items : [];
    if (found !== undefined) bookings.set(rooms[index] ?? '', found);
  }
  const { lists, names }: SourceLists = rows.some(({ kind }) => isList(kind))
    ? await readLists({ graph, exchange }, { users, mailboxes })
    : { lists: new Map(), names: new Map(users.map((user) => [user.id, user.userPrincipalName])) };
  const m365Groups = await readM365Groups(
    { graph, exchange },
    rows.filter(({ kind }) => isM365Group(kind)).map(({ sourceId }) => sourceId),
  );
  const contacts = rows.some(({ kind }) => kind === 'MailContact') ? await exchange.mailContacts() : [];
  const contactOf = new Map(contacts.map((contact) => [objectIdOf(contact), contact]));
  const objects = rows.flatMap(({ sourceId, name }): (readonly [string, SourceObject])[] => {
    const [mailbox, list, contact] = [mailboxOf.get(sourceId), lists.get(sourceId), contactOf.get(sourceId)];
    const nothing = {
      user: null,
      calendarProcessing: null,
      list: null,
      m365Group: null,
      externalEmailAddress: null,
      hidden: false,
      booking: [],
    };
    if (list !== undefined) {
      const { displayName, legacyExchangeDN } = list;
      return [[sourceId, { ...nothing, displayName: displayName || name, legacyExchangeDN, list }]];
    }
    const m365Group = m365Groups.get(sourceId);
    if (m365Group !== undefined) {
      const { displayName, legacyExchangeDN } = m365Group;
      return [[sourceId, { ...nothing, displayName: displayName || name, legacyExchangeDN, m365Group }]];
    }
    if (contact !== undefined) {
      const externalEmailAddress = parseProxyAddress(contact.ExternalEmailAddress ?? '').value || null;
      const displayName = contact.DisplayName || name;
      const hidden = contact.HiddenFromAddressListsEnabled === true;
      return [[sourceId, { ...nothing, displayName, legacyExchangeDN: null, externalEmailAddress, hidden }]];
    }
    if (mailbox === undefined) return [];
    const known = userOf.get(sourceId);
    const user = known === undefined ? null : { ...known, profile: profiles.get(sourceId) ?? {} };
    return [
      [
        sourceId,
        {
          ...nothing,
          hidden: mailbox.HiddenFromAddressListsEnabled === true,
          displayName: user?.displayName || mailbox.DisplayName || name,
          user,
          legacyExchangeDN: mailbox.LegacyExchangeDN || null,
          calendarProcessing: bookings.get(sourceId)?.settings ?? null,
          booking: bookings.get(sourceId)?.people ?? [],
        },
      ],
    ];
  });
  return { objects: new Map(objects), names, operators: operatorsAmong(users, 'source', ctx) };
}
