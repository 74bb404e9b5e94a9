/** What is opened to the mover, seen and written one by one, whatever step it belongs to: a right over a mailbox, the switches of EWS. */
import type { Applied, Change, ChangeOf, Observed } from '../../contract/change.js';
import { compositeId, partsOf, type ObjectRef } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import type { AccountsRight } from '../../systems/exchange/full-access.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { mailboxName } from '../addresses/mailbox-ref.js';
import { objectIdOf } from '../addresses/address-holders.js';
import type { Systems, TenantClients } from '../systems.js';
import { sameApps } from './ews-door.js';

/** A right; the two of an organization; the switch of a mailbox. */
export type Access =
  | { readonly fullAccess: boolean }
  | { readonly ewsEnabled: boolean | null; readonly allowedAppIds: string | null }
  | { readonly ewsEnabled: boolean | null };

const kinds = { right: 'mailbox access', organization: 'organization', mailbox: 'client access' } as const;

export const rightRef = (mailbox: Mailbox, account: Pick<GraphUser, 'id' | 'userPrincipalName'>): ObjectRef => ({
  kind: kinds.right,
  id: compositeId(objectIdOf(mailbox), account.id),
  label: mailboxName(mailbox),
});
export const organizationRef = (tenantId: string, label: string): ObjectRef => ({
  kind: kinds.organization,
  id: tenantId,
  label,
});
export const clientAccessRef = (mailbox: Mailbox): ObjectRef => ({
  kind: kinds.mailbox,
  id: mailbox.Guid,
  label: mailboxName(mailbox),
});

export const isOfOrganization = ({ object }: Change): boolean => object.kind === kinds.organization;
export const isRight = ({ object }: Change): boolean => object.kind === kinds.right;

/** Closing it to the mover comes true by itself where it is no more; opening it does not. */
const whenGone = ({ after }: Change<Access>): Observed => {
  const opens = 'fullAccess' in after ? after.fullAccess : after.ewsEnabled === true;
  return { seen: true, value: opens ? { gone: true } : after };
};

/** By the kind of door. */
export const callsOf = {
  rights: ['graph.usersById', 'exchange.accessOf', 'exchange.giveFullAccess', 'exchange.takeFullAccess'],
  ews: [
    'exchange.ewsOfOrganization',
    'exchange.ewsOfMailboxesById',
    'exchange.setEwsOfOrganization',
    'exchange.setEwsOfMailboxes',
  ],
} as const;
/** Where they are only looked at. */
export const callsOfLook = [
  'graph.usersById',
  'exchange.accessOf',
  'exchange.ewsOfOrganization',
  'exchange.ewsOfMailboxesById',
] as const;

type Doors = Pick<ChangeOf<Access>, 'observe' | 'apply' | 'invert'>;

export function doorsOf(systems: Pick<Systems, Side>): Doors {
  return {
    observe: async (_ctx, changes) => inOrder(changes, (side, kind, some) => see(systems[side], kind, some)),
    apply: async (_ctx, changes) => inOrder(changes, (side, kind, some) => write(systems[side], kind, some)),
    invert: ({ side, object, after }, observedBefore) => ({ side, object, before: after, after: only(observedBefore) }),
  };
}

/** What was seen beside it is no part of what is put back. */
function only(observed: Access): Access {
  if ('fullAccess' in observed) return { fullAccess: observed.fullAccess };
  const { ewsEnabled } = observed;
  return 'allowedAppIds' in observed ? { ewsEnabled, allowedAppIds: observed.allowedAppIds } : { ewsEnabled };
}

type Changes = readonly Change<Access>[];

/** Those of one side and one kind together; answers in the order of all. */
async function inOrder<T>(
  changes: Changes,
  each: (side: Side, kind: string, some: Changes) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const answers = new Map<Change<Access>, T>();
  const keyOf = ({ side, object }: Change<Access>): string => `${side} ${object.kind}`;
  for (const key of new Set(changes.map(keyOf))) {
    const some = changes.filter((change) => keyOf(change) === key);
    const [first] = some;
    if (first === undefined) continue;
    const answered = await each(first.side, first.object.kind, some);
    for (const [index, change] of some.entries()) answers.set(change, answered[index] as T);
  }
  return changes.map((change) => answers.get(change) as T);
}

