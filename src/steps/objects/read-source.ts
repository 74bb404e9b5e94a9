/** What of the source is carried over to the objects that are made. */
import type { CalendarProcessing } from '../../systems/exchange/new-mailboxes.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { parseProxyAddress } from '../addresses/proxy-address.js';
import type { StepContext } from '../../contract/context.js';
import type { TenantClients } from '../systems.js';
import { operatorsAmong, type Operator } from '../users/operators.js';
import type { MappedRow } from '../users/mapping/row.js';
import { readLists, type SourceList } from './source-lists.js';
import { readM365Groups } from './source-m365-groups.js';
import { isList, isM365Group, type SourceObject } from './wanted.js';

export interface SourceRead {
  /** By object id; what has gone since is not among them. */
  readonly objects: ReadonlyMap<string, SourceObject>;
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
  const settings = new Map<string, CalendarProcessing>();
  for (const [index, seen] of (await exchange.calendarProcessing(rooms)).entries()) {
    const [found] = seen.seen ? seen.items : [];
    if (found !== undefined) settings.set(rooms[index] ?? '', found);
  }
  const lists = rows.some(({ kind }) => isList(kind))
    ? await readLists({ graph, exchange }, { users, mailboxes })
    : new Map<string, SourceList>();
  const m365Groups = await readM365Groups(
    { graph, exchange },
    rows.filter(({ kind }) => isM365Group(kind)).map(({ sourceId }) => sourceId),
  );
  const contacts = rows.some(({ kind }) => kind === 'MailContact') ? await exchange.mailContacts() : [];
  const contactOf = new Map(contacts.map((contact) => [objectIdOf(contact), contact]));
  const objects = rows.flatMap(({ sourceId, name }): (readonly [string, SourceObject])[] => {
    const [mailbox, list, contact] = [mailboxOf.get(sourceId), lists.get(sourceId), contactOf.get(sourceId)];
    const nothing = { user: null, calendarProcessing: null, list: null, m365Group: null, externalEmailAddress: null };
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
      return [[sourceId, { ...nothing, displayName, legacyExchangeDN: null, externalEmailAddress }]];
    }
    if (mailbox === undefined) return [];
    const user = userOf.get(sourceId) ?? null;
    return [
      [
        sourceId,
        {
          ...nothing,
          displayName: user?.displayName || mailbox.DisplayName || name,
          user,
          legacyExchangeDN: mailbox.LegacyExchangeDN || null,
          calendarProcessing: settings.get(sourceId) ?? null,
        },
      ],
    ];
  });
  return { objects: new Map(objects), operators: operatorsAmong(users, 'source', ctx) };
}
