/** Without any table of mailboxes a user with a licence and an address has one. */
import type { Table } from '../tables/columns.js';
import { newMail, type Draft, type DraftPerson } from './draft.js';
import type { Findings } from '../told/findings.js';
import { isSmtp } from '../cells/read-row.js';

export function mailboxesByLicence({ people: all }: Draft, tables: readonly Table[], findings: Findings): void {
  const isSaid = tables.some(({ kind }) => kind === 'mailboxes' || kind === 'recipients');
  if (isSaid || [...all.values()].some(({ mail }) => mail)) return;
  const people = [...all.values()].filter(
    ({ licensed, guest, deletedAt }) => licensed !== false && !guest && deletedAt === null,
  );
  const capitals = people.some((person) => primaryIn(person) !== undefined);
  const told = [...all.values()].some(({ licensed }) => licensed !== null);
  let count = 0;
  for (const person of people) {
    const primary = capitals ? primaryIn(person) : probablePrimary(person);
    if (primary === undefined) continue;
    person.mail = { ...newMail(), primary, addresses: person.addresses };
    count += 1;
  }
  if (count > 0) findings.add('', null, told ? 'mailboxes-by-licence' : 'mailboxes-by-address', { count });
  if (count > 0 && !capitals) findings.add('', null, 'capitals-lost', { count });
}

const primaryIn = ({ addresses }: DraftPerson): string | undefined =>
  addresses.find((address) => address.startsWith('SMTP:'))?.slice(5);

/** Where a tool wrote every address in small letters: the one that is the sign-in name, or the first. */
function probablePrimary({ addresses, userPrincipalName }: DraftPerson): string | undefined {
  const smtp = addresses.filter(isSmtp).map((address) => address.slice(5));
  return smtp.find((address) => address.toLowerCase() === userPrincipalName.toLowerCase()) ?? smtp[0];
}
