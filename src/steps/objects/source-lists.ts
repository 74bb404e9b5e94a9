/** Lists of the source with whoever is in them and answers for them, by object id: names differ from tenant to tenant. */
import { listPeopleProperties, type ListInDetail, type ListPeople } from '../../systems/exchange/new-groups.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { everybodyIn, isDynamicList, membersOfExchange } from '../groups/members-of-exchange.js';
import { KnownPeople } from '../mailboxes/known-people.js';
import type { TenantClients } from '../systems.js';

export interface SourceList {
  readonly displayName: string;
  readonly legacyExchangeDN: string | null;
  readonly settings: ListInDetail['settings'];
  /** Of whom nobody is found, the name that stands there: nobody drops out without a word. */
  readonly people: Readonly<Record<ListPeople, readonly string[]>>;
  /** Null: a filter says who is in it. */
  readonly members: readonly string[] | null;
  readonly recipientFilter: string | null;
  readonly precanned: ListInDetail['precanned'];
}

export interface SourceLists {
  readonly lists: ReadonlyMap<string, SourceList>;
  /** What everybody is called who may be in one, by object id. */
  readonly names: ReadonlyMap<string, string>;
}

/** The role group that a list belongs to where nobody owns it. */
const nobodysOwner = 'Organization Management';

export async function readLists(
  { graph, exchange }: TenantClients,
  everybody: { readonly users: readonly GraphUser[]; readonly mailboxes: readonly MailboxInDetail[] },
): Promise<SourceLists> {
  const lists = await exchange.listsInDetail();
  const recipients = await exchange.namedRecipients();
  const groups = await graph.groups();
  const known = new KnownPeople({ ...everybody, recipients, groups }, []);
  const idsOf = (names: readonly string[]): readonly string[] =>
    names
      .filter((name) => name !== nobodysOwner)
      .map((name) => {
        const meant = known.meant(name, 'name');
        return meant.found === 'one' ? meant.who.id : name;
      });
  const filled = lists.filter((list) => !isDynamicList(list)).map(objectIdOf);
  const inDirectory = await graph.membersOfGroups(filled);
  const inExchange = await membersOfExchange(exchange, lists);
  const members = new Map(filled.map((id, at) => [id, everybodyIn(inDirectory[at] ?? [], inExchange.get(id))]));
  return {
    names: new Map([
      ...groups.map(({ id, displayName }) => [id, displayName ?? id] as const),
      ...everybody.users.map(({ id, userPrincipalName }) => [id, userPrincipalName] as const),
      ...recipients.map((one) => [objectIdOf(one), one.PrimarySmtpAddress || one.DisplayName || one.Guid] as const),
    ]),
    lists: new Map(
      lists.map((list): [string, SourceList] => {
        const id = objectIdOf(list);
        const inIt = members.get(id);
        if (inIt === null) throw new Error(`who is in ${list.DisplayName ?? id} could not be read`);
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
    ),
  };
}
