/** What the administrators of a hybrid export: the cloud's cmdlets, the admin center, and their own server's remote mailboxes. */
import type { WholeCompany } from './company.js';
import { primary, type WholeObject } from './maker.js';
import { isGroup, isPersonal, yes, type Files } from './parts.js';
import { table, type Dialect } from './table.js';

const console: Dialect = { separator: ',', page: 'utf-8-bom', quoted: true };
const oldConsole: Dialect = { separator: ',', page: 'utf-16le', quoted: true, typeLine: true };
const browser: Dialect = { separator: ',', page: 'utf-8-bom', quoted: false };
const server: Dialect = { separator: ';', page: 'windows-1252', quoted: true };

export function filesOfHybrid({ objects, route, moving, initial }: WholeCompany): Files {
  const addresses = ({ addresses: all }: WholeObject, joint = ';'): string => all.join(joint);
  const mailboxes = objects.filter((one) => isPersonal(one) || one.kind === 'PublicFolderMailbox');
  const accounts = objects.filter((one) => one.deleted === null && one.userPrincipalName !== null);
  const of = (...kinds: readonly string[]): readonly WholeObject[] =>
    objects.filter(({ kind }) => kinds.includes(kind));
  const groups = objects.filter(isGroup);
  return {
    'Backup_Source_Mailboxes.csv': table(
      mailboxes.map((one) => ({
        UserPrincipalName: one.userPrincipalName ?? primary(one),
        DisplayName: one.name,
        Alias: primary(one).split('@')[0] as string,
        PrimarySmtpAddress: primary(one),
        RecipientTypeDetails: one.kind,
        EmailAddresses: addresses(one),
        IsDirSynced: yes(one.synced),
        WhenSoftDeleted: one.deleted === null ? '' : '11/20/2026 10:00:00 AM',
        IsInactiveMailbox: yes(one.deleted === 'inactive'),
        DeliverToMailboxAndForward: yes(one.forwards !== null),
        ForwardingSmtpAddress: one.forwards === null ? '' : `smtp:${one.forwards}`,
      })),
      oldConsole,
    ),
    'users_28_11_2026 20_10_00.csv': table(
      accounts.map((one) => ({
        'Block credential': yes(!/^(UserMailbox|MailUser|GuestMailUser)$/.test(one.kind)),
        City: '',
        Department: '',
        'Display name': one.name,
        'Last dirsync time': one.synced ? '2026-11-28T20:10:00Z' : '',
        Licenses:
          one.kind === 'UserMailbox'
            ? 'Microsoft 365 E3+Microsoft Teams'
            : one.kind === 'Account'
              ? 'Microsoft Teams Phone Resource Account'
              : 'Unlicensed',
        'Proxy addresses': addresses(one, '+'),
        'Soft deletion time stamp': '',
        'Usage location': 'DE',
        'User principal name': one.userPrincipalName as string,
      })),
      browser,
    ),
    'remote mailboxes.csv': table(
      of('UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox')
        .filter((one) => one.synced && one.deleted === null)
        .map((one) => ({
          UserPrincipalName: one.userPrincipalName as string,
          DisplayName: one.name,
          RecipientTypeDetails: `Remote${one.kind}`,
          PrimarySmtpAddress: primary(one),
          RemoteRoutingAddress: one.addresses.find((address) => address.endsWith(`@${route}`)) ?? '',
          EmailAddresses: one.addresses.filter((address) => !address.endsWith('onmicrosoft.com')).join(','),
        })),
      server,
    ),
    'Backup_Source_Groups.csv': table(
      groups
        .filter(({ kind }) => /^MailUniversal|^RoomList|^MailNon/.test(kind))
        .map((one) => ({
          DisplayName: one.name,
          PrimarySmtpAddress: primary(one),
          GroupType:
            one.kind === 'MailUniversalSecurityGroup'
              ? 'Universal, SecurityEnabled'
              : one.kind === 'MailNonUniversalGroup'
                ? 'Global'
                : 'Universal',
          RecipientTypeDetails: one.kind,
          IsDirSynced: yes(one.synced),
          EmailAddresses: addresses(one),
        })),
      console,
    ),
    'm365 groups.csv': table(
      of('GroupMailbox').map((one) => ({
        DisplayName: one.name,
        PrimarySmtpAddress: primary(one),
        AccessType: 'Private',
        SharePointSiteUrl: `https://werk.sharepoint.example/sites/${primary(one).split('@')[0]}`,
        EmailAddresses: addresses(one),
      })),
      console,
    ),
    'dynamic.csv': table(
      of('DynamicDistributionGroup').map((one) => ({
        DisplayName: one.name,
        PrimarySmtpAddress: primary(one),
        RecipientFilter: "(RecipientType -eq 'UserMailbox')",
        EmailAddresses: addresses(one),
      })),
      console,
    ),
    'group members.csv': table(
      groups.flatMap((one) =>
        one.members.map((member) => ({
          GroupName: one.name,
          GroupPrimarySmtpAddress: primary(one),
          MemberName: objects.find((other) => primary(other) === member)?.name ?? '',
          MemberPrimarySmtpAddress: member,
        })),
      ),
      console,
    ),
    'contacts.csv': table(
      of('MailContact').map((one) => ({
        DisplayName: one.name,
        RecipientType: 'MailContact',
        IsDirSynced: yes(one.synced),
        ExternalEmailAddress: `SMTP:${one.external}`,
        EmailAddresses: addresses(one),
      })),
      console,
    ),
    'mail users.csv': table(
      of('MailUser', 'GuestMailUser').map((one) => ({
        UserPrincipalName: one.userPrincipalName as string,
        DisplayName: one.name,
        RecipientTypeDetails: one.kind,
        ExternalEmailAddress: `SMTP:${one.external}`,
        PrimarySmtpAddress: primary(one),
        IsDirSynced: yes(one.synced),
        EmailAddresses: addresses(one),
      })),
      console,
    ),
    'public folders.csv': table(
      of('PublicFolder').map((one) => ({
        DisplayName: one.name,
        PrimarySmtpAddress: primary(one),
        EntryId: '000000001A447390AA6611CD9BC800AA002FC45A0300',
        EmailAddresses: addresses(one),
      })),
      console,
    ),
    'domains.csv': table(
      [...moving, initial, ...(route === null ? [] : [route])].map((name) => ({
        Name: name,
        DomainName: name,
        DomainType: 'Authoritative',
        Default: yes(name === moving[0]),
        InitialDomain: yes(name === initial),
      })),
      console,
    ),
  };
}
