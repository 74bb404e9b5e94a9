/** What the files say of a company, before it is certain that it can all be true at once. */
import type { RecipientTypeDetails } from '../../../entities.js';

/** Where something was read. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}

export interface DraftMail {
  kind: RecipientTypeDetails | null;
  /** Where a mail user or a contact really receives its mail. */
  external: string | null;
  alias: string | null;
  primary: string | null;
  /** With type prefixes; the primary may be among them. */
  addresses: string[];
  deliverToMailboxAndForward: boolean;
  forwardingAddress: string | null;
  forwardingSmtpAddress: string | null;
}

export interface DraftPerson {
  userPrincipalName: string;
  readonly place: Place;
  /** The person of the rehearsal whose account this is. */
  castKey: string | null;
  objectId: string | null;
  displayName: string | null;
  /** How lists of members may call it besides. */
  readonly names: Set<string>;
  givenName: string | null;
  surname: string | null;
  department: string | null;
  jobTitle: string | null;
  usageLocation: string | null;
  enabled: boolean | null;
  licensed: boolean | null;
  synced: boolean;
  guest: boolean;
  deletedAt: string | null;
  /** From a table of mailboxes; addresses of a table of users alone are in `addresses`. */
  mail: DraftMail | null;
  addresses: string[];
  /** Where each address was read first, by the address with its prefix in lower case. */
  readonly places: Map<string, Place>;
  /** Sign-in names that other exports have for the same account. */
  readonly alsoCalled: Set<string>;
}

export interface DraftGroup {
  readonly place: Place;
  displayName: string | null;
  /** How lists of members may call it besides. */
  readonly names: Set<string>;
  readonly members: string[];
  readonly owners: string[];
  synced: boolean;
  readonly mail: DraftMail;
}

export interface DraftContact {
  readonly place: Place;
  readonly displayName: string;
  readonly external: string;
  synced: boolean;
  /** The external address may be among its addresses. */
  readonly mail: DraftMail;
}

export interface DraftFolder {
  readonly place: Place;
  readonly displayName: string;
  readonly mail: DraftMail;
}

/** A mailbox whose account was deleted; with a hold it is inactive, and its account is gone for good. */
export interface DraftDeletedMailbox {
  readonly place: Place;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly objectId: string | null;
  readonly mail: DraftMail;
  readonly at: string;
  readonly held: boolean;
}

/** Forwarding of a mailbox that the source does not have: the guide exports it in the destination (step 54). */
export interface DraftForwarding {
  readonly place: Place;
  readonly userPrincipalName: string;
  readonly deliverToMailboxAndForward: boolean;
  readonly forwardingAddress: string | null;
  readonly forwardingSmtpAddress: string | null;
}

export interface ListedDomain {
  readonly isDefault: boolean;
  readonly isInitial: boolean;
}

export interface Draft {
  /** By sign-in name in lower case; one that ends with `@` or `#EXT#` is completed when the domains are known. */
  readonly people: Map<string, DraftPerson>;
  readonly groups: DraftGroup[];
  readonly contacts: DraftContact[];
  readonly folders: DraftFolder[];
  readonly deletedMailboxes: DraftDeletedMailbox[];
  readonly destinationForwarding: DraftForwarding[];
  /** From a list of domains; null when there was none. */
  domains: Map<string, ListedDomain> | null;
}

export const newMail = (): DraftMail => ({
  kind: null,
  external: null,
  alias: null,
  primary: null,
  addresses: [],
  deliverToMailboxAndForward: false,
  forwardingAddress: null,
  forwardingSmtpAddress: null,
});

export const newPerson = (userPrincipalName: string, place: Place): DraftPerson => ({
  userPrincipalName,
  place,
  castKey: null,
  objectId: null,
  displayName: null,
  names: new Set(),
  givenName: null,
  surname: null,
  department: null,
  jobTitle: null,
  usageLocation: null,
  enabled: null,
  licensed: null,
  synced: false,
  guest: false,
  deletedAt: null,
  mail: null,
  addresses: [],
  places: new Map(),
  alsoCalled: new Set(),
});
