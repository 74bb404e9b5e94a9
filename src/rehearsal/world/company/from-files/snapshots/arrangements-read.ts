/** What people have arranged in their mailboxes, from the tables of the reviews to what the world keeps beside a recipient. */
import type { FolderRight, InboxRule, MailboxRight, RecipientDetails } from '../../../exchange-entities.js';
import type { Recipient, Tenant } from '../../../entities.js';
import { settled } from '../../../exchange/details.js';
import { languageOfFolder } from '../../../exchange/mailbox-folders.js';
import { primaryOf } from '../../../proxy-addresses.js';
import { seededGuid } from '../../../seeded.js';
import { inside, outside } from '../../arrangements.js';
import type { Findings } from '../told/findings.js';
import { holdRows, keptRightRows, rightRows, ruleRows, sizeRows, type RightRow, type RuleRow } from './review-rows.js';
import type { Objects } from './gather-objects.js';

/** Those that a mailbox's list keeps beside the rights of a delegate. */
const flags = new Set(['Delegate', 'CanViewPrivateItems']);
const languages: Readonly<Record<string, string>> = { ru: 'ru-RU', de: 'de-DE' };

type Details = { -readonly [Name in keyof RecipientDetails]: RecipientDetails[Name] };

export function withArrangements(tenant: Tenant, from: Objects, findings: Findings): Tenant {
  const { tables } = from;
  const recipients = new Map(tenant.recipients.map((one) => [one.Guid, one]));
  const byObject = new Map(
    tenant.recipients.flatMap((one) => [one.Guid, one.ExternalDirectoryObjectId].map((id) => [id, one.Guid] as const)),
  );
  const byAddress = new Map(
    tenant.recipients.map((one) => [(primaryOf(one.EmailAddresses) ?? one.DisplayName).toLowerCase(), one]),
  );
  const details = new Map<string, Details>();
  const of = (id: string): Details | null => {
    const Guid = byObject.get(id);
    if (Guid === undefined) return null;
    const known = details.get(Guid) ?? { Guid };
    details.set(Guid, known);
    return known;
  };
  const change = (Guid: string, changes: Partial<Recipient>): void => {
    const one = recipients.get(Guid);
    if (one !== undefined) recipients.set(Guid, { ...one, ...changes });
  };

  const deleted = new Map(tenant.deletedUsers.map((one) => [one.userPrincipalName.toLowerCase(), one.id]));
  let unclear = 0;
  // A snapshot counts before the tables, of whichever mailbox it tells.
  const rights = keptRightRows(from.recipients);
  const inTables = rightRows(tables).filter((row) => !rights.has(byObject.get(row.mailboxId) ?? ''));
  for (const row of [...[...rights.values()].flat(), ...inTables]) {
    const kept = of(row.mailboxId);
    const trustee = trusteeIn(row) ?? deleted.get(row.written.toLowerCase()) ?? null;
    if (kept === null || !addRight(kept, row, trustee, (name) => behalf(recipients.get(kept.Guid), name, change)))
      unclear += 1;
  }
  if (unclear > 0) findings.add('', null, 'rights-unclear', { count: unclear });
  const rules = new Map<string, RuleRow[]>();
  for (const row of ruleRows(tables)) rules.set(row.mailboxId, [...(rules.get(row.mailboxId) ?? []), row]);
  for (const [mailboxId, rows] of rules) {
    const kept = of(mailboxId);
    if (kept !== null) kept.inboxRules = inboxRules(kept.Guid, rows, (to) => writtenTarget(byAddress, to));
  }
  for (const { mailbox, hold } of holdRows(tables)) {
    const one = byAddress.get(mailbox.toLowerCase());
    const now = one === undefined ? undefined : recipients.get(one.Guid);
    if (now === undefined) continue;
    if (hold === 'Litigation hold') change(now.Guid, { LitigationHoldEnabled: true });
    else if (/^(eDiscovery hold|Retention policy|In-Place hold) \S/.test(hold))
      change(now.Guid, { InPlaceHolds: [...new Set([...(now.InPlaceHolds ?? []), hold.split(' ').at(-1) as string])] });
  }
  for (const { mailboxId, primary, archive } of sizeRows(tables)) {
    const kept = of(mailboxId);
    if (kept === null) continue;
    if (primary !== null) kept.sizes = primary;
    if (archive === null) continue;
    kept.archiveSizes = archive;
    change(kept.Guid, { ArchiveStatus: 'Active' });
  }
  return {
    ...tenant,
    recipients: [...recipients.values()],
    details: [...(tenant.details ?? []), ...details.values()]
      .map((one) => settled(one as RecipientDetails))
      .filter((one) => Object.keys(one).length > 1)
      .sort((a, b) => (a.Guid < b.Guid ? -1 : 1)),
  };
}

