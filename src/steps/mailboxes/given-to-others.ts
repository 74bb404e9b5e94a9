/** What of a mailbox can be somebody else's: rights over it, and the folders that Outlook lets its owner give away. */
import type { MailboxFolder, MailboxRight } from '../../systems/exchange/mailbox-details.js';
import { itemsOf, type Seen } from '../../systems/exchange/read-each.js';

/** What Outlook lets somebody give to others: https://support.microsoft.com/office/allow-someone-else-to-manage-your-mail-and-calendar-41c40c04-3bd1-4d22-963a-28eafec25926 */
const sharedTypes: ReadonlySet<string> = new Set(['Root', 'Inbox', 'Calendar', 'Contacts', 'Tasks', 'Notes']);

/** The owner's own, and what administrators have of every mailbox, are nobody's setting. */
export const isGiven = ({ user, inherited }: MailboxRight): boolean => !inherited && !/^NT AUTHORITY\\/i.test(user);

/** The folders that are given to others, and calendars below the calendar: people make one for a team. */
export function sharedFolders(seen: Seen<MailboxFolder>) {
  const all = itemsOf(seen);
  const calendars = all.filter(({ type }) => type === 'Calendar').map(({ path }) => `${path}/`);
  const chosen = all.filter(
    ({ type, path }) =>
      sharedTypes.has(type) || (type === 'User Created' && calendars.some((calendar) => path.startsWith(calendar))),
  );
  return { seen, chosen, others: all.length - chosen.length };
}

/** The top of a mailbox is asked for without a name. A stroke in a folder's own name is written as another sign. */
export const pathOf = ({ type, path }: MailboxFolder): string =>
  type === 'Root' ? '\\' : path.replaceAll('/', '\\').replaceAll('\uf8ff', '/');
