/** The primary address of an account out of a list of users. */
import type { DraftPerson } from './draft.js';
import { isSmtp } from './read-row.js';

export const primaryIn = ({ addresses }: DraftPerson): string | undefined =>
  addresses.find((address) => address.startsWith('SMTP:'))?.slice(5);

/** Where a tool wrote every address in small letters: the one that is the sign-in name, or the first. */
export function probablePrimary({ addresses, userPrincipalName }: DraftPerson): string | undefined {
  const smtp = addresses.filter(isSmtp).map((address) => address.slice(5));
  return smtp.find((address) => address.toLowerCase() === userPrincipalName.toLowerCase()) ?? smtp[0];
}
