import type { Change } from '../../contract/change.js';

/** What the plan, the ledger and the service's answers are compared as. Addresses are there for users with a mailbox only, sorted. */
export type UpnValue = {
  readonly userPrincipalName: string;
  readonly emailAddresses?: readonly string[];
};

export type UpnChange = Change<UpnValue>;

/** Going back restores addresses too; going forward only names are written. */
export const addressesToRestore = ({ after }: UpnChange): readonly string[] | undefined => after.emailAddresses;

export const hasMailbox = ({ before, after }: UpnChange): boolean =>
  before.emailAddresses !== undefined || after.emailAddresses !== undefined;
