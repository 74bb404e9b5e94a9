/** One right of one over the mailbox of another, seen and written by itself: what others may do there is nobody's business here. */
import type { Applied, Change, ChangeOf, Observed } from '../../contract/change.js';
import { compositeId, partsOf, type ObjectRef } from '../../contract/finding.js';
import { itemsOf } from '../../systems/exchange/read-each.js';
import { grantsAll } from '../access/doors.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { pathOf } from '../mailboxes/given-to-others.js';
import type { TenantClients } from '../systems.js';
import type { RightKind } from './source-right.js';
import { isGroup, type WantedRight } from './through-mapping.js';

/** Nothing: not given. A `type`: it is kept as JSON. */
export type DelegationValue = { readonly rights: readonly string[]; readonly flags: readonly string[] };
export type DelegationChange = Change<DelegationValue>;

export const notGiven: DelegationValue = { rights: [], flags: [] };

const kinds = { person: 'delegation', group: 'delegation to a group' } as const;

export const delegationRef = ({ mailbox, trustee, right, folderType }: WantedRight): ObjectRef => ({
  kind: isGroup(trustee) ? kinds.group : kinds.person,
  id: compositeId(objectIdOf(mailbox), objectIdOf(trustee), right, ...(folderType === null ? [] : [folderType])),
  label: `${mailbox.PrimarySmtpAddress ?? mailbox.DisplayName ?? ''} ← ${trustee.PrimarySmtpAddress ?? trustee.DisplayName ?? ''}`,
});

export const delegationCalls = [
  'graph.usersById',
  'exchange.groupsById',
  'exchange.accessOf',
  'exchange.giveFullAccess',
  'exchange.takeFullAccess',
  'exchange.sendAsOf',
  'exchange.giveSendAs',
  'exchange.takeSendAs',
  'exchange.onBehalfOf',
  'exchange.changeOnBehalf',
  'exchange.mailboxFolders',
  'exchange.folderRightsOf',
  'exchange.giveFolderRights',
  'exchange.takeFolderRights',
] as const;

type Parts = {
  readonly mailboxId: string;
  readonly trusteeId: string;
  readonly right: RightKind;
  readonly folderType: string;
};

const partsIn = ({ object }: DelegationChange): Parts => {
  const [mailboxId = '', trusteeId = '', right = '', folderType = ''] = partsOf(object.id);
  return { mailboxId, trusteeId, right: right as RightKind, folderType };
};

/** With the name by which a cmdlet takes the trustee today; null: there is nobody of that id any more. */
interface Meant {
  readonly change: DelegationChange;
  readonly parts: Parts;
  readonly user: string | null;
}

export function delegationsOf(tenant: TenantClients): Pick<ChangeOf<DelegationValue>, 'observe' | 'apply' | 'invert'> {
  return {
    observe: async (_ctx, changes) =>
      byRight(await meantBy(tenant, changes), (right, some) => see(tenant, right, some)),
    apply: async (_ctx, changes) =>
      byRight(await meantBy(tenant, changes), (right, some) => write(tenant, right, some)),
    invert: ({ side, object, after }, observedBefore) => ({
      side,
      object,
      before: after,
      after: { rights: observedBefore.rights, flags: observedBefore.flags },
    }),
  };
}

async function meantBy(
  { graph, exchange }: TenantClients,
  changes: readonly DelegationChange[],
): Promise<readonly Meant[]> {
  const parts = changes.map(partsIn);
  const idsOf = (kind: string): readonly string[] => [
    ...new Set(parts.flatMap(({ trusteeId }, at) => (changes[at]?.object.kind === kind ? [trusteeId] : []))),
  ];
  const [people, groups] = [idsOf(kinds.person), idsOf(kinds.group)];
  const users = await graph.usersById(people);
  const lists = await exchange.groupsById(groups.map((groupId) => ({ groupId, kind: 'distribution-group' })));
  const names = new Map<string, string | null>([
    ...people.map((id, at) => [id, users[at]?.userPrincipalName ?? null] as const),
    ...groups.map((id, at) => [id, lists[at]?.PrimarySmtpAddress ?? null] as const),
  ]);
  return changes.map((change, at) => {
    const own = parts[at] as Parts;
    return { change, parts: own, user: names.get(own.trusteeId) ?? null };
  });
}

