/** Small exports for tests of reading them: a folder of tables written in the test, and what the loaded company says of somebody. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipient, RecipientTypeDetails, Tenant, User } from '../../../src/rehearsal/world/entities.js';
import {
  loadCompanyFrom,
  type LoadedCompany,
} from '../../../src/rehearsal/world/company/from-files/load-company-from.js';
import type { Finding } from '../../../src/rehearsal/world/company/from-files/told/findings.js';
import { findingLines } from '../../../src/rehearsal/world/company/from-files/told/report.js';

export const domain = 'talbrunn.example';
const people = ['jana.falkner', 'leo.thoma', 'mira.ebner', 'otto.ostler', 'ines.wirth', 'paul.frank'] as const;
export type Local = (typeof people)[number];

export const csv = (heading: readonly string[], ...rows: readonly (readonly string[])[]): string =>
  [heading, ...rows].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n') +
  '\r\n';

export const addressesOf = (local: string, on = domain, initial = 'talbrunn.onmicrosoft.com'): string =>
  `SMTP:${local}@${on} smtp:${local.charAt(0)}${local.split('.')[1]}@${on} smtp:${local}@${initial} SIP:${local}@${on}`;

/** What step 49 of the guide writes, of six people. */
export const sixMailboxes = (on = domain, initial?: string): string =>
  csv(
    ['UserPrincipalName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses'],
    ...people.map((local) => [`${local}@${on}`, local, `${local}@${on}`, addressesOf(local, on, initial)]),
  );

export function load(files: Readonly<Record<string, string | Buffer>>): Loaded {
  const folder = mkdtempSync(join(tmpdir(), 'exports-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return new Loaded(loadCompanyFrom(folder, 1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export class Loaded {
  readonly source: Tenant;
  readonly destination: Tenant;
  constructor(readonly loaded: LoadedCompany) {
    this.source = loaded.company.tenants.source;
    this.destination = loaded.company.tenants.destination;
  }

  get moving(): readonly string[] {
    return this.loaded.company.movingDomains;
  }
  /** One line per remark, as a person reads it. */
  get remarks(): string {
    return findingLines(this.loaded.report?.findings ?? []).join('\n');
  }
  get codes(): readonly string[] {
    return (this.loaded.report?.findings ?? []).map(({ code }) => code);
  }
  /** The first remark of this code. */
  finding(code: string): Finding | undefined {
    return this.loaded.report?.findings.find((one) => one.code === code);
  }
  user(name: string): User | undefined {
    return this.source.users.find(({ userPrincipalName }) => userPrincipalName.toLowerCase() === name.toLowerCase());
  }
  holder(address: string, tenant: Tenant = this.source): Recipient | undefined {
    const wanted = address.toLowerCase();
    return tenant.recipients.find(({ EmailAddresses }) =>
      EmailAddresses.some((one) => one.slice(one.indexOf(':') + 1).toLowerCase() === wanted),
    );
  }
  /** Of whoever holds this address. */
  primaryOf(address: string): string | undefined {
    return this.holder(address)
      ?.EmailAddresses.find((one) => one.startsWith('SMTP:'))
      ?.slice(5);
  }
  kindOf(address: string): RecipientTypeDetails | undefined {
    return this.holder(address)?.RecipientTypeDetails;
  }
  /** Sign-in names of the members of the group that is called so. */
  membersOf(name: string): readonly (string | undefined)[] | undefined {
    const group = this.source.groups.find(({ displayName }) => displayName === name);
    return group?.members.map((id) => this.source.users.find((user) => user.id === id)?.userPrincipalName);
  }
  userOf(recipient: Recipient | undefined): User | undefined {
    return this.source.users.find(({ id }) => id === recipient?.ExternalDirectoryObjectId);
  }
}

/** A file as it was exported, line by line. */
export const lines = (...rows: readonly string[]): string => `${rows.join('\r\n')}\r\n`;
