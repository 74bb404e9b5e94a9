/**
 * What Exchange keeps beside a recipient, and the rules and connectors of a tenant. Property names are the vendor's where the service shows
 * them as they are kept; each cmdlet in `exchange/` names its page.
 */

/** An entry of a mailbox's access list; that of the owner and the inherited ones are in every mailbox and are not kept. */
export interface MailboxRight {
  /** A directory object's id, or a SID that belongs to nobody any more. */
  readonly trustee: string;
  readonly AccessRights: readonly string[];
  readonly InheritanceType: string;
  readonly Deny: boolean;
  /** Outlook opens the mailbox by itself; no cmdlet shows it. */
  readonly autoMapping: boolean;
}

export interface FolderRight {
  /** The folder's key, whatever the mailbox's language calls it. */
  readonly folder: string;
  /** `Default`, `Anonymous`, a directory object's id, or a SID that belongs to nobody any more. */
  readonly trustee: string;
  readonly AccessRights: readonly string[];
  readonly SharingPermissionFlags: readonly string[];
}

/** Targets are written as the service shows them: `"Name" [EX:/o=…]` for a recipient of the tenant, `"a@b" [SMTP:a@b]` for anybody else. */
export interface InboxRule {
  readonly RuleIdentity: string;
  readonly Name: string;
  readonly Enabled: boolean;
  readonly Priority: number;
  /** Shown to who asks for hidden rules. */
  readonly hidden: boolean;
  readonly ForwardTo: readonly string[] | null;
  readonly ForwardAsAttachmentTo: readonly string[] | null;
  readonly RedirectTo: readonly string[] | null;
  readonly SubjectContainsWords: readonly string[] | null;
  readonly MoveToFolder: string | null;
}

export interface MailboxSizes {
  readonly items: number;
  readonly bytes: number;
  /** Recoverable items. */
  readonly deletedItems: number;
  readonly deletedBytes: number;
}

/** https://learn.microsoft.com/en-us/powershell/module/exchange/set-casmailbox, its members for EWS */
export interface ClientAccess {
  readonly EwsEnabled: boolean | null;
  readonly EwsAllowOutlook: boolean | null;
  readonly EwsAllowMacOutlook: boolean | null;
  readonly EwsAllowEntourage: boolean | null;
  readonly EwsApplicationAccessPolicy: string | null;
  readonly EwsAllowList: readonly string[] | null;
  readonly EwsBlockList: readonly string[] | null;
}

/** Of a recipient that has something which others of its kind have not; every member that says nothing special is absent. */
export interface RecipientDetails {
  readonly Guid: string;
  /** The language its folders are named in; English without. */
  readonly language?: string;
  /** Folders that its owner made, below the one of that key. */
  readonly folders?: readonly { readonly key: string; readonly under: string; readonly name: string }[];
  readonly rights?: readonly MailboxRight[];
  /** Who may send as it: directory object ids, or SIDs that belong to nobody any more. */
  readonly sendAs?: readonly string[];
  readonly folderRights?: readonly FolderRight[];
  readonly inboxRules?: readonly InboxRule[];
  /** Null: nobody has opened the mailbox yet. */
  readonly sizes?: MailboxSizes | null;
  readonly archiveSizes?: MailboxSizes;
  readonly clientAccess?: Partial<ClientAccess>;
  /** How meeting requests are answered: the members of Set-CalendarProcessing, as far as they differ from a new mailbox's. */
  readonly calendarProcessing?: Readonly<Record<string, unknown>>;
  /** Where and what a room is: the members of Set-Place. */
  readonly place?: Readonly<Record<string, unknown>>;
  /** Who may write to a group, join it and look through what is written: the members of its Set cmdlet that differ from a new group's. Whoever is named there is a recipient's Guid. */
  readonly group?: Readonly<Record<string, unknown>>;
}

export type MailFlowKind = 'TransportRule' | 'JournalRule' | 'InboundConnector' | 'OutboundConnector' | 'RemoteDomain';

/** Its other members are those of its cmdlet, as far as they differ from a new one's. */
export interface MailFlowObject {
  readonly Guid: string;
  readonly kind: MailFlowKind;
  readonly Name: string;
  readonly [property: string]: unknown;
}