/** False: nobody can tell to whom it is given. */
function addRight(kept: Details, row: RightRow, trustee: string | null, onBehalf: (name: string) => void): boolean {
  if (row.over === 'Send on behalf') {
    onBehalf(row.written);
    return true;
  }
  if (trustee === null) return false;
  // A right to send as somebody is there or not: nobody's is denied here.
  if (row.over === 'Send as' && row.denied) return false;
  if (row.over === 'Send as') kept.sendAs = [...(kept.sendAs ?? []), trustee];
  else if (row.over === 'Mailbox') kept.rights = [...(kept.rights ?? []), mailboxRight(trustee, row)];
  else {
    const folder = folderIn(kept, row);
    if (folder === null) return false;
    const right: FolderRight = {
      folder,
      trustee,
      AccessRights: row.rights.filter((one) => !flags.has(one)),
      SharingPermissionFlags: row.rights.filter((one) => flags.has(one)),
    };
    kept.folderRights = [...(kept.folderRights ?? []), right];
  }
  return true;
}

/** An id, everybody, or somebody who is no more and is shown as a bare SID. */
function trusteeIn({ trusteeId, written }: RightRow): string | null {
  if (trusteeId !== null) return trusteeId;
  if (/^(Default|Anonymous)$/.test(written)) return written;
  return /^(?:NT:)?(S-1-\d+(?:-\d+)+)$/i.exec(written)?.[1]?.toUpperCase() ?? null;
}

const mailboxRight = (trustee: string, { rights, denied }: RightRow): MailboxRight => ({
  trustee,
  AccessRights: rights,
  InheritanceType: 'All',
  Deny: denied,
  // No cmdlet shows it.
  autoMapping: true,
});

function behalf(
  mailbox: Recipient | undefined,
  name: string,
  change: (Guid: string, changes: Partial<Recipient>) => void,
): void {
  if (mailbox === undefined || name === '') return;
  change(mailbox.Guid, { GrantSendOnBehalfTo: [...new Set([...mailbox.GrantSendOnBehalfTo, name])] });
}

/** By its type; one that its owner made, by its way down from the calendar. The names tell the mailbox's language. */
function folderIn(kept: Details, { folder, folderType }: RightRow): string | null {
  // A snapshot has ways down from the top, and of the top none.
  if (folderType === 'Root' && folder === '') return folderType;
  if (folderType !== 'User Created') {
    const language = languageOfFolder(folderType, folder);
    if (language === null) return null;
    speaks(kept, language);
    return folderType;
  }
  const [first = '', ...below] = folder.split('/');
  const language = languageOfFolder('Calendar', first);
  if (language === null || below.length === 0) return null;
  speaks(kept, language);
  let under = 'Calendar';
  for (const name of below) {
    const known = (kept.folders ?? []).find((one) => one.under === under && one.name === name);
    const key = known?.key ?? seededGuid(0, `${kept.Guid}/${under}/${name}`);
    if (known === undefined) kept.folders = [...(kept.folders ?? []), { key, under, name }];
    under = key;
  }
  return under;
}

function speaks(kept: Details, language: string): void {
  const known = languages[language];
  if (known !== undefined) kept.language = known;
}

/** Rows of one rule stand one after the other, each with one of those it goes to. */
function inboxRules(Guid: string, rows: readonly RuleRow[], written: (to: string) => string): readonly InboxRule[] {
  const rules = new Map<string, RuleRow[]>();
  for (const row of rows) {
    const key = `${row.rule} ${row.copy} ${row.inForce}`;
    rules.set(key, [...(rules.get(key) ?? []), row]);
  }
  return [...rules.values()].map((those, n): InboxRule => {
    const { rule, copy, inForce } = those[0] as RuleRow;
    const to = those.map((one) => written(one.to));
    return {
      RuleIdentity: `${BigInt(`0x${seededGuid(0, `${Guid}/rule/${n}`).replaceAll('-', '').slice(0, 15)}`)}`,
      Name: rule,
      Enabled: inForce,
      Priority: n + 1,
      hidden: false,
      ForwardTo: copy ? to : null,
      ForwardAsAttachmentTo: null,
      RedirectTo: copy ? null : to,
      SubjectContainsWords: null,
      MoveToFolder: null,
    };
  });
}

function writtenTarget(byAddress: ReadonlyMap<string, Recipient>, to: string): string {
  const known = byAddress.get(to.toLowerCase());
  if (known !== undefined) return inside(known);
  return to.includes('@') ? outside(to) : `"${to}" [EX:/o=ExchangeLabs/cn=gone]`;
}
