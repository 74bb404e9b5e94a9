/** How one arrangement is written down. */
import type { FolderRight, InboxRule, MailboxRight } from '../exchange-entities.js';
import type { Recipient } from '../entities.js';
import type { TenantBuilder } from './tenant-builder.js';

export const fullAccess = (trustee: string, more: Partial<MailboxRight> = {}): MailboxRight => ({
  trustee,
  AccessRights: ['FullAccess'],
  InheritanceType: 'All',
  Deny: false,
  autoMapping: true,
  ...more,
});

export const calendarRight = (
  trustee: string,
  AccessRights: readonly string[],
  SharingPermissionFlags: readonly string[] = [],
  folder = 'Calendar',
): FolderRight => ({ folder, trustee, AccessRights, SharingPermissionFlags });

export const rule = (
  builder: TenantBuilder,
  owner: Recipient,
  n: number,
  name: string,
  what: Partial<InboxRule>,
): InboxRule => ({
  RuleIdentity: `${BigInt(`0x${builder.guid(`rule/${owner.Guid}/${n}`).replaceAll('-', '').slice(0, 15)}`)}`,
  Name: name,
  Enabled: true,
  Priority: n + 1,
  hidden: false,
  ForwardTo: null,
  ForwardAsAttachmentTo: null,
  RedirectTo: null,
  SubjectContainsWords: null,
  MoveToFolder: null,
  ...what,
});

export const inside = ({ DisplayName, LegacyExchangeDN }: Recipient): string =>
  `"${DisplayName}" [EX:${LegacyExchangeDN}]`;
export const outside = (address: string): string => `"${address}" [SMTP:${address}]`;
