/** What the files say of a company, before it is certain that it can all be true at once. */
import type { RecipientTypeDetails } from '../../entities.js';

/** Where something was read. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}

export interface DraftMail {
  kind: RecipientTypeDetails | null;
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
}

export interface DraftGroup {
  readonly place: Place;
  displayName: string | null;
  members: readonly string[];
  owners: readonly string[];
  readonly mail: DraftMail;
}

export interface DraftContact {
  readonly place: Place;
  readonly side: 'source' | 'destination';
  readonly displayName: string;
  readonly external: string;
}

/** Forwarding of a mailbox that the source does not have: the guide exports it in the destination (step 54). */
export interface DraftForwarding {
  readonly place: Place;
  readonly userPrincipalName: string;
  readonly deliverToMailboxAndForward: boolean;
  readonly forwardingAddress: string | null;
  readonly forwardingSmtpAddress: string | null;
}

export interface Draft {
  /** By sign-in name in lower case. */
  readonly people: Map<string, DraftPerson>;
  readonly groups: DraftGroup[];
  readonly contacts: DraftContact[];
  readonly destinationForwarding: DraftForwarding[];
  /** From a list of domains; null when there was none. */
  domains: Map<string, { readonly isDefault: boolean }> | null;
}

export const newMail = (): DraftMail => ({
  kind: null,
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
});
