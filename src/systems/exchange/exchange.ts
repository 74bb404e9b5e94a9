/** Exchange Online of one tenant, for life: the two sides never share a client. */
import type { Applied } from '../../contract/change.js';
import { SystemFault } from '../../errors.js';
import { appliedFrom } from '../applied.js';
import { directoryLag, isNotFound, pageOf, type Answer } from './answer.js';
import { ExchangeConnection, batchLimit, type BatchCommand, type ExchangeOptions } from './connection.js';
import {
  acceptedDomainProperties,
  mailboxProperties,
  recipientProperties,
  type AcceptedDomain,
  type ExchangeRecipient,
  type Mailbox,
} from './types.js';

/**
 * The whole list (exact: for restoring), or single addresses added and removed (safe beside other people's changes). Never the same
 * address in both: in which order the service does them is not defined.
 */
export type AddressChange =
  | { readonly mailboxId: string; readonly emailAddresses: readonly string[] }
  | { readonly mailboxId: string; readonly add: readonly string[]; readonly remove: readonly string[] };

export interface Exchange {
  readonly side: 'source' | 'destination';
  readonly tenantId: string;
  acceptedDomains(): Promise<readonly AcceptedDomain[]>;
  /** User, shared, room and equipment mailboxes, without deleted and inactive ones. Complete or throws. */
  mailboxes(): Promise<readonly Mailbox[]>;
  /** By directory object id or mailbox GUID, never by an address; in the order given, null where there is none. */
  mailboxesById(ids: readonly string[]): Promise<readonly (Mailbox | null)[]>;
  /** Everything that holds an address: mailboxes, mail users, contacts, groups of every kind. `filter` is OPATH. */
  recipients(filter?: string): Promise<readonly ExchangeRecipient[]>;
  distributionGroups(): Promise<readonly ExchangeRecipient[]>;
  dynamicDistributionGroups(): Promise<readonly ExchangeRecipient[]>;
  /** Microsoft 365 groups. */
  unifiedGroups(): Promise<readonly ExchangeRecipient[]>;
  mailContacts(): Promise<readonly ExchangeRecipient[]>;
  /** One answer a change, in the order given. Sent once: what was not answered is `in-doubt`. */
  setMailboxEmailAddresses(changes: readonly AddressChange[]): Promise<readonly Applied[]>;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const connection = new ExchangeConnection(options);
  const list = async <T>(cmdlet: string, select: readonly string[], more: Record<string, unknown> = {}) => {
    // Without ResultSize the service stops at 1,000 and says so only in a warning.
    const parameters = { ResultSize: 'Unlimited', ...more };
    const items = await connection.readAll(`${cmdlet} in the ${options.side}`, { cmdlet, parameters, select });
    return items as unknown as readonly T[];
  };
  const recipientList = async (cmdlet: string, more: Record<string, unknown> = {}) =>
    (await list<ExchangeRecipient>(cmdlet, recipientProperties, more)).map(withLists);

  return {
    side: options.side,
    tenantId: options.tenantId,
    acceptedDomains: () => list<AcceptedDomain>('Get-AcceptedDomain', acceptedDomainProperties),
    mailboxes: async () => (await list<Mailbox>('Get-Mailbox', mailboxProperties)).map(withLists),
    async mailboxesById(ids) {
      const found: (Mailbox | null)[] = [];
      for (const part of parts(ids)) found.push(...(await mailboxesByIdentity(connection, options, part)));
      return found;
    },
    recipients: (filter) => recipientList('Get-Recipient', filter === undefined ? {} : { Filter: filter }),
    distributionGroups: () => recipientList('Get-DistributionGroup'),
    dynamicDistributionGroups: () => recipientList('Get-DynamicDistributionGroup'),
    unifiedGroups: () => recipientList('Get-UnifiedGroup'),
    mailContacts: () => recipientList('Get-MailContact'),
    async setMailboxEmailAddresses(changes) {
      const applied: Applied[] = [];
      for (const part of parts(changes)) applied.push(...(await setAddresses(connection, options.side, part)));
      return applied;
    },
  };
}

async function mailboxesByIdentity(
  connection: ExchangeConnection,
  options: ExchangeOptions,
  ids: readonly string[],
): Promise<readonly (Mailbox | null)[]> {
  const operation = `Get-Mailbox by id in the ${options.side}`;
  const commands = ids.map((id): BatchCommand => ({
    id,
    cmdlet: 'Get-Mailbox',
    parameters: { Identity: id },
    select: mailboxProperties,
  }));
  const answers = await connection.readBatch(operation, commands);
  return ids.map((id) => {
    const answer = answers.get(id) as Answer;
    const fault = connection.failure(`${operation}: ${id}`, answer);
    if (fault !== null && isNotFound(fault)) return null;
    if (fault !== null) throw fault;
    const [mailbox] = pageOf(operation, answer, options.now()).value;
    return mailbox === undefined ? null : withLists(mailbox as unknown as Mailbox);
  });
}

/** https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-emailaddresses */
async function setAddresses(
  connection: ExchangeConnection,
  side: string,
  changes: readonly AddressChange[],
): Promise<readonly Applied[]> {
  const operation = `Set-Mailbox EmailAddresses in the ${side}`;
  const commands = changes.map((change): BatchCommand => ({
    id: change.mailboxId,
    cmdlet: 'Set-Mailbox',
    parameters: {
      Identity: change.mailboxId,
      EmailAddresses: 'emailAddresses' in change ? change.emailAddresses : hashtable(change),
    },
  }));
  let answers: ReadonlyMap<string, Answer>;
  try {
    answers = await connection.writeBatch(operation, commands);
  } catch (cause) {
    if (!(cause instanceof SystemFault)) throw cause;
    // Signing in failed: nothing was sent.
    if (cause.details.system === 'login') return changes.map(() => ({ result: 'not-done', retryAfter: null }));
    return changes.map(() => appliedFrom(cause, refusalCode(cause)));
  }
  return changes.map(({ mailboxId }) => {
    const answer = answers.get(mailboxId);
    if (answer === undefined) return { result: 'in-doubt' };
    const fault = connection.failure(`${operation} of ${mailboxId}`, answer);
    if (fault === null) return { result: 'done' };
    // Half written: Exchange had it, the directory not yet. Only reading back tells.
    if (directoryLag(fault.details.code, fault.message)) return { result: 'in-doubt' };
    return appliedFrom(fault, refusalCode(fault));
  });
}

const hashtable = ({ add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] }) => ({
  '@odata.type': '#Exchange.GenericHashTable',
  ...(add.length > 0 ? { add } : {}),
  ...(remove.length > 0 ? { remove } : {}),
});

function refusalCode(fault: SystemFault): string {
  const { status, code } = fault.details;
  if (status === 401 || status === 403) return 'permission-missing';
  if (isNotFound(fault)) return 'object-gone';
  if (/ProxyAddressExists|already being used|already in use/i.test(`${code} ${fault.message}`)) return 'address-taken';
  if (/out of the current user's write scope/i.test(fault.message)) return 'object-synced';
  return 'exchange-refused';
}

/** A single value may arrive without its list, an empty one not at all. */
function withLists<T extends { readonly EmailAddresses: readonly string[] }>(item: T): T {
  const addresses = (item.EmailAddresses ?? []) as readonly string[] | string;
  return { ...item, EmailAddresses: typeof addresses === 'string' ? [addresses] : addresses };
}

function parts<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / batchLimit) }, (_, part) =>
    all.slice(part * batchLimit, (part + 1) * batchLimit),
  );
}
