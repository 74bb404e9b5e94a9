/**
 * The app registrations of both tenants: with everything the runbook needs, with reading only, with no consent at all, one that may also
 * change groups and applications and empty the bin, and the mailbox mover's own.
 */
import { sides, type Side } from './entities.js';
import { seededGuid } from './seeded.js';

export type AppKey = 'full' | 'readOnly' | 'none' | 'directory' | 'mover';
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
      app(
        'full',
        'Changeover',
        // Groups are made at the destination alone.
        [...readRoles, ...writeRoles, ...contentRoles, ...(side === 'destination' ? ['Group.ReadWrite.All'] : [])],
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
