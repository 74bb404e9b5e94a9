/** How a mailbox answers meeting requests. https://learn.microsoft.com/en-us/powershell/module/exchange/set-calendarprocessing */
import type { Recipient } from '../entities.js';
import { findRecipient, pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { detailsOf, putDetails } from './details.js';
import { recipientsOf } from './named-recipients.js';
import { mailboxKinds, withTypes } from './recipient-view.js';
import { invalidArguments, outOfWriteScope } from './refusal.js';
import {
  named,
  numberIn,
  oneOf,
  optionalText,
  settingsAfter,
  wholeSettings,
  yesNo,
  type Settings,
} from './settings.js';
import { unchanged, written, type Written } from './written.js';

const largest = 2_147_483_647;
const isResource = ({ RecipientTypeDetails }: Recipient): boolean =>
  /^(Room|Equipment)Mailbox$/.test(RecipientTypeDetails);

/** "The default value for user mailboxes is AutoUpdate"; what else is said of defaults is said of resources. */
const settingsOf = (mailbox: Recipient): Settings => ({
  AutomateProcessing: isResource(mailbox)
    ? oneOf('CalendarProcessingFlags', 'AutoAccept', 'AutoUpdate', 'None')
    : oneOf('CalendarProcessingFlags', 'AutoUpdate', 'AutoAccept', 'None'),
  AllowConflicts: yesNo(false),
  AllowRecurringMeetings: yesNo(true),
  BookingType: oneOf('ResourceBookingType', 'Standard', 'Reserved'),
  BookingWindowInDays: numberIn(0, 1080, 180),
  MaximumDurationInMinutes: numberIn(0, largest, 1440),
  MinimumDurationInMinutes: numberIn(0, largest, 0),
  ConflictPercentageAllowed: numberIn(0, 100, 0),
  MaximumConflictInstances: numberIn(0, largest, 0),
  EnforceCapacity: yesNo(false),
  EnforceSchedulingHorizon: yesNo(true),
  ScheduleOnlyDuringWorkHours: yesNo(false),
  ForwardRequestsToDelegates: yesNo(true),
  DeleteAttachments: yesNo(true),
  DeleteComments: yesNo(true),
  DeleteSubject: yesNo(true),
  DeleteNonCalendarItems: yesNo(true),
  RemovePrivateProperty: yesNo(true),
  RemoveOldMeetingMessages: yesNo(true),
  RemoveForwardedMeetingNotifications: yesNo(false),
  RemoveCanceledMeetings: yesNo(false),
  AddOrganizerToSubject: yesNo(true),
  AddNewRequestsTentatively: yesNo(true),
  TentativePendingApproval: yesNo(true),
  OrganizerInfo: yesNo(true),
  EnableResponseDetails: yesNo(true),
  AddAdditionalResponse: yesNo(false),
  AdditionalResponse: optionalText,
  AllBookInPolicy: yesNo(true),
  AllRequestInPolicy: yesNo(false),
  AllRequestOutOfPolicy: yesNo(false),
  BookInPolicy: named,
  RequestInPolicy: named,
  RequestOutOfPolicy: named,
  ResourceDelegates: named,
  ProcessExternalMeetingMessages: yesNo(false),
  EnableAutoRelease: yesNo(false),
});
const names = Object.keys(settingsOf({ RecipientTypeDetails: 'RoomMailbox' } as Recipient));
const asDns = ['BookInPolicy', 'RequestInPolicy', 'RequestOutOfPolicy'];

function shownProcessing({ world, side }: CmdletCall, mailbox: Recipient): Record<string, unknown> {
  const values = wholeSettings(settingsOf(mailbox), detailsOf(world, side, mailbox).calendarProcessing);
  for (const name of [...asDns, 'ResourceDelegates'])
    values[name] = recipientsOf(world, side, values[name]).map((one) =>
      // The policies are shown by LegacyExchangeDN, as administrators see them.
      asDns.includes(name) ? one.LegacyExchangeDN : one.Name,
    );
  const { Name } = mailbox;
  return withTypes({ Identity: Name, MailboxOwnerId: Name, ...values, IsValid: true, ObjectState: 'Changed' });
}

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-calendarprocessing
const getCalendarProcessing: Cmdlet = {
  name: 'Get-CalendarProcessing',
  writes: false,
  parameters: ['Identity', 'ResultSize'],
  switches: [],
  page: pageOf('Get-CalendarProcessing'),
  run: (call) => ({ value: [shownProcessing(call, findRecipient(call, mailboxKinds))] }),
};

const setCalendarProcessing: Cmdlet = {
  name: 'Set-CalendarProcessing',
  writes: true,
  parameters: ['Identity', ...names, 'Confirm', 'WhatIf'],
  switches: ['Confirm', 'WhatIf'],
  page: pageOf('Set-CalendarProcessing'),
  run(call) {
    const { world, side, parameters, now, cmdlet } = call;
    const mailbox = findRecipient(call, mailboxKinds);
    const details = detailsOf(world, side, mailbox);
    const given = names.filter((name) => parameters[name] !== undefined);
    const [first] = given;
    if (mailbox.IsDirSynced && !mailbox.IsExchangeCloudManaged && first !== undefined)
      throw outOfWriteScope(cmdlet, first, mailbox.Name);
    const calendarProcessing = settingsAfter(call, settingsOf(mailbox), details.calendarProcessing);
    if (!isResource(mailbox) && (calendarProcessing?.['AutomateProcessing'] ?? 'AutoUpdate') !== 'AutoUpdate')
      throw invalidArguments('AutomateProcessing can be changed on resource mailboxes only.');
    if (parameters['WhatIf'] === true) return { value: [] };
    const one: Written = {
      kind: 'recipient',
      id: mailbox.Guid,
      label: mailbox.DisplayName,
      what: given.join(', '),
      before: details.calendarProcessing ?? null,
      after: calendarProcessing ?? null,
    };
    if (JSON.stringify(one.before) === JSON.stringify(one.after))
      return unchanged(
        call,
        one,
        `The command completed successfully but no settings of '${mailbox.Name}' have been modified.`,
      );
    const { calendarProcessing: _, ...rest } = details;
    putDetails(world, side, { ...rest, ...(calendarProcessing === undefined ? {} : { calendarProcessing }) }, now);
    return written(call, one);
  },
};

export const calendarProcessingCmdlets: readonly Cmdlet[] = [getCalendarProcessing, setCalendarProcessing];
