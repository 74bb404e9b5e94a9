/** What is made at the destination for a row of the mapping, as plans, the ledger and both tenants are compared by. */
import type { Change } from '../../contract/change.js';
import type { ObjectRef } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import { splitAddress } from '../addresses/proxy-address.js';
import type { ListKind } from '../../systems/exchange/new-groups.js';
import type { Profile } from '../../systems/graph/types.js';
import type { CalendarProcessing } from '../../systems/exchange/new-mailboxes.js';

/**
 * user: an account that signs in, with its licence · user-mailbox: what a licence brings, and only gets an address more · mailbox: one that
 * nobody signs in to
 */
export type MadeKind = 'user' | 'mailbox' | 'contact' | 'user-mailbox' | 'm365-group' | ListKind;

/** `removed`: on its way out, in one of the bins. `untouched` is asked on the way back alone: as it was made, and empty. */
export type MadeValue = {
  readonly state: 'absent' | 'there' | 'removed';
  readonly displayName?: string;
  readonly userPrincipalName?: string;
  readonly employeeId?: string | null;
  /** Absent: nothing is said of them. */
  readonly profile?: Profile;
  readonly usageLocation?: string | null;
  readonly accountEnabled?: boolean;
  /** As it is called; null: by a group, or later. */
  readonly licence?: string | null;
  readonly skuId?: string | null;
  readonly primarySmtpAddress?: string;
  readonly recipientTypeDetails?: string;
  /** The source's `legacyExchangeDN`, so that a reply to an old letter arrives; null: it is not there. */
  readonly x500?: string | null;
  readonly calendarProcessing?: CalendarProcessing | null;
  /** It is in no address list. Absent: nobody asked for that. */
  readonly hidden?: boolean;
  /** Of a contact: where its mail goes, and the address of the house that it has besides. */
  readonly externalEmailAddress?: string;
  readonly emailAddresses?: readonly string[];
  /** Where the one that its address suggests is somebody else's; nobody looks at it again. */
  readonly alias?: string;
  /** Of a Microsoft 365 group, whose one address is its primary one. */
  readonly mailNickname?: string;
  readonly description?: string | null;
  readonly visibility?: string;
  /** Of a list: ids of who was there before, addresses of who is made. */
  readonly members?: readonly string[];
  readonly people?: Readonly<Record<string, readonly string[]>>;
  /** Of its managers those who are there before any list, where not all are. */
  readonly firstManagers?: readonly string[];
  readonly settings?: Readonly<Record<string, string | boolean>>;
  readonly recipientFilter?: string;
  readonly precanned?: Readonly<Record<string, readonly string[]>>;
  readonly untouched?: boolean;
};

export type ObjectChange = Change<MadeValue>;

/** What was observed, or what the ledger kept, is always the value of an object. */
export const asMade = (value: Json): MadeValue => value as MadeValue;

/** On the way there, the row's own id: what is made has none yet. */
export const rowRef = (kind: MadeKind, sourceId: string, target: string): ObjectRef => ({
  kind,
  id: sourceId,
  label: target,
});

/** What Exchange tells objects apart by, 64 characters at most: two may be shown by one name. */
export const ownName = (address: string, sourceId: string): string =>
  `${(splitAddress(address)?.local ?? address).slice(0, 55)} ${sourceId.slice(0, 8)}`;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-mailbox#-alias, and of a user https://learn.microsoft.com/graph/api/resources/user#properties */
export const aliasOf = (address: string): string =>
  (splitAddress(address)?.local ?? address).replaceAll(/[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/g, '_').slice(0, 64);

/** Where one is written, nothing depends on what became of it: the object is found by its address. */
export const aliasAsWanted = ({ alias }: MadeValue): Pick<MadeValue, 'alias'> => (alias === undefined ? {} : { alias });

/** By which the object is known to be the one that was planned, whatever is still to be written of it. */
const identity = [
  'state',
  'displayName',
  'userPrincipalName',
  'employeeId',
  'primarySmtpAddress',
  'recipientTypeDetails',
  'externalEmailAddress',
  'mailNickname',
] as const satisfies readonly (keyof MadeValue)[];

/** Made, and not everything of it written yet. */
export const isBegun = (wanted: MadeValue, seen: MadeValue): boolean =>
  identity.every((property) => wanted[property] === seen[property]);
