/** What has to be asked of each mailbox by itself: who has it, who has which of its folders, and which of its rules pass mail on. */
import type { Exchange } from '../../systems/exchange/exchange.js';
import type { FolderRight, InboxRule, MailboxFolder, MailboxRight } from '../../systems/exchange/mailbox-details.js';
import { itemsOf } from '../../systems/exchange/read-each.js';
import { isGiven, pathOf, sharedFolders } from './given-to-others.js';

export type SettingsItem = { readonly id: string; readonly name: string };

export type FolderRead = {
  /** As its owner sees it. */
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly rights: readonly { readonly user: string; readonly rights: string; readonly flags: string }[];
};

/** One mailbox as it was read. A `type`: it is kept as JSON. */
export type SettingsRead = {
  readonly id: string;
  readonly name: string;
  readonly rights: readonly { readonly user: string; readonly rights: string; readonly denied: boolean }[];
  readonly rules: readonly {
    readonly name: string;
    readonly enabled: boolean;
    readonly how: 'forward' | 'redirect' | 'attachment';
    readonly to: readonly string[];
  }[];
  readonly folders: readonly FolderRead[];
  /** Folders whose rights were not asked for. */
  readonly otherFolders: number;
  /** Why something of it could not be seen. */
  readonly lacks: readonly string[];
  readonly gone: boolean;
};

type Reader = Pick<Exchange, 'mailboxRights' | 'inboxRules' | 'mailboxFolders' | 'folderRights'>;

export async function readSettings(exchange: Reader, items: readonly SettingsItem[]): Promise<readonly SettingsRead[]> {
  const ids = items.map(({ id }) => id);
  const rights = await exchange.mailboxRights(ids);
  const rules = await exchange.inboxRules(ids);
  const folders = (await exchange.mailboxFolders(ids)).map(sharedFolders);
  const wanted = items.flatMap(({ id }, index) =>
    (folders[index]?.chosen ?? []).map((folder) => ({ mailboxId: id, path: pathOf(folder) })),
  );
  const ofFolders = await exchange.folderRights(wanted);
  let next = 0;
  return items.map((item, index): SettingsRead => {
    const { chosen, others, seen } = folders[index] ?? sharedFolders({ seen: true, items: [] });
    const own = chosen.map((folder) => ({ folder, seen: ofFolders[next++] }));
    const all = [rights[index], rules[index], seen, ...own.map((one) => one.seen)];
    const unseen = all.flatMap((one) => (one?.seen === false ? [one] : []));
    return {
      ...item,
      rights: itemsOf(rights[index]).filter(isGiven).map(rightRead),
      rules: itemsOf(rules[index]).flatMap(passingOn),
      folders: own.map((one) => folderRead(one.folder, itemsOf(one.seen))).filter((one) => one.rights.length > 0),
      otherFolders: others,
      lacks: [...new Set(unseen.map(({ text }) => text))],
      gone: rights[index]?.seen === false && rights[index].gone,
    };
  });
}

const rightRead = ({ user, rights, denied }: MailboxRight) => ({ user, rights: rights.join(', '), denied });

function passingOn({ name, enabled, forwardTo, redirectTo, forwardAsAttachmentTo }: InboxRule): SettingsRead['rules'] {
  const of = (how: SettingsRead['rules'][number]['how'], to: readonly string[]) =>
    to.length === 0 ? [] : [{ name, enabled, how, to }];
  return [...of('forward', forwardTo), ...of('redirect', redirectTo), ...of('attachment', forwardAsAttachmentTo)];
}

/** What everybody has of a folder when nobody has changed it. */
const usual = (type: string, user: string): string =>
  type === 'Calendar' && /^default$/i.test(user) ? 'AvailabilityOnly' : 'None';

function folderRead({ name, path, type }: MailboxFolder, rights: readonly FolderRight[]): FolderRead {
  const given = rights
    .map(({ user, rights: those, flags }) => ({ user, rights: those.join(', '), flags: flags.join(', ') }))
    .filter(({ user, rights: those }) => !/^(Default|Anonymous)$/i.test(user) || those !== usual(type, user));
  return { name, path, type, rights: given };
}
