import type { Change } from '../../contract/change.js';
import type { Json } from '../../contract/json.js';

/** What the plan, the ledger and the service's answers are compared as. Addresses are there for users with a mailbox only, sorted. */
export interface UpnValue {
  readonly userPrincipalName: string;
  readonly emailAddresses?: readonly string[];
}

export const beforeOf = (change: Change): UpnValue => change.before as unknown as UpnValue;
export const afterOf = (change: Change): UpnValue => change.after as unknown as UpnValue;
export const asJson = (value: UpnValue & { readonly [key: string]: Json | undefined }): Json =>
  value as unknown as Json;

/** Going back restores addresses too; going forward only names are written. */
export const addressesToRestore = (change: Change): readonly string[] | undefined => afterOf(change).emailAddresses;

export const hasMailbox = (change: Change): boolean =>
  beforeOf(change).emailAddresses !== undefined || addressesToRestore(change) !== undefined;
