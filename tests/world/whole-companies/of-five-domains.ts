/** One list of all recipients, as Get-Recipient writes it, and the directory's own list of users. */
import type { WholeCompany } from './company.js';
import { primary, type WholeObject } from './maker.js';
import { isGroup, yes, type Files } from './parts.js';
import { table, type Dialect } from './table.js';

const console: Dialect = { separator: ',', page: 'utf-8-bom', quoted: true };
const excel: Dialect = { separator: ';', page: 'utf-8-bom', quoted: false };

export function filesOfFiveDomains({ objects, moving, initial }: WholeCompany): Files {
  const of = (test: (one: WholeObject) => boolean): readonly WholeObject[] => objects.filter(test);
  return {
    'recipients.csv': table(
      of(({ kind, deleted }) => kind !== 'Account' && deleted === null).map((one) => ({
        Name: one.name,
        DisplayName: one.name,
        Alias: primary(one).split('@')[0] as string,
        RecipientType: coarse(one),
        RecipientTypeDetails: one.kind,
        PrimarySmtpAddress: primary(one),
        EmailAddresses: one.addresses.join(' '),
        ExternalEmailAddress: one.external === null ? '' : `SMTP:${one.external}`,
        WindowsLiveID: one.userPrincipalName ?? '',
      })),
      console,
    ),
    'exportUsers_2026-11-28.csv': table(
      of(({ userPrincipalName, deleted }) => userPrincipalName !== null && deleted === null).map((one) => ({
        userPrincipalName: one.userPrincipalName as string,
        displayName: one.name,
        mail: one.kind === 'Account' ? '' : primary(one),
        userType: one.kind === 'GuestMailUser' ? 'Guest' : 'Member',
        accountEnabled: yes(!/^(Shared|Room|Equipment|Scheduling|Team)/.test(one.kind)),
        usageLocation: 'DK',
        directorySynced: yes(one.synced),
        proxyAddresses: one.addresses.join(';'),
      })),
      console,
    ),
    'soft-deleted and inactive.csv': table(
      of(({ deleted }) => deleted !== null).map((one) => ({
        UserPrincipalName: one.userPrincipalName as string,
        DisplayName: one.name,
        PrimarySmtpAddress: primary(one),
        WhenSoftDeleted: '2026-11-20 10:00:00',
        IsInactiveMailbox: yes(one.deleted === 'inactive'),
        EmailAddresses: one.addresses.join(' '),
      })),
      console,
    ),
    'forwarding.csv': table(
      of(({ forwards }) => forwards !== null).map((one) => ({
        UserPrincipalName: one.userPrincipalName as string,
        DeliverToMailboxAndForward: 'True',
        ForwardingAddress: '',
        ForwardingSmtpAddress: `smtp:${one.forwards}`,
      })),
      console,
    ),
    'members.csv': table(
      of((one) => isGroup(one) && one.members.length > 0).map((one) => ({
        'Group name': one.name,
        'Group primary email': primary(one),
        'Group members': one.members.join(','),
      })),
      excel,
    ),
    'domains.csv': table(
      [...moving, initial].map((name) => ({
        Id: name,
        AuthenticationType: 'Managed',
        IsDefault: yes(name === moving[0]),
        IsInitial: yes(name === initial),
        IsVerified: 'True',
      })),
      excel,
    ),
  };
}

/** RecipientType knows fewer kinds than RecipientTypeDetails. */
function coarse({ kind }: WholeObject): string {
  if (kind === 'GroupMailbox' || kind === 'RoomList') return 'MailUniversalDistributionGroup';
  if (kind === 'GuestMailUser') return 'MailUser';
  return /Mailbox$/.test(kind) ? 'UserMailbox' : kind;
}
