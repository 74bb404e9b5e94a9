/** Mailboxes that are made without a person behind them, what a room does with invitations, and how either goes again. */
import type { Applied } from '../../contract/change.js';
import type { Waiting } from '../unanswered.js';
import type { ExchangeConnection } from './connection.js';
import { readById } from './read-by-id.js';
import { readEach, type Seen } from './read-each.js';
import { mailboxInDetailProperties, type MailboxInDetail } from './types.js';
import { textsOf } from './values.js';
import { writeEach } from './write-each.js';

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-mailbox */
export interface NewMailbox {
  readonly kind: 'Shared' | 'Room' | 'Equipment';
  readonly name: string;
  readonly displayName: string;
  readonly alias: string;
  readonly primarySmtpAddress: string;
}

/** As Exchange names them; lists of people are kept apart. https://learn.microsoft.com/powershell/module/exchangepowershell/set-calendarprocessing */
export type CalendarProcessing = Readonly<Record<string, string | number | boolean>>;

export const calendarProcessingProperties = [
  'AutomateProcessing',
  'AllBookInPolicy',
  'AllRequestInPolicy',
  'AllRequestOutOfPolicy',
  'AllowConflicts',
  'AllowRecurringMeetings',
  'BookingWindowInDays',
  'MaximumDurationInMinutes',
  'ConflictPercentageAllowed',
  'MaximumConflictInstances',
  'EnforceSchedulingHorizon',
  'ScheduleOnlyDuringWorkHours',
  'ForwardRequestsToDelegates',
  'ProcessExternalMeetingMessages',
  'AddOrganizerToSubject',
  'DeleteSubject',
  'DeleteComments',
  'DeleteAttachments',
  'RemovePrivateProperty',
] as const;

/** Who may book a room that not everybody may, and who answers for it. As Exchange writes them: names, or `legacyExchangeDN`s. */
export const bookingPeopleProperties = [
  'BookInPolicy',
  'RequestInPolicy',
  'RequestOutOfPolicy',
  'ResourceDelegates',
] as const;

export interface Booking {
  readonly settings: CalendarProcessing;
  readonly people: readonly string[];
}

export interface CalendarProcessingOf {
  readonly mailboxId: string;
  readonly settings: CalendarProcessing;
}

export interface NewMailboxes {
  /** By the primary address or, where none has it as that, by any; in the order given. */
  mailboxesByAddress(addresses: readonly string[]): Promise<readonly (MailboxInDetail | null)[]>;
  /** In the order given. */
  calendarProcessing(mailboxIds: readonly string[]): Promise<readonly Seen<Booking>[]>;
  /** One answer each, in the order given, here and below. Sent once: what was not answered is `in-doubt`. */
  createMailboxes(mailboxes: readonly NewMailbox[]): Promise<readonly Applied[]>;
  setCalendarProcessing(of: readonly CalendarProcessingOf[]): Promise<readonly Applied[]>;
  /** From every address list. */
  hideMailboxes(mailboxIds: readonly string[]): Promise<readonly Applied[]>;
  /** Deleted ones only, for good. */
  purgeMailboxes(exchangeGuids: readonly string[]): Promise<readonly Applied[]>;
}

export function newMailboxes(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  side: string,
): NewMailboxes {
  return {
    async mailboxesByAddress(addresses) {
      const wanted = addresses.map((id) => ({
        id,
        cmdlet: 'Get-Mailbox',
        idProperty: 'PrimarySmtpAddress' as const,
        select: mailboxInDetailProperties,
      }));
      const found = await readById(connection, waiting, `Get-Mailbox by address in the ${side}`, wanted);
      return found.map((one) => (one === null ? null : withLists(one as unknown as MailboxInDetail)));
    },
    calendarProcessing: async (ids) =>
      (
        await readEach<Readonly<Record<string, unknown>>>(
          connection,
          waiting,
          `Get-CalendarProcessing in the ${side}`,
          ids.map((id) => ({
            cmdlet: 'Get-CalendarProcessing',
            parameters: { Identity: id },
            select: [...calendarProcessingProperties, ...bookingPeopleProperties],
          })),
        )
      ).map((seen) => (seen.seen ? { ...seen, items: seen.items.map(bookingIn) } : seen)),
    createMailboxes: (mailboxes) =>
      writeEach(
        connection,
        `New-Mailbox in the ${side}`,
        mailboxes.map(({ kind, name, displayName, alias, primarySmtpAddress }) => ({
          id: primarySmtpAddress,
          cmdlet: 'New-Mailbox',
          parameters: {
            [kind]: true,
            Name: name,
            DisplayName: displayName,
            Alias: alias,
            PrimarySmtpAddress: primarySmtpAddress,
          },
          made: madeMailbox,
        })),
      ),
    setCalendarProcessing: (of) =>
      writeEach(
        connection,
        `Set-CalendarProcessing in the ${side}`,
        of.map(({ mailboxId, settings }) => ({
          id: mailboxId,
          cmdlet: 'Set-CalendarProcessing',
          parameters: { Identity: mailboxId, ...settings },
        })),
      ),
    // https://learn.microsoft.com/powershell/module/exchangepowershell/set-mailbox#-hiddenfromaddresslistsenabled
    hideMailboxes: (ids) =>
      writeEach(
        connection,
        `hiding mailboxes in the ${side}`,
        ids.map((id) => ({
          id,
          cmdlet: 'Set-Mailbox',
          parameters: { Identity: id, HiddenFromAddressListsEnabled: true },
        })),
      ),
    // https://learn.microsoft.com/powershell/module/exchangepowershell/remove-mailbox#-permanentlydelete
    purgeMailboxes: (ids) =>
      writeEach(
        connection,
        `purging mailboxes in the ${side}`,
        ids.map((id) => ({
          id,
          cmdlet: 'Remove-Mailbox',
          parameters: { Identity: id, PermanentlyDelete: true, Confirm: false },
        })),
      ),
  };
}

const madeMailbox = (item: Readonly<Record<string, unknown>>) => [
  { kind: 'mailbox', id: String(item['ExternalDirectoryObjectId'] || item['Guid']) },
];

const bookingIn = (raw: Readonly<Record<string, unknown>>): Booking => ({
  settings: settingsIn(raw),
  people: [...new Set(bookingPeopleProperties.flatMap((name) => textsOf(raw[name])))],
});

function settingsIn(raw: Readonly<Record<string, unknown>>): CalendarProcessing {
  return Object.fromEntries(
    calendarProcessingProperties.flatMap((name) => {
      const value = raw[name];
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, value] as const]
        : [];
    }),
  );
}

const withLists = (mailbox: MailboxInDetail): MailboxInDetail => ({
  ...mailbox,
  EmailAddresses: textsOf(mailbox.EmailAddresses),
  GrantSendOnBehalfTo: textsOf(mailbox.GrantSendOnBehalfTo),
  InPlaceHolds: textsOf(mailbox.InPlaceHolds),
});
