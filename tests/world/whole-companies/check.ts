/** A loaded company against its truth, in all that the generated ones are held against, and in who is synchronised and who forwards. */
import { differences, type Difference } from '../generated-exports/compare.js';
import type { Loaded } from '../support/export-tables.js';
import type { WholeCompany } from './company.js';
import { primary } from './maker.js';
import type { Files } from './parts.js';

export interface Written {
  readonly company: WholeCompany;
  readonly files: Files;
  /** Whether its tables say where mail is passed on. */
  readonly saysForwards: boolean;
}

export function differencesOf({ company, files, saysForwards }: Written, loaded: Loaded): readonly Difference[] {
  const told = new Map(company.objects.map((one) => [one, one] as const));
  const found = [...differences(company, { files, told, strays: [], dialect: company.key }, loaded)];
  const differs = (text: string): void => void found.push({ text, named: false });
  for (const one of company.objects) {
    if (one.deleted !== null) continue;
    const recipient = loaded.holder(primary(one));
    if (recipient === undefined) continue;
    const id = recipient.ExternalDirectoryObjectId;
    const { users, groups, contacts } = loaded.source;
    const entry = [...users, ...groups, ...contacts].find((other) => other.id === id);
    if (recipient.IsDirSynced !== one.synced) differs(`Exchange has ${primary(one)} synced: ${recipient.IsDirSynced}`);
    if (entry !== undefined && (entry.onPremisesSyncEnabled === true) !== one.synced)
      differs(`the directory has ${primary(one)} synced: ${entry.onPremisesSyncEnabled}`);
    const forwards = recipient.ForwardingSmtpAddress?.replace(/^smtp:/, '') ?? null;
    if (forwards !== (saysForwards ? one.forwards : null)) differs(`${primary(one)} forwards to ${forwards}`);
  }
  return found;
}
