/**
 * The folders of a mailbox. Their names are in its owner's language, their types are not, and whoever names a folder must know both:
 * https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailboxfolderstatistics
 */
import type { RecipientDetails } from '../exchange-entities.js';
import type { Recipient } from '../entities.js';
import { seededGuid } from '../seeded.js';
import { findRecipientAmong, type CmdletCall } from './cmdlet.js';
import { detailsOf } from './details.js';
import { badArgument, notFound } from './refusal.js';

export interface MailboxFolder {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  /** From the top, without a stroke in front; empty for the top itself. */
  readonly path: string;
  readonly class: string;
  readonly id: string;
}

interface Standard {
  readonly key: string;
  readonly class: string;
  readonly names: Readonly<Record<string, string>>;
}
const standard = (key: string, kind: string, en: string, ru: string, de: string): Standard => ({
  key,
  class: kind,
  names: { en, ru, de },
});
const standards: readonly Standard[] = [
  standard(
    'Root',
    'IPF.Note',
    'Top of Information Store',
    'Корень хранилища сведений',
    'Oberste Ebene des Informationsspeichers',
  ),
  standard('Inbox', 'IPF.Note', 'Inbox', 'Входящие', 'Posteingang'),
  standard('Drafts', 'IPF.Note', 'Drafts', 'Черновики', 'Entwürfe'),
  standard('SentItems', 'IPF.Note', 'Sent Items', 'Отправленные', 'Gesendete Elemente'),
  standard('DeletedItems', 'IPF.Note', 'Deleted Items', 'Удаленные', 'Gelöschte Elemente'),
  standard('Archive', 'IPF.Note', 'Archive', 'Архив', 'Archiv'),
  standard('JunkEmail', 'IPF.Note', 'Junk Email', 'Нежелательная почта', 'Junk-E-Mail'),
  standard('Outbox', 'IPF.Note', 'Outbox', 'Исходящие', 'Postausgang'),
  standard('Calendar', 'IPF.Appointment', 'Calendar', 'Календарь', 'Kalender'),
  standard('Contacts', 'IPF.Contact', 'Contacts', 'Контакты', 'Kontakte'),
  standard('Tasks', 'IPF.Task', 'Tasks', 'Задачи', 'Aufgaben'),
  standard('Notes', 'IPF.StickyNote', 'Notes', 'Заметки', 'Notizen'),
  standard('Journal', 'IPF.Journal', 'Journal', 'Журнал', 'Journal'),
];
/** The language in which a folder of this type is called so; null: none that is known here. */
export function languageOfFolder(type: string, name: string): string | null {
  const names = standards.find(({ key }) => key === type)?.names ?? {};
  return Object.entries(names).find(([, one]) => one === name)?.[0] ?? null;
}

/** They keep their English names in every language. */
const recoverable: readonly (readonly [key: string, name: string])[] = [
  ['RecoverableItemsRoot', 'Recoverable Items'],
  ['RecoverableItemsDeletions', 'Deletions'],
  ['RecoverableItemsVersions', 'Versions'],
  ['RecoverableItemsPurges', 'Purges'],
  ['RecoverableItemsDiscoveryHolds', 'DiscoveryHolds'],
];

export function foldersOf({ Guid }: Pick<Recipient, 'Guid'>, details: RecipientDetails): readonly MailboxFolder[] {
  const language = (details.language ?? 'en').slice(0, 2).toLowerCase();
  const id = (key: string): string => Buffer.from(`LgAAAA${seededGuid(0, `${Guid}/${key}`)}`).toString('base64');
  const made: MailboxFolder[] = standards.map((one) => {
    const name = one.names[language] ?? (one.names['en'] as string);
    return {
      key: one.key,
      type: one.key,
      class: one.class,
      name,
      path: one.key === 'Root' ? '' : name,
      id: id(one.key),
    };
  });
  for (const { key, under, name } of details.folders ?? []) {
    const above = made.find((one) => one.key === under);
    if (above === undefined) continue;
    const path = above.path === '' ? name : `${above.path}/${name}`;
    made.push({ key, type: 'User Created', class: above.class, name, path, id: id(key) });
  }
  return [
    ...made,
    ...recoverable.map(([key, name]) => ({ key, type: key, class: 'IPF.Note', name, path: name, id: id(key) })),
  ];
}

export const isRecoverable = ({ key }: MailboxFolder): boolean => key.startsWith('RecoverableItems');

/** The mailbox and the folder that `Identity` means: `MailboxID:\Parent\Sub`, `MailboxID:FolderId`, or the mailbox alone for its top. */
export function findFolder(
  call: CmdletCall,
  kinds: Parameters<typeof findRecipientAmong>[1],
): { readonly mailbox: Recipient; readonly details: RecipientDetails; readonly folder: MailboxFolder } {
  const identity = call.parameters['Identity'];
  if (typeof identity !== 'string' || identity === '') throw badArgument('Identity', 'A value is required.');
  const whole = identity.replace(/^smtp:/i, '');
  const colon = whole.includes(':\\') ? whole.indexOf(':\\') : whole.lastIndexOf(':');
  const owner = colon < 0 ? whole : whole.slice(0, colon);
  const named = colon < 0 ? '' : whole.slice(colon + 1);
  const mailbox = findRecipientAmong({ ...call, parameters: { Identity: owner } }, kinds, ['live']);
  const details = detailsOf(call.world, call.side, mailbox);
  const path = named.replace(/^\\/, '').replaceAll('\\', '/').toLowerCase();
  const folder = foldersOf(mailbox, details).find((one) =>
    named === '' || named.startsWith('\\') ? one.path.toLowerCase() === path : one.id === named,
  );
  if (folder === undefined) throw notFound(identity);
  return { mailbox, details, folder };
}
