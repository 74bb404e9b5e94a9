/** A company whose destination has made nothing beforehand for those who come: whoever the mapping says is to be made has to be made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCompany } from '../../rehearsal/world/company/generate-company.js';
import type { Company, Recipient, Tenant } from '../../rehearsal/world/entities.js';

/** Its file, for a rehearsal to begin with. */
export function writeUnprepared(
  folder: string,
  options: { readonly mailboxes: number; readonly seed: number },
): string {
  const file = join(folder, 'company.json');
  const company = generateCompany(options);
  const { source, destination } = company.tenants;
  writeFileSync(
    file,
    JSON.stringify({ ...company, tenants: { source, destination: unprepared(destination, company) } }),
  );
  return file;
}

/** What was made for somebody who comes goes by a name that tells from where. */
function unprepared(tenant: Tenant, { tenants, movingDomains }: Company): Tenant {
  const labels = new Set(
    [...movingDomains, ...tenants.source.domains.map(({ id }) => id)].map((name) =>
      name.replace(/\.onmicrosoft\.com$/, '').replaceAll('.', '-'),
    ),
  );
  const isMade = ({ PrimarySmtpAddress, EmailAddresses }: Recipient & { PrimarySmtpAddress?: string }): boolean => {
    const primary = PrimarySmtpAddress ?? EmailAddresses.find((one) => one.startsWith('SMTP:'))?.slice(5) ?? '';
    const local = primary.slice(0, primary.lastIndexOf('@'));
    return labels.has(local.slice(local.lastIndexOf('.') + 1));
  };
  const made = tenant.recipients.filter(isMade);
  const ids = new Set(made.flatMap(({ ExternalDirectoryObjectId: id }) => (id === '' ? [] : [id])));
  const guids = new Set(made.map(({ Guid }) => Guid));
  const names = new Set(made.map(({ Name }) => Name));
  const isLeft = (id: string): boolean => !ids.has(id);
  // Nobody counts what was bought: there is always a licence left.
  const { subscriptions: _subscriptions, ...rest } = tenant;
  return {
    ...rest,
    users: tenant.users.filter(({ id }) => isLeft(id)),
    groups: tenant.groups
      .filter(({ id }) => isLeft(id))
      .map((group) => ({ ...group, members: group.members.filter(isLeft) })),
    recipients: tenant.recipients
      .filter(({ Guid }) => !guids.has(Guid))
      .map((one) => ({
        ...one,
        ManagedBy: one.ManagedBy.filter((name) => !names.has(name)),
        GrantSendOnBehalfTo: one.GrantSendOnBehalfTo.filter((name) => !names.has(name)),
      })),
    ...(tenant.details === undefined ? {} : { details: tenant.details.filter(({ Guid }) => !guids.has(Guid)) }),
  };
}
