/** What each row of the mapping wants made at the destination, from what its object is at the source. */
import type { GraphUser } from '../../systems/graph/types.js';
import type { CalendarProcessing } from '../../systems/exchange/new-mailboxes.js';
import type { Licence } from '../users/mapping/objects.js';
import type { MappedRow } from '../users/mapping/row.js';
import type { SourceList } from './source-lists.js';
import type { SourceM365Group } from './source-m365-groups.js';
import { type MadeKind, type MadeValue } from './value.js';
import { wantedLists, type WantedLists } from './wanted-lists.js';
import { wantedM365Groups } from './wanted-m365-groups.js';

/** Of one object of the source what is carried over. */
export interface SourceObject {
  readonly displayName: string;
  readonly user: Pick<GraphUser, 'employeeId' | 'usageLocation'> | null;
  readonly legacyExchangeDN: string | null;
  /** Of rooms and equipment. */
  readonly calendarProcessing: CalendarProcessing | null;
  readonly list: SourceList | null;
  readonly m365Group: SourceM365Group | null;
  /** Of a contact. */
  readonly externalEmailAddress: string | null;
}

export interface Wanted {
  readonly row: MappedRow;
  readonly kind: MadeKind;
  readonly after: MadeValue;
}

/** A contact or mail user that gives way holds the moving address until the night; what takes its place is made beside it. */
const madeActions: ReadonlySet<string> = new Set(['create', 'replace']);
export const isMade = ({ action }: MappedRow): boolean => madeActions.has(action);

const ownMailboxes: ReadonlySet<string> = new Set(['SharedMailbox', 'RoomMailbox', 'EquipmentMailbox']);
const lists: ReadonlySet<string> = new Set([
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailNonUniversalGroup',
  'RoomList',
  'DynamicDistributionGroup',
]);
export const isList = (kind: string): boolean => lists.has(kind);
export const isM365Group = (kind: string): boolean => kind === 'GroupMailbox';
/** Of the others people make theirs. */
export const isOfKindMade = ({ kind }: MappedRow): boolean =>
  kind === 'UserMailbox' || kind === 'MailContact' || ownMailboxes.has(kind) || isM365Group(kind) || isList(kind);

export interface RowToMake {
  readonly row: MappedRow;
  readonly source: SourceObject;
}

/** In the order of making: accounts, mailboxes, contacts, and what comes with a licence; then whatever has those for its members. */
export function wantedOf(
  rows: readonly RowToMake[],
  licences: readonly Licence[],
  refOf: (sourceId: string) => string | null,
  nameOf: (sourceId: string) => string,
): WantedLists {
  const people = rows.filter(({ row }) => row.kind === 'UserMailbox');
  const boxes = rows.filter(({ row }) => ownMailboxes.has(row.kind));
  const ofLists = wantedLists(
    rows.flatMap(({ row, source }) => (source.list === null ? [] : [{ row, list: source.list }])),
    refOf,
    nameOf,
  );
  const ofM365 = wantedM365Groups(
    rows.flatMap(({ row, source }) => (source.m365Group === null ? [] : [{ row, group: source.m365Group }])),
    refOf,
    nameOf,
  );
  const wanted = [
    ...people.map(({ row, source }): Wanted => ({ row, kind: 'user', after: accountOf(row, source, licences) })),
    ...boxes.map(({ row, source }): Wanted => ({ row, kind: 'mailbox', after: mailboxOf(row, source) })),
    ...rows
      .filter(({ row }) => row.kind === 'MailContact')
      .map(({ row, source }): Wanted => ({ row, kind: 'contact', after: contactOf(row, source) })),
    // Without a licence from here nobody knows when it comes: what waits for it would keep the others.
    ...people
      .filter(({ row, source }) => row.licence !== null && source.legacyExchangeDN !== null)
      .map(({ row, source }): Wanted => ({
        row,
        kind: 'user-mailbox',
        after: { state: 'there', userPrincipalName: row.target, x500: source.legacyExchangeDN },
      })),
    // A list may have one for a member, and never the other way round.
    ...ofM365.wanted,
    ...ofLists.wanted,
  ];
  return { wanted, warnings: [...ofM365.warnings, ...ofLists.warnings] };
}

const contactOf = (row: MappedRow, { displayName, externalEmailAddress }: SourceObject): MadeValue => ({
  state: 'there',
  displayName,
  externalEmailAddress: externalEmailAddress ?? '',
  emailAddresses: [row.target],
});

function accountOf(row: MappedRow, { displayName, user }: SourceObject, licences: readonly Licence[]): MadeValue {
  const licence = licences.find(({ name }) => name.toLowerCase() === row.licence?.toLowerCase());
  return {
    state: 'there',
    displayName,
    userPrincipalName: row.target,
    employeeId: user?.employeeId || null,
    usageLocation: user?.usageLocation || null,
    accountEnabled: true,
    licence: row.licence,
    skuId: licence?.skuId ?? null,
  };
}

function mailboxOf(row: MappedRow, source: SourceObject): MadeValue {
  return {
    state: 'there',
    displayName: source.displayName,
    primarySmtpAddress: row.target,
    recipientTypeDetails: row.kind,
    x500: source.legacyExchangeDN,
    ...(source.calendarProcessing === null ? {} : { calendarProcessing: source.calendarProcessing }),
  };
}
