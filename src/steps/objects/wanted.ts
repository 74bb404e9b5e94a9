/** What each row of the mapping wants made at the destination, from what its object is at the source. */
import type { Remark } from '../../contract/finding.js';
import type { GraphUser } from '../../systems/graph/types.js';
import type { CalendarProcessing } from '../../systems/exchange/new-mailboxes.js';
import type { Licence } from '../users/mapping/objects.js';
import type { MappedRow } from '../users/mapping/row.js';
import type { SourceList } from './source-lists.js';
import type { SourceM365Group } from './source-m365-groups.js';
import { rowRef, type MadeKind, type MadeValue } from './value.js';
import { wantedLists, type WantedLists } from './wanted-lists.js';
import { wantedM365Groups } from './wanted-m365-groups.js';

/** Of one object of the source what is carried over. */
export interface SourceObject {
  readonly displayName: string;
  readonly user: Pick<GraphUser, 'employeeId' | 'usageLocation' | 'accountEnabled' | 'profile'> | null;
  /** Of a mailbox or contact. */
  readonly hidden: boolean;
  readonly legacyExchangeDN: string | null;
  /** Of rooms and equipment. */
  readonly calendarProcessing: CalendarProcessing | null;
  /** Who may book it or answers for it, where not everybody does, as Exchange names them. */
  readonly booking: readonly string[];
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

const mostNamed = 5;

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
      .filter(({ row, source }) => row.licence !== null && (source.legacyExchangeDN !== null || source.hidden))
      .map(({ row, source }): Wanted => ({
        row,
        kind: 'user-mailbox',
        after: {
          state: 'there',
          userPrincipalName: row.target,
          x500: source.legacyExchangeDN,
          ...hiddenAs(source),
        },
      })),
    // A list may have one for a member, and never the other way round.
    ...ofM365.wanted,
    ...ofLists.wanted,
  ];
  const warnings = [...roomWarnings(boxes), ...ofM365.warnings, ...ofLists.warnings];
  return { wanted, warnings, blockers: ofLists.blockers };
}

const hiddenAs = ({ hidden }: SourceObject): Pick<MadeValue, 'hidden'> => (hidden ? { hidden } : {});

const contactOf = (row: MappedRow, source: SourceObject): MadeValue => ({
  state: 'there',
  displayName: source.displayName || row.target,
  externalEmailAddress: source.externalEmailAddress ?? '',
  emailAddresses: [row.target],
  ...hiddenAs(source),
});

function accountOf(row: MappedRow, { displayName, user }: SourceObject, licences: readonly Licence[]): MadeValue {
  const licence = licences.find(({ name }) => name.toLowerCase() === row.licence?.toLowerCase());
  return {
    state: 'there',
    displayName: displayName || row.target,
    userPrincipalName: row.target,
    employeeId: user?.employeeId || null,
    ...(Object.keys(user?.profile ?? {}).length === 0 ? {} : { profile: user?.profile ?? {} }),
    usageLocation: user?.usageLocation || null,
    // Nobody who may not sign in at home is let in elsewhere.
    accountEnabled: user?.accountEnabled !== false,
    licence: row.licence,
    skuId: licence?.skuId ?? null,
  };
}

const isBooked = (kind: string): boolean => kind === 'RoomMailbox' || kind === 'EquipmentMailbox';

/** Of rooms what does not come along; the mailboxes of whoever may book one come hours after it. */
function roomWarnings(boxes: readonly RowToMake[]): readonly Remark[] {
  const rooms = boxes.filter(({ row }) => isBooked(row.kind));
  const booked = rooms.filter(({ source }) => source.booking.length > 0);
  return [
    ...booked.map(({ row, source: { booking } }): Remark => {
      const names = booking.slice(0, mostNamed).map(lastOf).join(', ');
      const object = rowRef('mailbox', row.sourceId, row.target);
      return { code: 'room-people-by-hand', facts: { name: row.target, count: booking.length, names }, object };
    }),
    ...(rooms.length === 0 ? [] : [{ code: 'rooms-without-place', facts: { count: rooms.length } } as const]),
  ];
}

/** Of a `legacyExchangeDN` its end, which is made of the name. */
const lastOf = (text: string): string => text.split(/\/cn=/i).at(-1) ?? text;

function mailboxOf(row: MappedRow, source: SourceObject): MadeValue {
  return {
    state: 'there',
    displayName: source.displayName || row.target,
    primarySmtpAddress: row.target,
    recipientTypeDetails: row.kind,
    x500: source.legacyExchangeDN,
    ...hiddenAs(source),
    ...(source.calendarProcessing === null ? {} : { calendarProcessing: source.calendarProcessing }),
  };
}
