/** Lists of the source with whoever is in them and answers for them, by object id: names differ from tenant to tenant. */
import { listPeopleProperties, type ListInDetail, type ListPeople } from '../../systems/exchange/new-groups.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { KnownPeople } from '../mailboxes/known-people.js';
import type { TenantClients } from '../systems.js';

export interface SourceList {
  readonly displayName: string;
  readonly legacyExchangeDN: string | null;
  readonly settings: ListInDetail['settings'];
  readonly people: Readonly<Record<ListPeople, readonly string[]>>;
  /** Null: a filter says who is in it. */
  readonly members: readonly string[] | null;
  readonly recipientFilter: string | null;
  readonly precanned: ListInDetail['precanned'];
}

export async function readLists(
  { graph, exchange }: TenantClients,
  everybody: { readonly users: readonly GraphUser[]; readonly mailboxes: readonly MailboxInDetail[] },
): Promise<ReadonlyMap<string, SourceList>> {
  const lists = await exchange.listsInDetail();
  const recipients = await exchange.namedRecipients();
  const known = new KnownPeople({ ...everybody, recipients, groups: await graph.groups() }, []);
  const idsOf = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      const meant = known.meant(name, 'name');
      return meant.found === 'one' ? [meant.who.id] : [];
    });
  const filled = lists.filter(isFilled).map(objectIdOf);
  const members = await graph.membersOfGroups(filled);
  return new Map(
    lists.map((list): [string, SourceList] => {
      const id = objectIdOf(list);
      const inIt = isFilled(list) ? (members[filled.indexOf(id)] ?? []) : null;
      return [
        id,
        {
          displayName: list.DisplayName ?? '',
          legacyExchangeDN: list.LegacyExchangeDN,
          settings: list.settings,
          people: Object.fromEntries(
            listPeopleProperties.map((name) => [name, idsOf(list.people[name])]),
          ) as unknown as SourceList['people'],
          members: inIt?.map((one) => one.id) ?? null,
          recipientFilter: list.recipientFilter,
          precanned: list.precanned,
        },
      ];
    }),
  );
}

const isFilled = ({ RecipientTypeDetails }: ListInDetail): boolean =>
  RecipientTypeDetails !== 'DynamicDistributionGroup';
