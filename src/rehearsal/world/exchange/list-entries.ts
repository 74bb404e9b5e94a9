/** What the writers of access lists have in common: whom an entry is of, and the words when it is there already or is not. */
import type { Recipient } from '../entities.js';
import type { CmdletCall } from './cmdlet.js';
import { findTrustee, principalNotFound } from './trustees.js';
import { required } from './values.js';
import type { Written } from './written.js';

export function trusteeIn(call: CmdletCall, name: 'User' | 'Trustee'): string {
  const value = required(call.parameters, name);
  const found = findTrustee(call, value);
  if (found === undefined) throw principalNotFound(value);
  return found;
}

export const alreadyPresent = (identity: string, user: string): string =>
  `The appropriate access control entry is already present on the object "${identity}" for account "${user}".`;
export const notPresent = (identity: string, user: string): string =>
  `Can't remove the access control entry on the object "${identity}" for account "${user}" because the ACE isn't present.`;

export const listEntry = (
  { Guid, DisplayName }: Recipient,
  trustee: string,
  kind: string,
  what: string,
  change: Pick<Written, 'before' | 'after'>,
): Written => ({ kind, id: `${Guid}/${trustee}`, label: DisplayName, what, ...change });