/** Those of one right together; answers in the order of all. */
async function byRight<T>(
  all: readonly Meant[],
  each: (right: RightKind, some: readonly Meant[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const answers = new Map<Meant, T>();
  for (const right of new Set(all.map(({ parts }) => parts.right))) {
    const some = all.filter(({ parts }) => parts.right === right);
    for (const [at, answer] of (await each(right, some)).entries()) answers.set(some[at] as Meant, answer);
  }
  return all.map((one) => answers.get(one) as T);
}

/** That nobody has it any more comes true by itself where one of the two is gone; that somebody has it does not. */
const whenGone = ({ change: { after } }: Meant): Observed => ({
  seen: true,
  value: after.rights.length === 0 ? after : { gone: true },
});
const seenAs = (given: boolean, right: RightKind): Observed => ({
  seen: true,
  value: given ? { rights: [right], flags: [] } : notGiven,
});

async function see(tenant: TenantClients, right: RightKind, some: readonly Meant[]): Promise<readonly Observed[]> {
  const { exchange } = tenant;
  const there = some.filter((one): one is Named => one.user !== null);
  const answers = new Map<Meant, Observed>();
  if (right === 'folder') {
    const placed = await foldersOf(tenant, there);
    const found = placed.filter((one): one is Placed => one.path !== null);
    const seen = await exchange.folderRightsOf(found.map(folderRightAsked));
    for (const { one, path, why } of placed)
      if (path === null) answers.set(one, why === null ? whenGone(one) : { seen: false, why });
    for (const [at, { one }] of found.entries()) {
      const entry = seen[at];
      if (entry?.seen === false) answers.set(one, entry.gone ? whenGone(one) : { seen: false, why: entry.text });
      else {
        const [first] = itemsOf(entry);
        const value =
          first === undefined ? notGiven : { rights: [...first.rights].sort(), flags: [...first.flags].sort() };
        answers.set(one, { seen: true, value });
      }
    }
  } else if (right === 'onBehalf') {
    const mailboxes = await exchange.onBehalfOf(there.map(({ parts }) => parts.mailboxId));
    const trustees = await exchange.onBehalfOf(there.map(({ parts }) => parts.trusteeId));
    for (const [at, one] of there.entries()) {
      const [mailbox, trustee] = [mailboxes[at] ?? null, trustees[at] ?? null];
      answers.set(
        one,
        mailbox === null || trustee === null ? whenGone(one) : seenAs(isNamed(mailbox.granted, trustee.name), right),
      );
    }
  } else {
    const pairs = there.map(({ parts, user }) => ({ mailboxId: parts.mailboxId, user }));
    const seen =
      right === 'fullAccess'
        ? (await exchange.accessOf(pairs)).map((one) => (one.seen ? one.items.some(grantsAll) : one))
        : (await exchange.sendAsOf(pairs.map(({ mailboxId, user }) => ({ mailboxId, trustee: user })))).map((one) =>
            one.seen ? one.items.some(Boolean) : one,
          );
    for (const [at, one] of there.entries()) {
      const given = seen[at];
      if (typeof given === 'boolean') answers.set(one, seenAs(given, right));
      else answers.set(one, given?.gone === true ? whenGone(one) : { seen: false, why: given?.text ?? '' });
    }
  }
  return some.map((one) => answers.get(one) ?? whenGone(one));
}

type Named = Meant & { readonly user: string };

const isNamed = (granted: readonly string[], name: string): boolean =>
  granted.some((one) => one.toLowerCase() === name.toLowerCase());

interface Placed {
  readonly one: Named;
  readonly path: string;
  readonly why: null;
}

/** A folder of that type by the name it has in the mailbox's own language. `why` null: the mailbox is no more. */
async function foldersOf(
  { exchange }: TenantClients,
  some: readonly Named[],
): Promise<readonly (Placed | { readonly one: Named; readonly path: null; readonly why: string | null })[]> {
  const ids = [...new Set(some.map(({ parts }) => parts.mailboxId))];
  const folders = new Map((await exchange.mailboxFolders(ids)).map((seen, at) => [ids[at], seen]));
  return some.map((one) => {
    const seen = folders.get(one.parts.mailboxId);
    if (seen?.seen !== true) return { one, path: null, why: seen?.gone === true ? null : (seen?.text ?? '') };
    const folder = seen.items.find(({ type }) => type === one.parts.folderType);
    return folder === undefined
      ? { one, path: null, why: `no folder of the type ${one.parts.folderType}` }
      : { one, path: pathOf(folder), why: null };
  });
}

const folderRightAsked = ({ one, path }: Placed) => ({ mailboxId: one.parts.mailboxId, path, user: one.user });

const isGiving = ({ change }: Meant): boolean => change.after.rights.length > 0;

/** Gone between the look and the write: the next look says what is there. */
const unknown: Applied = { result: 'in-doubt' };

async function write(tenant: TenantClients, right: RightKind, some: readonly Meant[]): Promise<readonly Applied[]> {
  const answers = new Map<Meant, Applied>();
  const there = some.filter((one): one is Named => one.user !== null);
  for (const giving of [true, false]) {
    const those = there.filter((one) => isGiving(one) === giving);
    for (const [one, answer] of await writeAll(tenant, right, those, giving)) answers.set(one, answer);
  }
  return some.map((one) => answers.get(one) ?? unknown);
}

async function writeAll(
  tenant: TenantClients,
  right: RightKind,
  some: readonly Named[],
  giving: boolean,
): Promise<readonly (readonly [Meant, Applied])[]> {
  const { exchange } = tenant;
  const answered = (those: readonly Named[], applied: readonly Applied[]) =>
    those.map((one, at) => [one, applied[at] ?? unknown] as const);
  if (some.length === 0) return [];
  switch (right) {
    case 'fullAccess': {
      const of = some.map(({ parts, user }) => ({ mailboxId: parts.mailboxId, user }));
      // Outlook opens by itself what somebody shares with a person.
      return answered(
        some,
        giving ? await exchange.giveFullAccess(of, { autoMapping: true }) : await exchange.takeFullAccess(of),
      );
    }
    case 'sendAs': {
      const of = some.map(({ parts, user }) => ({ mailboxId: parts.mailboxId, trustee: user }));
      return answered(some, giving ? await exchange.giveSendAs(of) : await exchange.takeSendAs(of));
    }
    case 'onBehalf': {
      const trustees = await exchange.onBehalfOf(some.map(({ parts }) => parts.trusteeId));
      const those = some.flatMap((one, at) => {
        const name = trustees[at]?.name;
        return name === undefined ? [] : [{ one, name }];
      });
      const deed = giving ? ('add' as const) : ('remove' as const);
      const applied = await exchange.changeOnBehalf(
        those.map(({ one, name }) => ({ mailboxId: one.parts.mailboxId, name, deed })),
      );
      return answered(
        those.map(({ one }) => one),
        applied,
      );
    }
    case 'folder': {
      const placed = (await foldersOf(tenant, some)).filter((one): one is Placed => one.path !== null);
      const applied = giving
        ? await exchange.giveFolderRights(
            placed.map((place) => ({ ...folderRightAsked(place), ...place.one.change.after })),
          )
        : await exchange.takeFolderRights(placed.map(folderRightAsked));
      return answered(
        placed.map(({ one }) => one),
        applied,
      );
    }
  }
}
