/**
 * The scripts of a widely copied guide, by its numbers, as printed: over whom they loop, whom they name by what, one write for each address. Where a
 * retired cmdlet stands its Graph successor stands here, one to one. Only what keeps them from starting at all is read as it was meant: translated
 * words and curly quotes inside code, missing brackets, a blank in a domain's name.
 */
import { equalTexts, Stopped, textOf, textsOf, type Console } from './console.js';
import type { Side } from './doors.js';

export interface Ground {
  /** The initial domain of the source. */
  readonly initialDomain: string;
  /** The domains somebody puts in the place of the guide's one. */
  readonly domains: readonly string[];
  /** The initial domain that 112 names: the one printed there belongs to another organisation. */
  readonly initialDomainOf112: string;
}

export const printedInitialDomainOf112 = 'vivacityhealth.onmicrosoft.com';

type Step = (console: Console, ground: Ground) => Promise<void>;

const everything = { ResultSize: 'Unlimited' } as const;
const hashtable = (change: { readonly add: string } | { readonly remove: string }): object => ({
  EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', ...change },
});
const withoutRoutingAddress = ({ initialDomain }: Ground): object => ({
  ...everything,
  Filter: `EmailAddresses -notlike '*@${initialDomain}'`,
});
const localPart = (address: string): string => address.split('@')[0] as string;

export const step27: Step = async (console, ground) => {
  const file = 'mailboxes_output.csv';
  const found = await console.get('source', 'Get-Mailbox', withoutRoutingAddress(ground));
  console.exportCsv(file, found, ['Alias', 'PrimarySmtpAddress', 'EmailAddresses']);
  for (const { Alias = '', PrimarySmtpAddress: Identity = '' } of console.importCsv(file)) {
    const add = `${Alias}@${ground.initialDomain}`;
    await console.set('source', 'Set-Mailbox', Identity, hashtable({ add }));
  }
};

export const step28: Step = async (console, ground) =>
  console.print(await console.get('source', 'Get-Mailbox', withoutRoutingAddress(ground)));

export const mailboxBackup = 'Backup_Source_Mailboxes.csv';
export const groupBackup = 'Backup_Source_Groups.csv';

export const step49: Step = async (console) =>
  console.exportCsv(mailboxBackup, await console.get('source', 'Get-Mailbox', everything), [
    'UserPrincipalName',
    'Alias',
    'PrimarySmtpAddress',
    'EmailAddresses',
  ]);

export const step50: Step = async (console) =>
  console.exportCsv(groupBackup, await console.get('source', 'Get-DistributionGroup', everything), [
    'Alias',
    'PrimarySmtpAddress',
    'EmailAddresses',
  ]);

export const step66: Step = async (console, { initialDomain }) => {
  await console.write('source', 'PATCH', `/domains/${initialDomain}`, { isDefault: true });
};

export const step67: Step = async (console, { initialDomain }) => {
  console.exportCsv('User.csv', await everyUser(console), ['userPrincipalName', 'id']);
  for (const { userPrincipalName = '', id = '' } of console.importCsv('User.csv')) {
    const newName = `${localPart(userPrincipalName)}@${initialDomain}`;
    await console.write('source', 'PATCH', `/users/${id}`, { userPrincipalName: newName });
  }
};

export const step68: Step = async (console) => console.print(await everyUser(console));

const everyUser = (console: Console) => console.getUsers('source', '$top=999&$select=userPrincipalName,id');

/** 114 is this script again, in the same file. */
export const step69: Step = async (console, { initialDomain }) => {
  const groups = await console.get('source', 'Get-DistributionGroup', everything);
  console.exportCsv('DL.csv', groups, ['PrimarySmtpAddress']);
  for (const { PrimarySmtpAddress: Identity = '' } of console.importCsv('DL.csv')) {
    const PrimarySmtpAddress = `${localPart(Identity)}@${initialDomain}`;
    await console.set('source', 'Set-DistributionGroup', Identity, { PrimarySmtpAddress });
  }
};

export const step70: Step = async (console) =>
  console.print(await console.get('source', 'Get-DistributionGroup', everything));

