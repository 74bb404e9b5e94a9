/** Who could move, and whom they would meet: both tenants as far as a mapping asks for them. */
import type { Operator } from '../operators.js';

/** As Exchange names them in `RecipientTypeDetails`. */
export type RecipientKind = string;

/** What of it a mapping can pair with what: within one of them the kinds of both tenants may differ. */
export type Family = 'mailbox' | 'group' | 'contact' | 'mail user' | 'guest';

const families: Readonly<Record<RecipientKind, Family>> = {
  UserMailbox: 'mailbox',
  SharedMailbox: 'mailbox',
  RoomMailbox: 'mailbox',
  EquipmentMailbox: 'mailbox',
  MailUniversalDistributionGroup: 'group',
  MailUniversalSecurityGroup: 'group',
  MailNonUniversalGroup: 'group',
  RoomList: 'group',
  DynamicDistributionGroup: 'group',
  GroupMailbox: 'group',
  MailContact: 'contact',
  MailUser: 'mail user',
  GuestMailUser: 'guest',
};

/** Undefined: it is of a kind that no tool moves, such as the mailbox of a discovery search or a public folder. */
export const familyOf = (kind: RecipientKind): Family | undefined => families[kind];
/** A guest stays with the company that invited it. */
export const canMove = (kind: RecipientKind): boolean => !['guest', undefined].includes(familyOf(kind));
export const hasMailbox = (kind: RecipientKind): boolean => familyOf(kind) === 'mailbox';

export interface MailObject {
  /** The directory's id, or Exchange's own where the directory does not know it. */
  readonly id: string;
  readonly kind: RecipientKind;
  readonly name: string;
  /** The primary address, or the name it signs in by where it has none. */
  readonly address: string;
  /** Every address and name it goes by, a contact's address elsewhere and a guest's at home among them; lower case. */
  readonly addresses: readonly string[];
  readonly employeeId: string | null;
  /** Ids of its licences. */
  readonly licences: readonly string[];
  /** By which replies to old letters find it, beside its own of this tenant; lower case. Absent: none. */
  readonly x500?: readonly string[];
  /** Unique in a tenant, as Exchange has it; lower case. Absent: not asked. */
  readonly alias?: string;
  /** Somebody whom bulk changes leave out. */
  readonly operator?: Operator;
}

/** What stands in a tenant's bin, and what holds an address there though no mapping can name it. */
export interface HeldAddress {
  readonly address: string;
  readonly id: string;
  readonly name: string;
  readonly why: 'deleted' | 'public folder' | 'user';
}

export interface Licence {
  readonly skuId: string;
  readonly name: string;
  /** Not given to anybody yet. */
  readonly left: number;
  /** False: nothing in it makes a mailbox, however many are left. */
  readonly bringsMailbox: boolean;
  /** No mover comes in where somebody has nothing else. Absent: it is none of those. */
  readonly frontline?: boolean;
}

export interface SourceTenant {
  readonly objects: readonly MailObject[];
  readonly held: readonly HeldAddress[];
}

export interface DestinationTenant {
  readonly objects: readonly MailObject[];
  readonly held: readonly HeldAddress[];
  /** Lower case, with whether it is verified there. */
  readonly domains: ReadonlyMap<string, boolean>;
  /** Where Exchange gives names of its own making. Absent: not asked. */
  readonly defaultDomain?: string;
  /** Null: the tenant does not let the bot see them. */
  readonly licences: readonly Licence[] | null;
}

export interface Tenants {
  readonly source: SourceTenant;
  readonly destination: DestinationTenant;
  readonly movingDomains: readonly string[];
  /** Where somebody who is made at the destination gets the first address. */
  readonly homeDomain: string;
  /** Ids of what the bot made at the destination, by the id of whom it was made for. */
  readonly madeFor?: ReadonlyMap<string, string>;
}
