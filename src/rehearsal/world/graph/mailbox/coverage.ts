/** The list of what is served of mail, calendar, contacts and tasks. */
import { partial, type CoverageLine } from '../../service.js';

const line = (name: string, page: string, differences: string): CoverageLine =>
  partial(name, `https://learn.microsoft.com/en-us/graph/api/${page}`, differences);

const folder =
  'by id and well-known name; what a mailbox held before this world began is counted and never listed; names in its owner’s language; no search folders, nothing hidden';
const message =
  'no attachments, no $search; $filter by subject, flags, dates, ids and one extended property; quotas are those of the directory';
const event =
  'in the calendar itself, no other; six patterns of recurrence expanded by the wall clock of its zone, no exceptions to a series; invitations are not sent; wording of refusals is our own';
const deleted =
  'into Deleted Items under a new id (as clients of the service say), out of there it is gone; what is recoverable then is not kept';
const purged = 'gone at once: the Purges folder is not kept';
const task =
  'with an application permission, as the pages’ permissions of 2024 and later have it (older copies: not supported); titles, dates, states; no recurrence, attachments or linked resources; wording of refusals is our own';

export const mailboxCoverage: readonly CoverageLine[] = [
  line('GET /users/{id}/mailFolders', 'user-list-mailfolders', folder),
  line('POST /users/{id}/mailFolders', 'user-post-mailfolders', 'a name that is taken is a 409 (400 is reported, too)'),
  line('GET /users/{id}/mailFolders/{id}', 'mailfolder-get', folder),
  line('DELETE /users/{id}/mailFolders/{id}', 'mailfolder-delete', `${deleted}; a folder keeps its id`),
  line('POST /users/{id}/mailFolders/{id}/permanentDelete', 'mailfolder-permanentdelete', purged),
  line('GET /users/{id}/mailFolders/{id}/childFolders', 'mailfolder-list-childfolders', folder),
  line(
    'POST /users/{id}/mailFolders/{id}/childFolders',
    'mailfolder-post-childfolders',
    'a name that is taken is a 409 (400 is reported, too)',
  ),
  ...['', '/mailFolders/{id}'].flatMap((under) => [
    line(`GET /users/{id}${under}/messages`, under === '' ? 'user-list-messages' : 'mailfolder-list-messages', message),
    line(
      `POST /users/{id}${under}/messages`,
      under === '' ? 'user-post-messages' : 'mailfolder-post-messages',
      'JSON, not MIME; a draft unless the extended property Integer 0x0E07 (PidTagMessageFlags) comes without the flag 8; the dates are the extended properties SystemTime 0x0E06 and 0x0039, those of the body are not heard; no page says so, people who import mail do',
    ),
    line(`GET /users/{id}${under}/messages/$count`, 'user-list-messages', '$filter as in the list'),
    line(`GET /users/{id}${under}/messages/{id}`, 'message-get', message),
    line(`DELETE /users/{id}${under}/messages/{id}`, 'message-delete', deleted),
    line(`POST /users/{id}${under}/messages/{id}/permanentDelete`, 'message-permanentdelete', purged),
  ]),
  line(
    'POST /users/{id}/sendMail',
    'user-sendmail',
    'JSON, not MIME; from the mailbox itself; by MX and the addresses of both tenants, a list to its members; lies with its readers after a fault number of seconds; no forwarding, no rules, no NDR, no limit for the initial domain',
  ),
  line('GET /users/{id}/calendar', 'calendar-get', 'the calendar itself'),
  ...['', '/calendar'].flatMap((under) => [
    line(`GET /users/{id}${under}/events`, under === '' ? 'user-list-events' : 'calendar-list-events', event),
    line(
      `POST /users/{id}${under}/events`,
      under === '' ? 'user-post-events' : 'calendar-post-events',
      `${event}; a transactionId that was used is a 409 (no page says)`,
    ),
    line(
      `GET /users/{id}${under}/calendarView`,
      under === '' ? 'user-list-calendarview' : 'calendar-list-calendarview',
      event,
    ),
  ]),
  line('GET /users/{id}/events/{id}', 'event-get', 'single meetings and series, not one of a series'),
  line('DELETE /users/{id}/events/{id}', 'event-delete', `${deleted}; attendees are not told`),
  line('POST /users/{id}/events/{id}/permanentDelete', 'event-permanentdelete', purged),
  line('GET /users/{id}/events/{id}/instances', 'event-list-instances', event),
  line('GET /users/{id}/contacts', 'user-list-contacts', 'the folder Contacts, no other'),
  line('POST /users/{id}/contacts', 'user-post-contacts', 'no picture, no open extensions'),
  line('GET /users/{id}/contacts/{id}', 'contact-get', 'the folder Contacts, no other'),
  line('DELETE /users/{id}/contacts/{id}', 'contact-delete', deleted),
  line('POST /users/{id}/contacts/{id}/permanentDelete', 'contact-permanentdelete', purged),
  line('GET /users/{id}/todo/lists', 'todo-list-lists', task),
  line('POST /users/{id}/todo/lists', 'todo-post-lists', task),
  line('GET /users/{id}/todo/lists/{id}', 'todotasklist-get', task),
  line('DELETE /users/{id}/todo/lists/{id}', 'todotasklist-delete', deleted),
  line('GET /users/{id}/todo/lists/{id}/tasks', 'todotasklist-list-tasks', task),
  line('POST /users/{id}/todo/lists/{id}/tasks', 'todotasklist-post-tasks', task),
  line('GET /users/{id}/todo/lists/{id}/tasks/{id}', 'todotask-get', task),
  line('DELETE /users/{id}/todo/lists/{id}/tasks/{id}', 'todotask-delete', deleted),
];
