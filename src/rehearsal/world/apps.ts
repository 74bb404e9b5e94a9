/**
 * The app registrations of both tenants: the bot's as its README asks for it, one that may do with people and their mailboxes what any app may,
 * with reading only, with no consent at all, one that may also change groups and applications and empty the bin, and the mailbox mover's own.
 */
import { sides, type Side } from './entities.js';
import { seededGuid } from './seeded.js';

export type AppKey = 'bot' | 'full' | 'readOnly' | 'none' | 'directory' | 'mover';
export interface AppRegistration {
  readonly side: Side;
  readonly key: AppKey;
  readonly displayName: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly servicePrincipalId: string;
  /** What it was granted at first; what it holds now is in the store. */
  readonly graphRoles: readonly string[];
  readonly exchangeRoles: readonly string[];
  /** The Entra role that Exchange reads. https://learn.microsoft.com/en-us/powershell/exchange/app-only-auth-powershell-v2 */
  readonly directoryRole: 'Exchange Administrator' | 'Global Reader' | null;
}

export interface Apps {
  readonly all: readonly AppRegistration[];
  byClientId(side: Side, clientId: string): AppRegistration | undefined;
}

/** Of the bot. Whatever it holds beyond them it tells its people of, and a rehearsal has none of it. */
const askedFor: Readonly<Record<Side, readonly string[]>> = {
  source: [
    'Application.Read.All',
    'Calendars.ReadWrite',
    'Contacts.ReadWrite',
    'CrossTenantInformation.ReadBasic.All',
    'Domain.ReadWrite.All',
    'Group.Read.All',
    'LicenseAssignment.Read.All',
    'Mail.ReadWrite',
    'OrgContact.Read.All',
    'RoleManagement.Read.Directory',
    'Tasks.ReadWrite.All',
    'User.ReadWrite.All',
  ],
  destination: [
    'Application.Read.All',
    'CrossTenantInformation.ReadBasic.All',
    'Domain.ReadWrite.All',
    'ExchangeMessageTrace.Read.All',
    // Groups of Microsoft 365 are made there.
    'Group.ReadWrite.All',
    'LicenseAssignment.Read.All',
    'OrgContact.Read.All',
    'RoleManagement.Read.Directory',
    // What was made there is taken away for good.
    'User.DeleteRestore.All',
    'User.ReadWrite.All',
  ],
};

const readRoles = [
  'Application.Read.All',
  'CrossTenantInformation.ReadBasic.All',
  'Domain.Read.All',
  'ExchangeMessageTrace.Read.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'OrgContact.Read.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read.All',
];
const writeRoles = ['Domain.ReadWrite.All', 'LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All'];
/** What lies in a mailbox. */
const contentRoles = [
  'Mail.ReadWrite',
  'Mail.Send',
  'Calendars.ReadWrite',
  'Contacts.ReadWrite',
  'Tasks.ReadWrite.All',
];

const directoryRoles = [
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Group.ReadWrite.All',
  'User.DeleteRestore.All',
];

export function createApps(seed: number): Apps {
  const all = sides.flatMap((side) => {
    const app = (
      key: AppKey,
      displayName: string,
      graphRoles: readonly string[],
      exchangeRoles: readonly string[],
      directoryRole: AppRegistration['directoryRole'],
    ): AppRegistration => ({
      side,
      key,
      displayName,
      clientId: seededGuid(seed, `${side}/app/${key}/client`),
      clientSecret: `rehearsal~${seededGuid(seed, `${side}/app/${key}/secret`).replaceAll('-', '')}`,
      servicePrincipalId: seededGuid(seed, `${side}/app/${key}/principal`),
      graphRoles,
      exchangeRoles,
      directoryRole,
    });
    return [
      app('bot', 'Changeover', askedFor[side], ['Exchange.ManageAsApp'], 'Exchange Administrator'),
      app(
        'full',
        'Housekeeping',
        // Groups and people are made at the destination alone, and what was made is taken away for good.
        [
          ...readRoles,
          ...writeRoles,
          ...contentRoles,
          ...(side === 'destination' ? ['Group.ReadWrite.All', 'User.DeleteRestore.All'] : []),
        ],
        ['Exchange.ManageAsApp'],
        'Exchange Administrator',
      ),
      app('readOnly', 'Changeover (reading only)', readRoles, ['Exchange.ManageAsApp'], 'Global Reader'),
      app('none', 'Changeover (no consent)', [], [], null),
      app('directory', 'Changeover (directory)', [...readRoles, ...writeRoles, ...directoryRoles], [], null),
      app('mover', 'Mailbox mover', ['User.Read.All'], ['full_access_as_app'], null),
    ];
  });
  return { all, byClientId: (side, id) => all.find((app) => app.side === side && app.clientId === id.toLowerCase()) };
}
