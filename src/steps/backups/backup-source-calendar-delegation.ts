/**
 * Guide 51, and what the guide's script forgets: who has which right over each mailbox and over the folders that are given to others, calendars
 * above all, by the names they have there. `Default` and `Anonymous` are kept as they are, too.
 */
import { defineLongCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import { csv } from '../../documents/csv.js';
import { itemsOf } from '../../systems/exchange/read-each.js';
import type { Exchange } from '../../systems/exchange/exchange.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mailboxRef } from '../addresses/mailbox-ref.js';
import { isGiven, pathOf, sharedFolders } from '../mailboxes/given-to-others.js';
import { KnownPeople } from '../mailboxes/known-people.js';
import { sendAsByName } from '../mailboxes/right-rows.js';
import type { Systems, TenantClients } from '../systems.js';
import { keepSnapshot, snapshotFileOf, type Kept } from './snapshot.js';

const step = 'backup-source-calendar-delegation';
const guideCsvName = 'Backup_Source_Calendar_Delegation.csv';

type Item = { readonly id: string; readonly name: string };
type Right = { readonly user: string; readonly rights: readonly string[]; readonly flags: readonly string[] };
type Folder = { readonly path: string; readonly type: string; readonly rights: readonly Right[] };
/** A `type`: it is kept as JSON. */
type Read = Item & {
  readonly at: string;
  readonly fullAccess: readonly {
    readonly user: string;
    readonly rights: readonly string[];
    readonly denied: boolean;
  }[];
  readonly folders: readonly Folder[];
  /** Why something of it could not be seen. */
  readonly lacks: readonly string[];
  readonly gone: boolean;
};

export const backupSourceCalendarDelegation = ({ source }: Systems) =>
  defineLongCheck<Item, Read>({
    name: step,
    calls: {
      source: [
        'graph.users',
        'graph.groups',
        'exchange.mailboxes',
        'exchange.mailboxesInDetail',
        'exchange.mailboxRights',
        'exchange.mailboxFolders',
        'exchange.folderRights',
        'exchange.namedRecipients',
        'exchange.sendAsRights',
      ],
    },
    reads: [snapshotFileOf(step)],
    size: 25,
    // Eight cmdlets or so, ten in a batch; the first part measures it.
    secondsEach: 2,

    items: async () =>
      (await source.exchange.mailboxes()).map(mailboxRef).map(({ id, label }) => ({ id, name: label })),

    read: async (ctx, items) => {
      const at = ctx.now().toISOString();
      return (await readRights(source.exchange, items)).map((one) => ({ ...one, at }));
    },

    async judge(ctx, parts) {
      const { known, atOnce } = await readAtOnce(source);
      const kept: Kept[] = [];
      const rows: string[][] = [];
      const unread: string[] = [];
      let calendars = 0;
      // Hours before the last of them was read.
      let begun = ctx.now();
      for await (const part of parts)
        for (const { id, name, fullAccess, folders, lacks, gone, at } of part) {
          if (new Date(at) < begun) begun = new Date(at);
          if (gone) continue;
          if (lacks.length > 0) unread.push(name);
          const value = {
            fullAccess: sorted(fullAccess.map((one) => ({ ...one, holder: holderIn(known, one.user) }))),
            ...(atOnce.get(id)?.rights ?? { sendAs: [], onBehalf: [] }),
            folders: folders.map(({ rights, ...folder }) => ({
              ...folder,
              rights: sorted(rights.map((one) => ({ ...one, holder: holderIn(known, one.user) }))),
            })),
          };
          const holder = atOnce.get(id)?.holder;
          kept.push({ id, label: name, value, ...(holder === undefined ? {} : { holder }) });
          for (const { path, type, rights } of folders.filter(isCalendar)) {
            const given = rights.filter(({ user }) => !/^(Default|Anonymous)$/i.test(user));
            calendars += type === 'Calendar' && given.length > 0 ? 1 : 0;
            rows.push(...given.map(({ user, rights: those }) => [`${name}:${path}`, user, those.join(',')]));
          }
        }
      const snapshot = await keepSnapshot({ step, kind: 'rights', tenantId: source.graph.tenantId, ctx, kept, begun });
      const columns = ['Identity', 'User', 'AccessRights'].map((heading) => ({ heading }));
      return {
        findings: [...snapshot.findings, seenWhole(kept.length, calendars, unread)],
        evidence: [
          ...snapshot.evidence,
          { name: guideCsvName, contentType: 'text/csv; charset=utf-8', content: csv({ columns, rows }) },
        ],
      };
    },
  });

async function readRights(exchange: Exchange, items: readonly Item[]): Promise<readonly Omit<Read, 'at'>[]> {
  const ids = items.map(({ id }) => id);
  const rights = await exchange.mailboxRights(ids);
  const folders = (await exchange.mailboxFolders(ids)).map(sharedFolders);
  const wanted = items.flatMap(({ id }, at) =>
    (folders[at]?.chosen ?? []).map((folder) => ({ mailboxId: id, path: pathOf(folder), type: folder.type })),
  );
  const ofFolders = await exchange.folderRights(wanted);
  return items.map((item, at): Omit<Read, 'at'> => {
    const own = wanted.flatMap((folder, place) =>
      folder.mailboxId === item.id ? [{ folder, seen: ofFolders[place] }] : [],
    );
    const all = [rights[at], folders[at]?.seen, ...own.map(({ seen }) => seen)];
    return {
      ...item,
      fullAccess: itemsOf(rights[at])
        .filter(isGiven)
        .map(({ user, rights: those, denied }) => ({ user, rights: those, denied })),
      folders: own.map(({ folder: { path, type }, seen }) => ({
        path,
        type,
        rights: itemsOf(seen).map(({ user, rights: those, flags }) => ({ user, rights: those, flags })),
      })),
      lacks: [...new Set(all.flatMap((one) => (one?.seen === false ? [one.text] : [])))],
      gone: rights[at]?.seen === false && rights[at].gone,
    };
  });
}

/** What Exchange tells of everybody at once, and whom its names mean. */
async function readAtOnce({ graph, exchange }: TenantClients) {
  const [users, groups] = await Promise.all([graph.users(), graph.groups()]);
  const mailboxes = await exchange.mailboxesInDetail();
  const recipients = await exchange.namedRecipients();
  const sendAs = sendAsByName(await exchange.sendAsRights());
  const known = new KnownPeople({ users, groups, mailboxes, recipients }, []);
  const named = (user: string) => ({ user, holder: holderIn(known, user) });
  return {
    known,
    atOnce: new Map(
      mailboxes.map((mailbox) => [
        objectIdOf(mailbox),
        {
          holder: mailbox as unknown as Kept['value'],
          rights: {
            sendAs: sorted(
              (sendAs.get((mailbox.Name ?? '').toLowerCase()) ?? []).map(({ Trustee, AccessControlType }) => ({
                ...named(Trustee),
                denied: /^deny$/i.test(AccessControlType ?? ''),
              })),
            ),
            onBehalf: sorted(mailbox.GrantSendOnBehalfTo.map(named)),
          },
        },
      ]),
    ),
  };
}

/** The id of whoever is meant: two may have the same display name, and then nobody knows. */
function holderIn(known: KnownPeople, user: string): string | null {
  const meant = known.meant(user);
  return meant.found === 'one' ? meant.who.id : null;
}

/** In whatever order Exchange tells them. */
const sorted = <T extends { readonly user: string }>(rights: readonly T[]): Json =>
  [...rights].sort((one, other) => (one.user < other.user ? -1 : 1)) as unknown as Json;

const isCalendar = ({ type }: Folder): boolean => type === 'Calendar' || type === 'User Created';

function seenWhole(mailboxes: number, calendars: number, unread: readonly string[]): Finding {
  if (unread.length === 0)
    return { status: 'passed', code: 'snapshot-calendars-kept', facts: { mailboxes, calendars } };
  const facts = { count: unread.length, names: unread.slice(0, 5).join(', ') };
  return { status: 'unknown', code: 'snapshot-rights-unread', facts };
}
