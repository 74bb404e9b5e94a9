/**
 * Microsoft 365 groups: the directory makes them and knows who is in them, Exchange hears of them minutes later and knows their addresses. The
 * way back puts them into the bin and leaves them there: what is in their site nobody here can see, and thirty days it can be had back.
 */
import { afterAWrite, type Applied, type Observed } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { fulfils } from '../../contract/json.js';
import type { UnifiedGroup } from '../../systems/exchange/unified-groups.js';
import type { GroupPerson, M365Group } from '../../systems/graph/m365-groups.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddresses, primaryAddress } from '../addresses/moving-addresses.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { hasX500 } from './mailboxes.js';
import { lookEvery, mayStillCome } from './not-yet-seen.js';
import { perhapsOurs } from './perhaps-ours.js';
import type { MadeValue, ObjectChange } from './value.js';

interface Seen {
  readonly group: M365Group;
  /** Null: Exchange has not heard of it. */
  readonly inExchange: UnifiedGroup | null;
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

async function seenOf(tenant: TenantClients, groups: readonly (M365Group | null)[]): Promise<readonly (Seen | null)[]> {
  const { graph, exchange } = tenant;
  const ids = groups.flatMap((group) => (group === null ? [] : [group.id]));
  const inExchange = await exchange.unifiedGroupsById(ids);
  const [members, owners] = [await graph.membersOfGroups(ids), await graph.ownersOfGroups(ids)];
  return groups.map((group) => {
    const at = group === null ? -1 : ids.indexOf(group.id);
    const [inIt, over] = [members[at] ?? null, owners[at] ?? null];
    if (group === null || inIt === null || over === null) return null;
    return {
      group,
      inExchange: inExchange[at] ?? null,
      members: inIt.map(({ id }) => id),
      owners: over.map(({ id }) => id),
    };
  });
}

export async function observeM365Groups(
  tenant: TenantClients,
  { direction, migration }: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const isBack = direction === 'undo';
  const groups = isBack
    ? await tenant.graph.m365GroupsById(changes.map(({ object }) => object.id))
    : await tenant.graph.m365GroupsByNickname(changes.map(({ after }) => after.mailNickname ?? ''));
  const seen = await seenOf(tenant, groups);
  const idOf = await idsOfNamed(tenant, changes);
  return changes.map(({ before, after }, index): Observed => {
    const one = seen[index];
    // Emptied out of the bin by somebody else it is gone as well.
    if (one === null || one === undefined) return { seen: true, value: { state: isBack ? 'removed' : 'absent' } };
    const value = groupValue(one, isBack ? before : after, idOf);
    const addresses = [...one.group.proxyAddresses, ...(one.inExchange?.EmailAddresses ?? [])];
    const untouched = movingAddresses(addresses, migration.movingDomains).length === 0;
    return {
      seen: true,
      value: isBack ? { ...value, untouched } : value,
      made: [{ kind: 'm365-group', id: one.group.id }],
    };
  });
}

function groupValue({ group, inExchange, members, owners }: Seen, wanted: MadeValue, idOf: IdOf): MadeValue {
  const [address = ''] = wanted.emailAddresses ?? [];
  const primary = primaryAddress(inExchange?.EmailAddresses ?? []) ?? '';
  return {
    state: 'there',
    displayName: group.displayName ?? '',
    mailNickname: group.mailNickname ?? '',
    description: group.description || null,
    visibility: group.visibility ?? '',
    emailAddresses: [sameAddress(primary, address) ? address : primary],
    x500: inExchange !== null && wanted.x500 != null && hasX500(inExchange, wanted.x500) ? wanted.x500 : null,
    settings:
      inExchange === null
        ? {}
        : {
            HiddenFromAddressListsEnabled: inExchange.HiddenFromAddressListsEnabled,
            RequireSenderAuthenticationEnabled: inExchange.RequireSenderAuthenticationEnabled,
          },
    members: asNamed(members, wanted.members ?? [], idOf),
    people: { owners: asNamed(owners, wanted.people?.['owners'] ?? [], idOf) },
  };
}

/** The directory's id of whom a plan names by it, or by an address; undefined: not there yet. */
type IdOf = (named: string) => string | undefined;

async function idsOfNamed({ graph, exchange }: TenantClients, changes: readonly ObjectChange[]): Promise<IdOf> {
  const named = new Set(
    changes.flatMap(({ before, after }) =>
      [after, before].flatMap(({ members = [], people = {} }) => [...members, ...Object.values(people).flat()]),
    ),
  );
  const addresses = [...named].filter((one) => one.includes('@'));
  const users = await graph.usersByPrincipalName(addresses);
  const ids = new Map(addresses.flatMap((one, index) => (users[index] ? [[one, users[index].id] as const] : [])));
  // A mailbox that nobody signs in to has a sign-in name that nobody chose.
  const others = addresses.filter((one) => !ids.has(one));
  for (const [index, mailbox] of (await exchange.mailboxesByAddress(others)).entries())
    if (mailbox !== null) ids.set(others[index] ?? '', objectIdOf(mailbox));
  return (one) => (one.includes('@') ? ids.get(one) : one);
}

/** In the words of the plan where that named them, by their id otherwise. */
function asNamed(ids: readonly string[], wanted: readonly string[], idOf: IdOf): readonly string[] {
  const names = new Map(wanted.map((one) => [idOf(one), one]));
  return ids.map((id) => names.get(id) ?? id).sort();
}

export async function makeM365Groups(
  tenant: TenantClients,
  ctx: StepContext,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> {
  const { graph } = tenant;
  const present = await graph.m365GroupsByNickname(changes.map(({ after }) => after.mailNickname ?? ''));
  const missing = changes.filter((_, index) => present[index] == null);
  const created = await graph.createM365Groups(missing.map(newGroup));
  const begun = changes.map((change, index): Begun => {
    const group = present[index];
    if (group != null) return { change, id: group.id, applied: { result: 'done' } };
    const applied = perhapsOurs(created[missing.indexOf(change)] ?? { result: 'in-doubt' }, ctx);
    return { change, id: applied.result === 'done' ? (applied.made?.[0]?.id ?? null) : null, applied };
  });
  const open = begun.flatMap(({ change, id }, index) => (id === null ? [] : [{ index, id, after: change.after }]));
  const peopled = await putPeople(tenant, ctx, changes, open);
  const settled = await putSettings(
    tenant,
    ctx,
    open.filter((_, at) => peopled[at]?.result === 'done'),
  );
  return begun.map(({ applied }, index): Applied => {
    const answer = settled.get(index) ?? peopled[open.findIndex((one) => one.index === index)];
    return answer === undefined ? applied : afterAWrite(answer, applied.result === 'done' ? applied.made : []);
  });
}

interface Begun {
  readonly change: ObjectChange;
  readonly id: string | null;
  readonly applied: Applied;
}

interface Open {
  readonly index: number;
  readonly id: string;
  readonly after: MadeValue;
}

/** Whoever is not in it yet; somebody who has no account yet is waited for. Of a group the first answer that is not good stands for all. */
async function putPeople(
  tenant: TenantClients,
  ctx: StepContext,
  changes: readonly ObjectChange[],
  open: readonly Open[],
): Promise<readonly Applied[]> {
  const { graph } = tenant;
  const idOf = await idsOfNamed(tenant, changes);
  const ids = open.map(({ id }) => id);
  const answers = open.map((): Applied => ({ result: 'done' }));
  const add = async (
    there: readonly ({ readonly id: string }[] | null | readonly { readonly id: string }[])[],
    wanted: (after: MadeValue) => readonly string[],
    write: (people: readonly GroupPerson[]) => Promise<readonly Applied[]>,
  ): Promise<void> => {
    const lacking = open.flatMap(({ id, after }, at) => {
      const inIt = new Set((there[at] ?? []).map((one) => one.id));
      const people = wanted(after).map(idOf);
      if (people.includes(undefined) && mayStillCome(ctx)) answers[at] = { result: 'not-done', retryAfter: lookEvery };
      return people.flatMap((userId) =>
        userId === undefined || inIt.has(userId) ? [] : [{ at, groupId: id, userId }],
      );
    });
    const written = await write(lacking.map(({ groupId, userId }) => ({ groupId, userId })));
    for (const [n, { at }] of lacking.entries()) {
      const answer = isInIt(written[n]) ? { result: 'done' as const } : (written[n] ?? { result: 'in-doubt' as const });
      if (answers[at]?.result === 'done' && answer.result !== 'done') answers[at] = answer;
    }
  };
  await add(await graph.ownersOfGroups(ids), ({ people }) => people?.['owners'] ?? [], graph.addGroupOwners);
  await add(await graph.membersOfGroups(ids), ({ members }) => members ?? [], graph.addGroupMembers);
  return answers;
}

/** An earlier request was taken after all. https://learn.microsoft.com/graph/api/group-post-members */
const isInIt = (answer: Applied | undefined): boolean =>
  answer?.result === 'refused' && /references already exist/i.test(String(answer.remark.facts['text']));

/** By the index of the change. */
async function putSettings(
  { exchange }: TenantClients,
  ctx: StepContext,
  open: readonly Open[],
): Promise<ReadonlyMap<number, Applied>> {
  const groups = await exchange.unifiedGroupsById(open.map(({ id }) => id));
  const answers = new Map<number, Applied>();
  const known = open.flatMap((one, at) => {
    const group = groups[at];
    if (group != null) return [{ ...one, group }];
    answers.set(one.index, mayStillCome(ctx) ? { result: 'not-done', retryAfter: lookEvery } : { result: 'done' });
    return [];
  });
  const set = async (parametersOf: (one: Open & { readonly group: UnifiedGroup }) => Parameters | null) => {
    const now = known.flatMap((one) => {
      const parameters = (answers.get(one.index)?.result ?? 'done') === 'done' ? parametersOf(one) : null;
      return parameters === null ? [] : [{ index: one.index, groupId: one.id, parameters }];
    });
    const written = await exchange.setUnifiedGroups(now.map(({ groupId, parameters }) => ({ groupId, parameters })));
    for (const [n, { index }] of now.entries()) answers.set(index, written[n] ?? { result: 'in-doubt' });
  };
  // By itself: Exchange takes no other address along with it.
  await set(({ after, group }) => {
    const [address] = after.emailAddresses ?? [];
    const has = address === undefined || sameAddress(primaryAddress(group.EmailAddresses) ?? '', address);
    return has ? null : { PrimarySmtpAddress: address };
  });
  await set(({ after, group }) => {
    const { x500 = null, settings = {} } = after;
    const lacks = Object.entries(settings).filter(([name, value]) => !fulfils(value, seenSetting(group, name)));
    const isLost = x500 !== null && !hasX500(group, x500);
    if (lacks.length === 0 && !isLost) return null;
    return {
      ...Object.fromEntries(lacks),
      ...(isLost ? { EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', add: [`X500:${x500}`] } } : {}),
    };
  });
  return answers;
}

type Parameters = Readonly<Record<string, unknown>>;

const seenSetting = (group: UnifiedGroup, name: string): boolean | null =>
  name === 'HiddenFromAddressListsEnabled' || name === 'RequireSenderAuthenticationEnabled' ? group[name] : null;

const newGroup = ({ object, after }: ObjectChange) => ({
  displayName: after.displayName || object.label,
  description: after.description ?? null,
  mailNickname: after.mailNickname ?? '',
  visibility: after.visibility || 'Private',
});

export const removeM365Groups = (
  { graph }: Pick<TenantClients, 'graph'>,
  changes: readonly ObjectChange[],
): Promise<readonly Applied[]> => graph.deleteGroups(changes.map(({ object }) => object.id));
