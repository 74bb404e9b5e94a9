/** The loaded company against the truth it was exported from: what differs, and whether a remark names it. */
import { cast } from '../../../src/rehearsal/cast.js';
import type { Loaded } from '../support/export-tables.js';
import { primaryOf, type TrueObject, type Truth } from './truth.js';
import type { Export } from './write.js';

export interface Difference {
  readonly text: string;
  readonly named: boolean;
}

export function differences(truth: Truth, written: Export, company: Loaded): readonly Difference[] {
  const found: Difference[] = [];
  const remarks = company.remarks.toLowerCase();
  /** A remark names it by an address or by its name. */
  const differs = (text: string, ...names: readonly string[]): void => {
    found.push({ text, named: names.some((name) => name !== '' && isNamed(name.toLowerCase())) });
  };
  /** Where a file may be in either of two code pages, the words that differ are named and not whole names. */
  const isNamed = (name: string): boolean => {
    if (remarks.includes(name)) return true;
    const words = name.split(' ').filter((word) => /(?![a-z])\p{L}/u.test(word));
    return words.length > 0 && words.every((word) => remarks.includes(`${word} / `));
  };
  const { source } = company;
  if ([...company.moving].sort().join() !== [...truth.moving].sort().join())
    differs(`moving domains ${company.moving.join()} and not ${truth.moving.join()}`);
  if (source.initialDomain !== truth.initial)
    differs(`initial domain ${source.initialDomain} and not ${truth.initial}`);
  const ofFiles = new Set<string>();
  for (const object of written.told.values()) {
    for (const id of compareOne(object, company, differs)) ofFiles.add(id);
  }
  const ofCast = new Set(cast.map(({ home }) => home.objectId));
  for (const user of source.users)
    if (!ofFiles.has(user.id) && !ofCast.has(user.id)) differs(`nobody is ${user.userPrincipalName}`);
  for (const one of source.recipients)
    if (!ofFiles.has(one.Guid) && !ofCast.has(one.ExternalDirectoryObjectId))
      differs(`there is no ${one.RecipientTypeDetails} ${one.EmailAddresses[0] ?? ''}`);
  for (const stray of written.strays) if (!remarks.includes(stray)) differs(`${stray} is not named`);
  const { inFiles, inCompany, named } = company.loaded.report!.addresses;
  if (inFiles - inCompany !== named)
    differs(`${inFiles} addresses in the files, ${inCompany} in the company, ${named} named`);
  return found;
}

const plain = (addresses: readonly string[]): string =>
  addresses
    .map((one) => (one.startsWith('SMTP:') ? one : one.replace(/^smtp:/i, 'smtp:')))
    .sort()
    .join(' ');

/** Returns the ids of what it is in the company. */
function compareOne(
  object: TrueObject,
  company: Loaded,
  differs: (text: string, ...names: readonly string[]) => void,
): readonly string[] {
  const { kind, name, addresses, userPrincipalName, external, deleted } = object;
  const primary = primaryOf(object);
  const names = [name, primary, userPrincipalName ?? ''];
  if (kind === 'PublicFolderMailbox' || kind === 'HologramMailbox') {
    if (company.holder(primary) !== undefined) differs(`${kind} ${primary} is in the company`);
    else differs(`${kind} ${primary} is left out`, name, primary);
    return [];
  }
  if (kind === 'Account') {
    const user = company.user(userPrincipalName as string);
    if (user === undefined) differs(`account ${userPrincipalName} is missing`, ...names);
    else if (plain(user.proxyAddresses) !== plain(addresses))
      differs(`${userPrincipalName} holds ${plain(user.proxyAddresses)} and not ${plain(addresses)}`);
    else if (user.displayName !== name) differs(`${userPrincipalName} is called ${user.displayName}`, user.displayName);
    return user === undefined ? [] : [user.id];
  }
  const recipient = company.holder(primary);
  if (recipient === undefined) {
    differs(`${kind} ${primary} is missing`, ...names);
    return [];
  }
  if (recipient.RecipientTypeDetails !== kind)
    differs(`${primary} is a ${recipient.RecipientTypeDetails} and no ${kind}`);
  if (plain(recipient.EmailAddresses) !== plain(addresses))
    differs(`${primary} holds ${plain(recipient.EmailAddresses)} and not ${plain(addresses)}`);
  if (recipient.DisplayName !== name)
    differs(`${primary} is called ${recipient.DisplayName} and not ${name}`, recipient.DisplayName);
  if (external !== null && recipient.ExternalEmailAddress?.toLowerCase() !== `smtp:${external}`)
    differs(`${primary} receives at ${recipient.ExternalEmailAddress} and not at ${external}`);
  if (userPrincipalName !== null && deleted === null && recipient.UserPrincipalName !== userPrincipalName)
    differs(`${primary} signs in as ${recipient.UserPrincipalName} and not as ${userPrincipalName}`);
  const standing =
    recipient.WhenSoftDeleted === null ? null : recipient.LitigationHoldEnabled ? 'inactive' : 'soft-deleted';
  if (standing !== deleted) differs(`${primary} is ${standing} and not ${deleted}`);
  const group = company.source.groups.find(({ id }) => id === recipient.ExternalDirectoryObjectId);
  if (group !== undefined) {
    const wanted = object.members.map((one) => company.holder(one)?.ExternalDirectoryObjectId ?? one);
    if ([...group.members].sort().join() !== [...wanted].sort().join())
      differs(`${primary} has the members ${group.members.join()} and not ${wanted.join()}`);
  }
  return [recipient.Guid, ...(recipient.ExternalDirectoryObjectId === '' ? [] : [recipient.ExternalDirectoryObjectId])];
}