export const step71: Step = (console) => removeAllButThePrimary(console, 'Mailbox');
export const step72: Step = async (console) => console.print(await console.get('source', 'Get-Mailbox'));
/** 115 is this script again. */
export const step73: Step = (console) => removeAllButThePrimary(console, 'DistributionGroup');
export const step74: Step = async (console) => console.print(await console.get('source', 'Get-DistributionGroup'));

async function removeAllButThePrimary(console: Console, noun: 'Mailbox' | 'DistributionGroup'): Promise<void> {
  const objects = await console.get('source', `Get-${noun}`, everything);
  for (const object of objects.filter((one) => textsOf(one, 'EmailAddresses').length > 1)) {
    for (const remove of textsOf(object, 'EmailAddresses')) {
      if (equalTexts(remove, `SMTP:${textOf(object, 'PrimarySmtpAddress')}`)) continue;
      await console.set('source', `Set-${noun}`, textOf(object, 'Name'), hashtable({ remove }));
    }
  }
}

/** The second half of 74, "if required": three lines for one Microsoft 365 group whose name somebody has to know. */
export async function step74ForOne(console: Console, { initialDomain }: Ground, name: string, domain: string) {
  await console.get('source', 'Get-UnifiedGroup', { Identity: name });
  const PrimarySmtpAddress = `${name}@${initialDomain}`;
  await console.set('source', 'Set-UnifiedGroup', name, { PrimarySmtpAddress });
  await console.set('source', 'Set-UnifiedGroup', name, hashtable({ remove: `smtp:${name}@${domain}` }));
}

export const step75: Step = (console, ground) => printUsersOn(console, ground, 'source');
export const step76: Step = (console, ground) => removeDomains(console, ground, 'source', 76);

export const step104: Step = (console, ground) => printUsersOn(console, ground, 'destination');
export const step105: Step = (console, ground) => removeDomains(console, ground, 'destination', 105);

async function printUsersOn(console: Console, { domains }: Ground, side: Side): Promise<void> {
  const found = [];
  for (const domain of domains) {
    const filter = encodeURIComponent(`endsWith(userPrincipalName,'@${domain}')`);
    found.push(...(await console.getUsers(side, `$filter=${filter}&$count=true&$select=userPrincipalName,id`)));
  }
  console.print(found);
}

/** Somebody at the portal: what is not there cannot be opened, and after a refusal there is no next button. */
async function removeDomains(console: Console, { domains }: Ground, side: Side, step: number): Promise<void> {
  const kept: string[] = [];
  for (const domain of domains) {
    if ((await console.exists(side, `/domains/${domain}`)) === null) continue;
    if (!(await console.write(side, 'DELETE', `/domains/${domain}`))) kept.push(domain);
  }
  if (kept.length > 0) throw new Stopped(step, `${kept.join(' and ')} cannot be removed`);
}

export const step106: Step = async (console, { domains }) => {
  for (const id of domains) {
    if ((await console.exists('source', `/domains/${id}`)) === null)
      await console.write('source', 'POST', '/domains', { id });
  }
};

export const step107: Step = async (console, { domains }) => {
  for (const id of domains) {
    const domain = await console.exists('source', `/domains/${id}`);
    if (domain?.['isVerified'] === false) await console.write('source', 'POST', `/domains/${id}/verify`);
  }
};

/** A person opens the backup, turns its blanks into commas, and types the cmdlet for each line. */
export const step111: Step = async (console) => {
  for (const { Alias: Identity = '', EmailAddresses = '' } of console.importCsv(mailboxBackup)) {
    await console.set('source', 'Set-Mailbox', Identity, { EmailAddresses: EmailAddresses.split(' ') });
  }
};

/** Not the name under which 49 saved it. */
export const backupOf112 = 'Backup_Mailboxes.csv';

export const step112: Step = async (console, { initialDomainOf112 }) => {
  for (const { Alias = '', PrimarySmtpAddress: userPrincipalName = '' } of console.importCsv(backupOf112)) {
    const oldName = encodeURIComponent(`${Alias}@${initialDomainOf112}`);
    await console.write('source', 'PATCH', `/users/${oldName}`, { userPrincipalName });
  }
};

export const step113: Step = async (console) => console.print(await console.get('source', 'Get-Mailbox', everything));
export const step114 = step69;
export const step115 = step73;
