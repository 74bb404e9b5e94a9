/**
 * Mailboxes and groups that the destination has made beforehand for those who come: it cannot give them an address on a domain that is
 * not its own yet, so each goes by a stopgap that says where it comes from: `ivan.petrov.contoso-com@fabrikam.com`.
 */
import { createHash } from 'node:crypto';
import type { Recipient, Tenant } from '../entities.js';
import { domainOf, parseProxyAddress, primaryOf, smtpValues } from '../proxy-addresses.js';
import type { TenantBuilder } from './tenant-builder.js';

export interface Newcomers {
  readonly from: Tenant;
  readonly movingDomains: readonly string[];
  /** Object ids of people whose account here is another one. */
  readonly except: ReadonlySet<string>;
  readonly own: string;
  readonly initial: string;
}

const mailbox = /^(User|Shared|Room|Equipment)Mailbox$/;
/** What has no counterpart there: a shared mailbox receives what is sent to it. */
const special = /^(Scheduling|Team|Discovery)Mailbox$/;
const list =
  /^(MailUniversalDistributionGroup|MailUniversalSecurityGroup|MailNonUniversalGroup|RoomList|DynamicDistributionGroup|GroupMailbox)$/;

export function awaitNewcomers(builder: TenantBuilder, { from, movingDomains, except, own, initial }: Newcomers): void {
  for (const recipient of from.recipients) {
    const { RecipientTypeDetails: kind, DisplayName, Guid } = recipient;
    if (recipient.WhenSoftDeleted !== null || except.has(recipient.ExternalDirectoryObjectId)) continue;
    if (!smtpValues(recipient.EmailAddresses).some((address) => movingDomains.includes(domainOf(address)))) continue;
    const local = stopgap(recipient);
    if (local === null || !builder.claim(`${local}@${own}`)) continue;
    const primary = `${local}@${own}`;
    if (mailbox.test(kind) || special.test(kind)) {
      const enabled = kind === 'UserMailbox';
      const userPrincipalName = primary.replace(/[^A-Za-z0-9'._!#^~@-]/g, '');
      builder.person(
        { key: `newcomer/${Guid}`, userPrincipalName, displayName: DisplayName, enabled },
        { kind: special.test(kind) ? 'SharedMailbox' : kind, primary, aliases: [`${local}@${initial}`], sip: enabled },
      );
    } else if (list.test(kind)) {
      // Microsoft 365 groups are born with an address at the initial domain.
      const aliases = kind === 'GroupMailbox' ? [`${local}@${initial}`] : [];
      builder.group(`newcomer/${Guid}`, DisplayName, { kind, primary, aliases }, []);
    }
  }
}

/** What would be longer than an address may be gives way in the middle; six digits of its hash tell those apart that begin alike. */
function within64(local: string, label: string): string {
  const whole = `${local}.${label}`;
  if (whole.length <= 64) return whole;
  const end = `-${createHash('sha256').update(whole).digest('hex').slice(0, 6)}.${label.slice(0, 24)}`;
  return `${local.slice(0, 64 - end.length)}${end}`;
}

/** Null: it has no primary address to be named after. */
function stopgap({ EmailAddresses }: Recipient): string | null {
  const primary = primaryOf(EmailAddresses);
  if (primary === null) return null;
  const { value } = parseProxyAddress(`SMTP:${primary}`);
  const local = value.slice(0, value.lastIndexOf('@')).toLowerCase();
  const label = domainOf(value)
    .replace(/\.onmicrosoft\.com$/, '')
    .replaceAll('.', '-');
  return within64(local, label);
}
