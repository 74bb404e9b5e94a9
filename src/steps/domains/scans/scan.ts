/** What the ten scans read and what they say. */
import type { StepContext } from '../../../contract/context.js';
import type { Side } from '../../../contract/step.js';
import type { DeletedMailbox, DomainRecipient, ExchangeRecipient } from '../../../systems/exchange/types.js';
import type {
  DeletedGroup,
  DeletedUser,
  DomainReference,
  GraphApplication,
  GraphContact,
  GraphDomain,
  GraphGroup,
  GraphUser,
} from '../../../systems/graph/types.js';

export const scanNames = [
  'recipients',
  'deleted-mailboxes',
  'users',
  'deleted-users',
  'groups',
  'deleted-groups',
  'contacts',
  'applications',
  'subdomains',
  'references',
] as const;
export type ScanName = (typeof scanNames)[number];

/** In the order in which they are told: first what nobody expects and what takes longest to settle. */
export const blockerKinds = [
  'operator',
  'user',
  'guest',
  'recipient',
  'group',
  'contact',
  'public-folder',
  'application',
  'subdomain',
  'deleted-user',
  'deleted-mailbox',
  'deleted-group',
  'reference',
] as const;
export type BlockerKind = (typeof blockerKinds)[number];

/** `lacks`: why the list is not whole; null: it is. */
export interface Reading<T> {
  readonly items: readonly T[];
  readonly lacks: string | null;
}

export interface TenantLists {
  readonly recipients: Reading<DomainRecipient>;
  readonly publicFolders: Reading<ExchangeRecipient>;
  readonly deletedMailboxes: Reading<DeletedMailbox>;
  readonly users: Reading<GraphUser>;
  readonly deletedUsers: Reading<DeletedUser>;
  readonly groups: Reading<GraphGroup>;
  readonly deletedGroups: Reading<DeletedGroup>;
  readonly contacts: Reading<GraphContact>;
  readonly applications: Reading<GraphApplication>;
  readonly domains: Reading<GraphDomain>;
  readonly references: Reading<{ readonly domain: string; readonly object: DomainReference }>;
}

/** One object as one scan found it on one domain. */
export interface Hit {
  readonly scan: ScanName;
  /** A moving domain or one below it. */
  readonly domain: string;
  readonly kind: BlockerKind;
  readonly id: string;
  readonly label: string;
  /** Addresses, sign-in name, URI. */
  readonly through: string;
  /** The step of the runbook after which it is gone; null: people must clear it. */
  readonly clearedBy: string | null;
}

export interface ScanResult {
  readonly scan: ScanName;
  readonly hits: readonly Hit[];
  readonly lacks: string | null;
}

export interface ScanQuestion {
  readonly side: Side;
  readonly ctx: Pick<StepContext, 'migration' | 'roster' | 'protectedAccounts'>;
  /** Before the night: those of the runbook that clear things are still to come. Otherwise everything found is left to people. */
  readonly stepsToCome: boolean;
}
