/** Who works in whose mailbox. */
import type { Recipient } from '../entities.js';
import { calendarRight, fullAccess } from './arrangements.js';
import type { Staff } from './habits.js';
import type { TenantBuilder } from './tenant-builder.js';

const idOf = ({ ExternalDirectoryObjectId }: Recipient): string => ExternalDirectoryObjectId;
/** Of somebody who left long ago. */
const forgotten = 'S-1-5-21-2893411207-1178203344-3120056671-18844731';

export function delegations(builder: TenantBuilder, staff: Staff, pairs: number): void {
  sharedMailboxes(builder, staff);
  const people = staff.people;
  for (let i = 0; i < pairs; i += 1) {
    const [manager, assistant] = staff.take(people, 2);
    if (manager === undefined || assistant === undefined) break;
    builder.change(manager, { GrantSendOnBehalfTo: [assistant.Name] });
    builder.detail(manager, {
      folderRights: [
        calendarRight(idOf(assistant), ['Editor'], i % 2 === 0 ? ['Delegate'] : ['Delegate', 'CanViewPrivateItems']),
        ...(i % 3 === 0 ? [calendarRight('Default', ['LimitedDetails'])] : []),
      ],
    });
    if (i % 4 === 1) builder.detail(manager, { rights: [fullAccess(idOf(assistant), { autoMapping: false })] });
    if (i % 5 === 0) {
      const name = builder.detailsOf(manager).language === 'ru-RU' ? 'Проекты' : 'Projects';
      builder.detail(manager, {
        folders: [{ key: 'projects', under: 'Inbox', name }],
        folderRights: [calendarRight(idOf(assistant), ['PublishingEditor'], [], 'projects')],
      });
    }
  }
  const [group] = staff.groups;
  const [room, second] = staff.rooms;
  if (room !== undefined && group !== undefined)
    builder.detail(room, { folderRights: [calendarRight(idOf(group), ['Editor'])] });
  if (second !== undefined) builder.detail(second, { folderRights: [calendarRight('Default', ['Reviewer'])] });
}

/** Each in a way of its own; where there are more, the ways come round again. */
function sharedMailboxes(builder: TenantBuilder, staff: Staff): void {
  const [group] = staff.groups;
  const guest = builder.recipients.find(({ DisplayName }) => DisplayName === 'Franchise Partner');
  const [former] = builder.deletedUsers;
  const backup = builder.users.find(({ displayName }) => displayName === 'svc-backup');
  for (const [i, mailbox] of staff.shared.entries()) {
    // Whoever works in one may work in another, and some of them are managers or assistants, too.
    const clerk = staff.people[(i * 3) % staff.people.length];
    if (clerk === undefined) return;
    switch (i % 6) {
      case 0:
        builder.detail(mailbox, { rights: [fullAccess(idOf(clerk)), fullAccess(forgotten)], sendAs: [idOf(clerk)] });
        break;
      case 1:
        if (group !== undefined)
          builder.detail(mailbox, { rights: [fullAccess(idOf(group))], sendAs: [idOf(group), forgotten] });
        break;
      case 2:
        builder.detail(mailbox, {
          rights: [fullAccess(idOf(clerk), { AccessRights: ['FullAccess', 'ReadPermission'] })],
        });
        builder.change(mailbox, { GrantSendOnBehalfTo: [clerk.Name] });
        break;
      case 3:
        builder.detail(mailbox, { rights: [fullAccess(idOf(clerk), { Deny: true, autoMapping: false })] });
        if (former !== undefined) builder.detail(mailbox, { rights: [fullAccess(former.id)] });
        break;
      case 4:
        if (guest !== undefined)
          builder.detail(mailbox, {
            rights: [fullAccess(idOf(guest))],
            folderRights: [calendarRight(idOf(guest), ['Reviewer'])],
          });
        break;
      default:
        if (backup !== undefined) builder.detail(mailbox, { rights: [fullAccess(backup.id, { autoMapping: false })] });
    }
  }
  const list = builder.recipients.find(
    ({ RecipientTypeDetails }) => RecipientTypeDetails === 'MailUniversalDistributionGroup',
  );
  const [speaker] = staff.people;
  if (list !== undefined && speaker !== undefined) builder.detail(list, { sendAs: [idOf(speaker)] });
}
