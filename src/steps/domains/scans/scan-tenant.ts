/**
 * Why will the domain not let go? Ten lists of one tenant, each of which sees what the others do not, and who clears what was found: a later
 * step of the runbook by itself, or people. Pure: from lists that were read whole, or that say what they lack.
 */
import type { ExchangeRecipient } from '../../../systems/exchange/types.js';
import { nameBeforeDeletion, objectIdOf } from '../../addresses/address-holders.js';
import { closest, domainOfUri } from './names-on-domain.js';
import type { BlockerKind, Hit, ScanQuestion, Reading, ScanName, ScanResult, TenantLists } from './scan.js';
import { whoClears, type Held } from './who-clears.js';

interface Holder {
  readonly kind: BlockerKind;
  readonly id: string;
  readonly label: string;
}

export function scanTenant(lists: TenantLists, question: ScanQuestion): readonly ScanResult[] {
  const { movingDomains } = question.ctx.migration;
  const { people, kindOfRecipient, kindOfUser, heldByRecipient, heldByUser, heldByGroup } = whoClears(lists, question);
  const known = [
    ...movingDomains,
    ...lists.domains.items.map(({ id }) => id.toLowerCase()).filter((id) => closest(id, movingDomains) !== null),
  ];
  const first: readonly ScanResult[] = [
    scan('recipients', [lists.recipients, lists.publicFolders], () => {
      const all = [
        ...lists.recipients.items,
        ...lists.publicFolders.items.map((one) => ({ ...one, IsDirSynced: null })),
      ];
      return once(all, objectIdOf).flatMap((recipient) => {
        const holder = { kind: kindOfRecipient(recipient), id: objectIdOf(recipient), label: nameOf(recipient) };
        return hits('recipients', holder, heldByRecipient(recipient));
      });
    }),
    scan('deleted-mailboxes', [lists.deletedMailboxes], () =>
      lists.deletedMailboxes.items.flatMap((mailbox) =>
        // By the mailbox's own id: its deleted user is another object, and deleting that one does not take the mailbox along.
        hits(
          'deleted-mailboxes',
          { kind: 'deleted-mailbox', id: mailbox.Guid, label: nameOf(mailbox) },
          people(mailbox.EmailAddresses),
        ),
      ),
    ),
    scan('users', [lists.users], () =>
      lists.users.items.flatMap((user) => hits('users', { ...named(user), kind: kindOfUser(user) }, heldByUser(user))),
    ),
    scan('deleted-users', [lists.deletedUsers], () =>
      lists.deletedUsers.items.flatMap((user) => {
        const names = [nameBeforeDeletion(user), ...user.proxyAddresses];
        return hits('deleted-users', { ...named(user), kind: 'deleted-user' }, people(names));
      }),
    ),
    scan('groups', [lists.groups], () =>
      lists.groups.items.flatMap((group) => hits('groups', { ...named(group), kind: 'group' }, heldByGroup(group))),
    ),
    scan('deleted-groups', [lists.deletedGroups], () =>
      lists.deletedGroups.items.flatMap((group) => {
        const addresses = [...group.proxyAddresses, ...(group.mail === null ? [] : [group.mail])];
        return hits('deleted-groups', { ...named(group), kind: 'deleted-group' }, people(addresses));
      }),
    ),
    scan('contacts', [lists.contacts], () =>
      lists.contacts.items.flatMap((contact) =>
        hits('contacts', { ...named(contact), kind: 'contact' }, people(contact.proxyAddresses)),
      ),
    ),
    scan('applications', [lists.applications], () =>
      lists.applications.items.flatMap((application) => {
        const uris = application.identifierUris.flatMap((through): readonly Held[] => {
          const domain = domainOfUri(through, known);
          return domain === null ? [] : [{ domain, through, clearedBy: null }];
        });
        return hits('applications', { ...named(application), kind: 'application' }, uris);
      }),
    ),
    scan('subdomains', [lists.domains], () =>
      lists.domains.items.flatMap(({ id }) => {
        // One that moves itself is removed before its root, by the same step.
        const domain = movingDomains.includes(id.toLowerCase()) ? null : closest(id.toLowerCase(), movingDomains);
        const holder = { kind: 'subdomain', id, label: id } as const;
        return domain === null ? [] : hits('subdomains', holder, [{ domain, through: id, clearedBy: null }]);
      }),
    ),
  ];
  return [
    ...first,
    referencesAmong(
      lists,
      first.flatMap((result) => result.hits),
    ),
  ];
}

/** Which list knows the objects of a type. */
const listOf: Readonly<Record<string, 'users' | 'groups' | 'contacts' | 'applications'>> = {
  '#microsoft.graph.user': 'users',
  '#microsoft.graph.group': 'groups',
  '#microsoft.graph.orgContact': 'contacts',
  '#microsoft.graph.application': 'applications',
};

/** An object that another scan has found is that one; only a stranger is something new. */
function referencesAmong(lists: TenantLists, others: readonly Hit[]): ScanResult {
  const knownAs = new Map<string, readonly Hit[]>();
  for (const hit of others) knownAs.set(hit.id, [...(knownAs.get(hit.id) ?? []), hit]);
  let unread: string | null = null;
  const found = lists.references.items.flatMap(({ domain, object }): readonly Hit[] => {
    const known = knownAs.get(object.id) ?? [];
    const [one] = known;
    if (one !== undefined) {
      const waiting = known.find(({ clearedBy }) => clearedBy === null);
      const { kind, label, clearedBy } = waiting ?? one;
      const through = known.find((hit) => hit.domain === domain)?.through ?? one.through;
      return [{ scan: 'references', domain, kind, id: object.id, label, through, clearedBy }];
    }
    const list = listOf[object['@odata.type']];
    if (list !== undefined && lists[list].lacks !== null) {
      // Who it is could not be seen, so neither can who clears it.
      unread = lists[list].lacks;
      return [];
    }
    const label = object.displayName || object.userPrincipalName || object.id;
    const through = object.userPrincipalName || object.mail || object['@odata.type'].split('.').at(-1) || object.id;
    return [{ scan: 'references', domain, kind: 'reference', id: object.id, label, through, clearedBy: null }];
  });
  return { scan: 'references', hits: found, lacks: lists.references.lacks ?? unread };
}

const scan = (name: ScanName, readings: readonly Reading<unknown>[], judge: () => readonly Hit[]): ScanResult => ({
  scan: name,
  hits: judge(),
  lacks: readings.map(({ lacks }) => lacks).find((lacks) => lacks !== null) ?? null,
});

/** One hit for each domain and each way out. */
function hits(scanName: ScanName, holder: Holder, held: readonly Held[]): readonly Hit[] {
  const found = new Map<string, Hit>();
  for (const { domain, through, clearedBy } of held) {
    const key = `${domain} ${clearedBy}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, { scan: scanName, domain, ...holder, through, clearedBy });
    else if (!before.through.split(', ').includes(through)) {
      found.set(key, { ...before, through: `${before.through}, ${through}` });
    }
  }
  return [...found.values()];
}

const once = <T>(items: readonly T[], idOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [idOf(item), item])).values(),
];

const named = (object: {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName?: string;
}): Pick<Holder, 'id' | 'label'> => ({
  id: object.id,
  label: object.displayName || object.userPrincipalName || object.id,
});

const nameOf = (recipient: ExchangeRecipient): string =>
  recipient.DisplayName || recipient.PrimarySmtpAddress || recipient.Guid;