async function see({ graph, exchange }: TenantClients, kind: string, changes: Changes): Promise<readonly Observed[]> {
  if (kind === kinds.organization) {
    const now = await exchange.ewsOfOrganization();
    return changes.map(({ before, after }) => ({
      seen: true,
      value: { ewsEnabled: now.ewsEnabled, allowedAppIds: asWritten(now.allowedAppIds, [before, after]) },
    }));
  }
  if (kind === kinds.mailbox)
    return zip(changes, await exchange.ewsOfMailboxesById(changes.map(({ object }) => object.id))).map(
      ([change, one]): Observed =>
        one === null ? whenGone(change) : { seen: true, value: { ewsEnabled: one.ewsEnabled } },
    );
  const pairs = await pairsOf(graph, changes);
  const held = await exchange.accessOf(pairs.flatMap((pair) => pair ?? []));
  let next = 0;
  return zip(changes, pairs).map(([change, pair]): Observed => {
    const one = pair === null ? null : held[next++];
    if (one == null) return whenGone(change);
    if (!one.seen) return one.gone ? whenGone(change) : { seen: false, why: one.text };
    return { seen: true, value: { fullAccess: one.items.some(grantsAll) } };
  });
}

const zip = <A, B>(one: readonly A[], other: readonly B[]): readonly (readonly [A, B])[] =>
  one.map((item, at) => [item, other[at] as B]);

export const grantsAll = ({ rights, inherited, denied }: AccountsRight): boolean =>
  !inherited && !denied && rights.includes('FullAccess');

/** The text of the plan: the same applications in another order are the same list. */
const asWritten = (present: string | null, values: readonly Access[]): string | null => {
  const texts = values.flatMap((value) => ('allowedAppIds' in value ? [value.allowedAppIds] : []));
  return texts.find((text) => sameApps(text, present)) ?? (sameApps(present, null) ? null : present);
};

async function write({ graph, exchange }: TenantClients, kind: string, changes: Changes): Promise<readonly Applied[]> {
  if (kind === kinds.organization) {
    const applied: Applied[] = [];
    for (const { after } of changes)
      if ('allowedAppIds' in after) applied.push(await exchange.setEwsOfOrganization(after));
    return applied;
  }
  if (kind === kinds.mailbox)
    return exchange.setEwsOfMailboxes(
      changes.map(({ object, after }) => ({
        guid: object.id,
        ewsEnabled: 'ewsEnabled' in after ? after.ewsEnabled : null,
      })),
    );
  const pairs = await pairsOf(graph, changes);
  const giving = changes.map(({ after }) => 'fullAccess' in after && after.fullAccess);
  const chosen = (wanted: boolean) =>
    pairs.flatMap((pair, at) => (pair !== null && giving[at] === wanted ? [pair] : []));
  const [given, taken] = [
    [...(await exchange.giveFullAccess(chosen(true)))],
    [...(await exchange.takeFullAccess(chosen(false)))],
  ];
  return pairs.map((pair, at): Applied => {
    // Gone between the look and the write: the next look says what is there.
    if (pair === null) return { result: 'in-doubt' };
    return (giving[at] === true ? given : taken).shift() ?? { result: 'in-doubt' };
  });
}

/** By the name the account signs in with now: that a cmdlet takes the directory's id of a trustee no page says. Null: it is no more. */
async function pairsOf(graph: TenantClients['graph'], changes: Changes) {
  const parts = changes.map(({ object }) => partsOf(object.id));
  const ids = [...new Set(parts.map(([, account = '']) => account))];
  const users = await graph.usersById(ids);
  const names = new Map(ids.map((id, at) => [id, users[at]?.userPrincipalName ?? null]));
  return parts.map(([mailboxId = '', account = '']) => {
    const user = names.get(account) ?? null;
    return user === null ? null : { mailboxId, user };
  });
}
