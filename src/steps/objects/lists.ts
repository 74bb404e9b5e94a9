/** Lists of every kind that Exchange makes: made, filled, then given what they had at the source. */
import { afterAWrite, type Applied, type Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { fulfils } from '../../contract/json.js';
import type { ListInDetail, ListKey, ListKind } from '../../systems/exchange/new-groups.js';
import type { Seen } from '../../systems/exchange/read-each.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { hasX500 } from './mailboxes.js';
import { lookEvery, mayStillCome, notYetSeen, soon } from './not-yet-seen.js';
import { awaitingSomebody } from './still-to-come.js';
import { aliasAsWanted, aliasOf, ownName, type MadeValue, type ObjectChange } from './value.js';
import { writeTo } from './write-to.js';

type Exchange = Pick<TenantClients, 'exchange'>;

/** Forward by the address that is to be theirs, back by the id that they were given. */
const keyOf = ({ object, after, before }: ObjectChange, isBack: boolean): ListKey => ({
  kind: object.kind as ListKind,
  identity: isBack ? object.id : (after.primarySmtpAddress ?? before.primarySmtpAddress ?? ''),
});

export async function observeLists(
  { exchange }: Exchange,
  { direction, migration }: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const isBack = direction === 'undo';
  const lists = await exchange.listsByIdentity(changes.map((change) => keyOf(change, isBack)));
  const filled = lists.flatMap((list, index) =>
    list !== null && changes[index]?.object.kind === 'distribution-group' ? [objectIdOf(list)] : [],
  );
  const members = await exchange.listMembers(filled);
  return changes.map(({ object, before, after }, index): Observed => {
    const list = lists[index];
    if (list === null || list === undefined) return { seen: true, value: { state: 'absent' } };
    const inIt = members[filled.indexOf(objectIdOf(list))];
    if (inIt?.seen === false) return { seen: false, why: inIt.text };
    const value = listValue(list, inIt, isBack ? before : after);
    const untouched = movingAddresses(list.EmailAddresses, migration.movingDomains).length === 0;
    return {
      seen: true,
      value: isBack ? { ...value, untouched } : value,
      made: [{ kind: object.kind, id: objectIdOf(list) }],
    };
  });
}

function listValue(list: ListInDetail, members: Seen<ExchangeRecipient> | undefined, wanted: MadeValue): MadeValue {
  const address = wanted.primarySmtpAddress ?? '';
  const primary = list.PrimarySmtpAddress ?? '';
  return {
    state: 'there',
    displayName: list.DisplayName ?? '',
    primarySmtpAddress: sameAddress(primary, address) ? address : primary,
    recipientTypeDetails: list.RecipientTypeDetails,
    x500: wanted.x500 != null && hasX500(list, wanted.x500) ? wanted.x500 : null,
    settings: list.settings,
    ...aliasAsWanted(wanted),
    ...(wanted.firstManagers === undefined ? {} : { firstManagers: wanted.firstManagers }),
    ...(members?.seen === true ? { members: asWanted(members.items, wanted.members ?? []) } : {}),
    ...(wanted.people === undefined ? {} : { people: peopleSeen(list, wanted.people) }),
    // The service hangs a rest of its own onto every filter.
    ...(wanted.recipientFilter === undefined ? {} : { recipientFilter: wanted.recipientFilter }),
    ...(wanted.precanned === undefined ? {} : { precanned: wanted.precanned }),
  };
}

/** In the words of the plan: by address whoever was made, by id whoever was there. */
function asWanted(members: readonly ExchangeRecipient[], wanted: readonly string[]): readonly string[] {
  const known = new Map(wanted.map((one) => [one.toLowerCase(), one]));
  return members
    .map((one) => {
      const id = objectIdOf(one);
      return known.get(id.toLowerCase()) ?? known.get((one.PrimarySmtpAddress ?? '').toLowerCase()) ?? id;
    })
    .sort();
}

/** Exchange shows whom it knows by names of its own; as many as were given are taken for those. */
const peopleSeen = (list: ListInDetail, wanted: NonNullable<MadeValue['people']>): NonNullable<MadeValue['people']> =>
  Object.fromEntries(
    Object.entries(wanted).map(([name, people]) => {
      const seen = list.people[name as keyof ListInDetail['people']] ?? [];
      return [name, seen.length === people.length ? people : seen];
    }),
  );

export async function makeLists(
  tenant: TenantClients,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const waiting = mayStillCome(ctx) ? await awaitingSomebody(tenant, ctx, changes) : new Set<ObjectChange>();
  const now = changes.filter((change) => !waiting.has(change));
  const written = await makeNow(tenant, ctx, now);
  return changes.map((change): Applied => {
    if (waiting.has(change)) return { result: 'not-done', retryAfter: lookEvery };
    return written[now.indexOf(change)] ?? { result: 'in-doubt' };
  });
}

async function makeNow(
  { exchange }: Exchange,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const present = await exchange.listsByIdentity(changes.map((change) => keyOf(change, false)));
  const missing = changes.filter((_, index) => present[index] == null);
  const created = (await exchange.createLists(missing.map(newList))).map((one) => notYetSeen(one, ctx, soon));
  const begun = changes.map((change, index) => {
    const list = present[index];
    if (list != null) return { identity: objectIdOf(list), list, applied: done };
    const applied = created[missing.indexOf(change)] ?? { result: 'in-doubt' as const };
    return { identity: applied.result === 'done' ? (applied.made?.[0]?.id ?? null) : null, list: null, applied };
  });
  const is = await valuesOf({ exchange }, begun, changes);
  const rest = begun.flatMap(({ identity }, index) => {
    const change = changes[index];
    return identity === null || change === undefined
      ? []
      : [{ index, identity, kind: change.object.kind as ListKind, after: change.after, is: is.get(index) ?? null }];
  });
  const written = new Map(rest.map(({ index }): [number, Applied] => [index, done]));
  // Of one that is there, after an answer that got lost, what it has is not written again.
  const has = (is: MadeValue | null, wanted: Partial<MadeValue>): boolean => is !== null && fulfils(wanted, is);
  const filled = rest.filter(
    ({ after: { members = [] }, is }) => members.length > 0 && !has(is, { members: [...members] }),
  );
  await writeTo(
    ctx,
    written,
    filled,
    (some) => exchange.setListMembers(some.map(({ identity, after }) => ({ identity, members: after.members ?? [] }))),
    soon,
  );
  const toSet = rest.filter(
    ({ after: { settings, people, x500 }, is }) =>
      !has(is, {
        ...(settings === undefined ? {} : { settings }),
        ...(people === undefined ? {} : { people }),
        ...(x500 == null ? {} : { x500 }),
      }),
  );
  await writeTo(ctx, written, toSet, (some) =>
    exchange.setLists(
      some.map(({ identity, kind, after }) => ({ identity, kind, parameters: settingsToWrite(after, kind) })),
    ),
  );
  return begun.map(({ applied }, index): Applied => {
    const answer = written.get(index);
    if (answer === undefined || applied.result !== 'done') return applied;
    return afterAWrite(answer, applied.made ?? []);
  });
}

const done: Applied = { result: 'done' };

/** By index, what is there of those that were there before. */
async function valuesOf(
  { exchange }: Exchange,
  begun: readonly { readonly list: ListInDetail | null }[],
  changes: readonly ObjectChange[],
): Promise<ReadonlyMap<number, MadeValue>> {
  const there = begun.flatMap(({ list }, index) => (list === null ? [] : [{ index, list }]));
  const filled = there.filter(({ index }) => changes[index]?.after.members !== undefined);
  const members = await exchange.listMembers(filled.map(({ list }) => objectIdOf(list)));
  return new Map(
    there.map((one) => {
      const seen = members[filled.indexOf(one)];
      return [one.index, listValue(one.list, seen, changes[one.index]?.after ?? { state: 'there' })] as const;
    }),
  );
}

function newList({ object, after }: ObjectChange) {
  const { primarySmtpAddress = '', displayName, recipientTypeDetails, people = {} } = after;
  const kind = object.kind as ListKind;
  const named = after.firstManagers ?? people['ManagedBy'] ?? [];
  const managers = named.length === 0 ? {} : { ManagedBy: named };
  return {
    kind,
    name: ownName(primarySmtpAddress, object.id),
    displayName: displayName || primarySmtpAddress,
    alias: after.alias ?? aliasOf(primarySmtpAddress),
    primarySmtpAddress,
    parameters:
      kind === 'dynamic-distribution-group'
        ? // Its owner is told afterwards: https://learn.microsoft.com/powershell/module/exchangepowershell/new-dynamicdistributiongroup
          (after.precanned ?? { RecipientFilter: after.recipientFilter ?? '' })
        : {
            ...(recipientTypeDetails === 'RoomList' ? { RoomList: true } : {}),
            ...(recipientTypeDetails === 'MailUniversalSecurityGroup' ? { Type: 'Security' } : {}),
            // The name was decided with the mapping.
            IgnoreNamingPolicy: true,
            ...managers,
          },
  };
}

type Parameters = Readonly<Record<string, unknown>>;

function settingsToWrite(after: MadeValue, kind: ListKind): Parameters {
  const { settings = {}, people = {}, x500, firstManagers } = after;
  const { ManagedBy: managers = [], ...others } = people;
  const [owner] = managers;
  return {
    ...settings,
    ...others,
    ...(kind === 'dynamic-distribution-group' && owner !== undefined ? { ManagedBy: owner } : {}),
    ...(kind === 'distribution-group' && firstManagers !== undefined ? { ManagedBy: managers } : {}),
    ...(x500 == null ? {} : { EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', add: [`X500:${x500}`] } }),
  };
}

export const removeLists = ({ exchange }: Exchange, changes: readonly ObjectChange[]): Promise<readonly Applied[]> =>
  exchange.removeLists(changes.map((change) => keyOf(change, true)));
