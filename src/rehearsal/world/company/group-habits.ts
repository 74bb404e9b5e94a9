/**
 * How the company runs its groups and rooms: who owns a list, who may write to it, what is in what, and who may book. Nothing is made or
 * renamed by it.
 */
import type { Group, Recipient } from '../entities.js';
import type { Staff } from './habits.js';
import type { TenantBuilder } from './tenant-builder.js';

/** In a company of so many mailboxes two lists are in each other. */
const largeEnoughForACycle = 100;

export function groupHabits(builder: TenantBuilder, staff: Staff, mailboxes: number): void {
  const lists = ofKind(builder, /^MailUniversalDistributionGroup$/);
  owners(builder);
  settings(builder, staff, lists);
  nesting(builder, lists, mailboxes);
  rooms(builder, staff);
}

const ofKind = (builder: TenantBuilder, kind: RegExp): readonly Recipient[] =>
  builder.recipients.filter((one) => kind.test(one.RecipientTypeDetails) && !one.IsDirSynced);

const groupOf = (builder: TenantBuilder, { ExternalDirectoryObjectId }: Recipient): Group | undefined =>
  builder.groups.find(({ id }) => id === ExternalDirectoryObjectId);

/** Exchange shows the owners that the directory has. */
export function owners(builder: TenantBuilder): void {
  const names = new Map(builder.recipients.map((one) => [one.ExternalDirectoryObjectId, one.Name]));
  for (const recipient of [...builder.recipients]) {
    const ManagedBy = (groupOf(builder, recipient)?.owners ?? []).flatMap((id) => names.get(id) ?? []);
    if (ManagedBy.length > 0) builder.change(recipient, { ManagedBy });
  }
}

/** Each in a way of its own; a company with fewer lists has fewer ways. */
function settings(builder: TenantBuilder, staff: Staff, lists: readonly Recipient[]): void {
  const [moderated, closed, outward, asked] = staff.take(lists, 4);
  const [moderator, speaker, member] = staff.take(staff.people, 3);
  const [team] = staff.groups;
  if (moderated !== undefined && moderator !== undefined && speaker !== undefined)
    builder.detail(moderated, {
      group: {
        ModerationEnabled: true,
        ModeratedBy: [moderator.Guid],
        BypassModerationFromSendersOrMembers: [speaker.Guid],
        SendModerationNotifications: 'Internal',
      },
    });
  if (closed !== undefined && speaker !== undefined) {
    const allowed = [speaker.Guid, ...(team === undefined ? [] : [team.Guid])].sort();
    builder.detail(closed, { group: { AcceptMessagesOnlyFromSendersOrMembers: allowed } });
  }
  if (outward !== undefined) {
    builder.detail(outward, { group: { RequireSenderAuthenticationEnabled: false, ReportToManagerEnabled: true } });
    if (member !== undefined) builder.change(outward, { GrantSendOnBehalfTo: [member.Name] });
  }
  if (asked !== undefined)
    builder.detail(asked, { group: { MemberJoinRestriction: 'ApprovalRequired', MailTip: 'Goes to the whole site.' } });
  const dynamic = ofKind(builder, /^DynamicDistributionGroup$/);
  const [first] = dynamic;
  if (first !== undefined && moderator !== undefined) builder.change(first, { ManagedBy: [moderator.Name] });
  const last = dynamic.at(-1);
  if (dynamic.length > 1 && last !== undefined) {
    builder.change(last, {
      RecipientFilter: "((Department -eq 'Sales') -and (RecipientType -eq 'UserMailbox'))",
    });
    builder.detail(last, { group: { IncludedRecipients: 'MailboxUsers', ConditionalDepartment: ['Sales'] } });
  }
}

/** The first list has the second in it, and in a larger company the second has the first. */
function nesting(builder: TenantBuilder, lists: readonly Recipient[], mailboxes: number): void {
  const [outer, inner] = lists.slice(-2).map((one) => groupOf(builder, one));
  if (outer === undefined || inner === undefined) return;
  builder.join(outer.id, inner.id);
  if (mailboxes >= largeEnoughForACycle) builder.join(inner.id, outer.id);
}

function rooms(builder: TenantBuilder, staff: Staff): void {
  const [first, second] = staff.rooms;
  const [delegate, guest] = staff.take(staff.people, 2);
  if (first !== undefined && delegate !== undefined)
    builder.detail(first, {
      calendarProcessing: {
        AllBookInPolicy: false,
        AllRequestInPolicy: true,
        ResourceDelegates: [delegate.Guid],
        BookingWindowInDays: 365,
        ...(guest === undefined ? {} : { BookInPolicy: [guest.Guid] }),
      },
      place: { Capacity: 12, Building: 'Main building', Floor: 3, FloorLabel: 'Sales', CountryOrRegion: 'Germany' },
    });
  if (second !== undefined)
    builder.detail(second, {
      calendarProcessing: {
        DeleteSubject: false,
        AddOrganizerToSubject: false,
        AddAdditionalResponse: true,
        AdditionalResponse: 'Бронь подтверждена. Please leave the room as you found it.',
      },
      place: { Capacity: 4, IsWheelChairAccessible: true, Tags: ['Quiet'] },
    });
  const [van] = ofKind(builder, /^EquipmentMailbox$/);
  if (van !== undefined)
    builder.detail(van, {
      calendarProcessing: { MaximumDurationInMinutes: 480, ProcessExternalMeetingMessages: true },
    });
  const [list] = ofKind(builder, /^RoomList$/);
  if (list !== undefined)
    for (const room of staff.rooms) builder.join(list.ExternalDirectoryObjectId, room.ExternalDirectoryObjectId);
}
