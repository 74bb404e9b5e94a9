/**
 * Guide 16: whoever the mapping says is to be made is made at the destination, once. Of each object there is one change and one id in the
 * ledger, by which the way back removes exactly that; what a licence brings by itself is a change of its own, so that nobody waits for it.
 */
import { defineChange, type Applied, type ChangeOf, type Observed, type PlanDraft } from '../../contract/change.js';
import type { MadeObject, StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { fulfils } from '../../contract/json.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { operatorRemark } from '../users/operator-remark.js';
import { type FrozenMapping, mappingInForce, mappingNow, readsOfMapping } from '../users/mapping/frozen.js';
import { known } from '../users/mapping/known.js';
import { readDestination } from '../users/mapping/read-tenants.js';
import type { MappedRow } from '../users/mapping/row.js';
import { observeAccounts, wantedAccount } from './accounts.js';
import { makeContacts, observeContacts, removeContacts } from './contacts.js';
import { hindrance, holderOf, licencesShort, type Holders } from './hindrances.js';
import { makeLists, observeLists, removeLists } from './lists.js';
import { makeAccounts } from './make-accounts.js';
import { makeM365Groups, observeM365Groups, removeM365Groups } from './m365-groups.js';
import { makeMailboxes, observeMailboxes } from './mailboxes.js';
import { withFreeAliases } from './aliases.js';
import { objectFindings } from './object-findings.js';
import { withoutHeldX500 } from './old-reply-addresses.js';
import { readSource, type SourceRead } from './read-source.js';
import { observeLeft, takeAway } from './take-away.js';
import { observeUserMailboxes, writeToUserMailboxes } from './user-mailboxes.js';
import { asMade, isBegun, rowRef, type MadeKind, type MadeValue, type ObjectChange } from './value.js';
import { isMade, isOfKindMade, wantedOf, type RowToMake, type Wanted } from './wanted.js';

const step = 'create-destination-objects';

/** An account takes a second or so with its licence, a mailbox a few. */
const secondsEach = 4;

const calls = {
  source: [
    'graph.users',
    'graph.profilesById',
    'graph.groups',
    'graph.membersOfGroups',
    'graph.ownersOfGroups',
    'graph.m365GroupsById',
    'exchange.mailboxesInDetail',
    'exchange.calendarProcessing',
    'exchange.listsInDetail',
    'exchange.listMembers',
    'exchange.mailPublicFolders',
    'exchange.unifiedGroupsById',
    'exchange.namedRecipients',
    'exchange.mailContacts',
  ],
  destination: [
    'graph.users',
    'graph.deletedUsers',
    'graph.deletedGroups',
    'graph.domains',
    'graph.subscribedSkus',
    'graph.usersById',
    'graph.usersByPrincipalName',
    'graph.areInBin',
    'graph.createUsers',
    'graph.assignLicences',
    'graph.deleteUsers',
    'graph.deleteForGood',
    'graph.m365GroupsById',
    'graph.m365GroupsByNickname',
    'graph.membersOfGroups',
    'graph.ownersOfGroups',
    'graph.createM365Groups',
    'graph.addGroupMembers',
    'graph.addGroupOwners',
    'graph.deleteGroups',
    'exchange.recipientsAndDeleted',
    'exchange.namedRecipients',
    'exchange.mailContacts',
    'exchange.mailPublicFolders',
    'exchange.deletedMailboxes',
    'exchange.mailboxesById',
    'exchange.mailboxesByAddress',
    'exchange.mailboxStatistics',
    'exchange.calendarProcessing',
    'exchange.createMailboxes',
    'exchange.setMailboxEmailAddresses',
    'exchange.setCalendarProcessing',
    'exchange.hideMailboxes',
    'exchange.purgeMailboxes',
    'exchange.listsByIdentity',
    'exchange.listMembers',
    'exchange.createLists',
    'exchange.setListMembers',
    'exchange.setLists',
    'exchange.removeLists',
    'exchange.unifiedGroupsById',
    'exchange.setUnifiedGroups',
    'exchange.contactsByIdentity',
    'exchange.createContacts',
    'exchange.addContactAddresses',
    'exchange.removeContacts',
  ],
};

export const createDestinationObjects = (systems: Systems) => {
  const { destination } = systems;

  /** A chunk may hold several kinds; each is asked for, and written, with its own calls. */
  const observing: Readonly<Record<MadeKind, Observe>> = {
    user: (ctx, some) => (isBack(ctx) ? observeLeft(destination, ctx, some) : observeAccounts(destination, some)),
    mailbox: (ctx, some) => (isBack(ctx) ? observeLeft(destination, ctx, some) : observeMailboxes(destination, some)),
    contact: (ctx, some) => observeContacts(destination, ctx, some),
    'user-mailbox': (ctx, some) => observeUserMailboxes(destination, ctx, some),
    'm365-group': (ctx, some) => observeM365Groups(destination, ctx, some),
    'distribution-group': (ctx, some) => observeLists(destination, ctx, some),
    'dynamic-distribution-group': (ctx, some) => observeLists(destination, ctx, some),
  };
  const lists: Write = (ctx, some) =>
    isBack(ctx) ? removeLists(destination, some) : makeLists(destination, ctx, some);
  const writing: Readonly<Record<MadeKind, Write>> = {
    user: (ctx, some) =>
      isBack(ctx) ? takeAway(destination, some) : makeAccounts(destination, ctx, some.map(wantedAccount)),
    mailbox: (ctx, some) => (isBack(ctx) ? takeAway(destination, some) : makeMailboxes(destination, ctx, some)),
    contact: (ctx, some) => (isBack(ctx) ? removeContacts(destination, some) : makeContacts(destination, ctx, some)),
    'user-mailbox': (ctx, some) => writeToUserMailboxes(destination, ctx, some),
    'm365-group': (ctx, some) =>
      isBack(ctx) ? removeM365Groups(destination, some) : makeM365Groups(destination, ctx, some),
    'distribution-group': lists,
    'dynamic-distribution-group': lists,
  };
  const observe = (ctx: StepContext, changes: readonly ObjectChange[]): Promise<readonly Observed[]> =>
    eachKind(changes, (kind, some) => observing[kind](ctx, some));

  return defineChange<MadeValue>({
    name: step,
    calls,
    reads: readsOfMapping,
    batchSize: 20,
    concurrency: 1,
    settleSeconds: 120,
    verifyWithin: 12 * 3600,
    verifyEvery: 300,

    async applies(ctx) {
      return (await ctx.output(mappingInForce)) === null
        ? { applies: false, because: { code: 'objects-by-hand', facts: {} } }
        : { applies: true };
    },

    async plan(ctx): Promise<PlanDraft<MadeValue>> {
      const frozen = await inForce(ctx);
      const { mapping } = frozen;
      const source = await readSource(systems.source, ctx, mapping.filter(isMade));
      const tenant = await readDestination(destination, ctx);
      const ours = await madeBefore(ctx);
      const { rows, leftOut } = sorted(mapping, source);
      const holders = holdersIn(tenant);
      const {
        wanted: all,
        warnings,
        blockers: unmakable,
      } = wantedOf(rows, tenant.licences ?? [], refsIn(mapping, rows, holders), namesIn(mapping, source.names));
      const { wanted: askable, warnings: held } = withoutHeldX500(
        all,
        tenant.objects,
        (one, { id }) => id === holderOf(one, holders)?.id,
      );
      const wanted = withFreeAliases(askable, tenant, holders, (sourceId) => ours.byRow.get(sourceId));
      const isOurs = (one: Wanted): boolean =>
        ours.ids.has(holderOf(one, holders)?.id ?? '') || isKnownToDirectoryAlone(one, ours.changes);
      const drafts = wanted.map((one): ObjectChange => changeOf(one, { state: 'absent' }));
      const seen = await observe(
        ctx,
        drafts.filter((_, index) => isOurs(wanted[index] as Wanted)),
      );
      const changes: ObjectChange[] = [];
      const blockers: Remark[] = [...unmakable];
      const toMake: Wanted[] = [];
      let next = 0;
      let before = 0;
      for (const [index, one] of wanted.entries()) {
        const draft = drafts[index] as ObjectChange;
        if (isOurs(one)) {
          const observed = seen[next++];
          if (observed?.seen === true && fulfils(draft.after, observed.value)) before += 1;
          else if (observed?.seen === true) changes.push({ ...draft, before: asMade(observed.value) });
          continue;
        }
        const hindered = hindrance(one, tenant, holders);
        if (hindered !== null) blockers.push(hindered);
        changes.push(draft);
        toMake.push(one);
      }
      blockers.push(...licencesShort(toMake, tenant));
      const matched = mapping.filter(({ action }) => action === 'same').length;
      return {
        changes,
        blockers,
        warnings: [...warnings, ...held, ...withoutLicence(toMake)],
        wantedNoMore: ofEarlierMapping(ours.changes, mapping, holders),
        leftOut: [
          ...(matched === 0 ? [] : [{ code: 'objects-matched', facts: { count: matched } } as const]),
          ...(before === 0 ? [] : [{ code: 'objects-made-before', facts: { count: before } } as const]),
          ...leftOut,
        ],
        undoSeconds: 600 + changes.length * secondsEach,
      };
    },

    observe,

    apply: (ctx, changes): Promise<readonly Applied[]> => eachKind(changes, (kind, some) => writing[kind](ctx, some)),

    async verify(ctx, changes): Promise<readonly Finding[]> {
      if (isBack(ctx)) return goneFindings(await observe(ctx, changes), changes);
      const frozen = await inForce(ctx);
      const tenant = await readDestination(destination, ctx);
      const source = await readSource(systems.source, ctx, frozen.mapping.filter(isMade));
      const { rows } = sorted(frozen.mapping, source);
      const found = objectFindings({
        rows: [...frozen.mapping.filter(({ action }) => action === 'same'), ...rows.map(({ row }) => row)],
        objects: tenant.objects,
        holders: holdersIn(tenant),
        version: frozen.version,
      });
      const seen = await observe(ctx, changes);
      const wrong = changes.filter(({ after }, index) => {
        const one = seen[index];
        return one?.seen !== true || !fulfils(after, one.value);
      });
      return [...mostTelling(wrong.map(notAsPlanned)), ...found];
    },

    invert({ side, object, after }, observedBefore, made) {
      const [first] = made;
      if (first === undefined || observedBefore.state !== 'absent')
        return { irreversible: { code: 'made-not-known', facts: { name: object.label }, object } };
      const back = { side, object: { ...object, id: first.id }, before: { ...after, untouched: true } };
      if (object.kind === 'm365-group') return { ...back, after: { state: 'removed' } };
      return object.kind === 'user-mailbox'
        ? { ...back, after: { state: 'there', userPrincipalName: after.userPrincipalName ?? '', x500: null } }
        : { ...back, after: { state: 'absent' } };
    },

    onTheWay: ({ object, after }, observed) =>
      after.state === 'absent'
        ? asMade(observed).state === 'removed'
        : object.kind !== 'user-mailbox' && isBegun(after, asMade(observed)),
  });
};

type Observe = (ctx: StepContext, changes: readonly ObjectChange[]) => Promise<readonly Observed[]>;
type Write = (ctx: StepContext, changes: readonly ObjectChange[]) => ReturnType<ChangeOf<MadeValue>['apply']>;

const isBack = ({ direction }: StepContext): boolean => direction === 'undo';

/** One answer a change, in the order given, whatever kinds are among them. */
async function eachKind<T>(
  changes: readonly ObjectChange[],
  ask: (kind: MadeKind, some: readonly ObjectChange[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const answers = new Map<ObjectChange, T>();
  for (const kind of new Set(changes.map(({ object }) => object.kind as MadeKind))) {
    const some = changes.filter(({ object }) => object.kind === kind);
    for (const [index, answer] of (await ask(kind, some)).entries()) answers.set(some[index] as ObjectChange, answer);
  }
  return changes.map((change) => answers.get(change) as T);
}

async function inForce(ctx: StepContext): Promise<FrozenMapping> {
  const frozen = await mappingNow(ctx);
  if (frozen === null) throw new Error('no mapping is in force any more');
  return frozen;
}

const holdersIn = (destination: Parameters<typeof hindrance>[1]): Holders => {
  const { targetByAddress, targetHeld } = known({
    source: { objects: [], held: [] },
    destination,
    movingDomains: [],
    homeDomain: '',
  });
  return { byAddress: targetByAddress, held: targetHeld };
};

const changeOf = ({ row, kind, after }: Wanted, before: MadeValue): ObjectChange => ({
  side: 'destination',
  object: rowRef(kind, row.sourceId, row.target),
  before,
  after,
});

/** A group made a moment ago, of which Exchange has not heard: nobody finds it by an address. */
const isKnownToDirectoryAlone = ({ kind, row }: Wanted, made: readonly ObjectChange[]): boolean =>
  kind === 'm365-group' && made.some(({ object }) => object.id === row.sourceId && object.label === row.target);

interface MadeBefore {
  readonly ids: ReadonlySet<string>;
  /** By source id. */
  readonly byRow: ReadonlyMap<string, string>;
  readonly changes: readonly ObjectChange[];
}

async function madeBefore(ctx: StepContext): Promise<MadeBefore> {
  const written = (await ctx.written(step)).filter(({ made }) => made.length > 0);
  return {
    ids: new Set(written.flatMap(({ made }) => made.map(({ id }: MadeObject) => id))),
    byRow: new Map(
      written.flatMap(({ change, made: [first] }) => (first === undefined ? [] : [[change.object.id, first.id]])),
    ),
    changes: written.map(({ change }) => change as ObjectChange),
  };
}

/** Rows that somebody is made for, and why not for the others. */
function sorted(mapping: readonly MappedRow[], { objects, operators }: SourceRead) {
  const rows: RowToMake[] = [];
  const leftOut: Remark[] = [];
  for (const row of mapping.filter(({ action }) => action !== 'same' && action !== 'leave')) {
    const object = { kind: 'recipient', id: row.sourceId, label: row.source };
    const facts = { address: row.source, name: row.name || row.source, target: row.target, kind: row.kind };
    const source = objects.get(row.sourceId);
    const operator = operators.get(row.sourceId);
    if (row.action === 'guest') leftOut.push({ code: 'left-out-guest-account', facts, object });
    else if (!isOfKindMade(row)) leftOut.push({ code: 'left-out-made-by-hand', facts, object });
    else if (source === undefined) leftOut.push({ code: 'left-out-source-gone', facts, object });
    else if (source.m365Group?.byRule === true) leftOut.push({ code: 'left-out-group-by-rule', facts, object });
    else if (operator !== undefined) leftOut.push(operatorRemark(operator, object));
    else rows.push({ row, source });
  }
  return { rows, leftOut };
}

/** By what the destination knows somebody of the source by the time a list is made; whoever has no mailbox yet cannot be in one. */
function refsIn(mapping: readonly MappedRow[], rows: readonly RowToMake[], { byAddress }: Holders) {
  const made = rows
    .filter(({ row }) => row.kind !== 'UserMailbox' || row.licence !== null || byAddress.has(row.target.toLowerCase()))
    // A contact is known by where its mail goes.
    .map(({ row, source }) => [row.sourceId, source.externalEmailAddress ?? row.target] as const);
  const there = mapping.flatMap(({ action, sourceId, targetId }) =>
    action === 'same' && targetId !== null ? [[sourceId, targetId] as const] : [],
  );
  const refs = new Map([...there, ...made]);
  return (sourceId: string): string | null => refs.get(sourceId) ?? null;
}

function namesIn(mapping: readonly MappedRow[], besides: ReadonlyMap<string, string>) {
  const names = new Map([...besides, ...mapping.map(({ sourceId, source }) => [sourceId, source] as const)]);
  return (sourceId: string): string => names.get(sourceId) ?? sourceId;
}

function withoutLicence(wanted: readonly Wanted[]): readonly Remark[] {
  const bare = wanted.filter(({ kind, row }) => kind === 'user' && row.licence === null);
  const names = bare.slice(0, 5).map(({ row }) => row.target);
  return bare.length === 0
    ? []
    : [{ code: 'made-without-licence', facts: { count: bare.length, names: names.join(', ') } }];
}

/** Another mapping is in force since, and speaks of them no more, or by another address; and they are there still. */
function ofEarlierMapping(
  made: readonly ObjectChange[],
  mapping: readonly MappedRow[],
  { byAddress, held }: Holders,
): readonly Remark[] {
  // Once it is there, a later proposal names it as the same.
  const stays = (row: MappedRow): boolean => isMade(row) || row.action === 'same';
  const targets = new Map(mapping.map((row) => [row.sourceId, stays(row) ? row.target : '']));
  const isThere = ({ object }: ObjectChange): boolean =>
    byAddress.has(object.label.toLowerCase()) || held.has(object.label.toLowerCase());
  return made
    .filter((one) => one.object.kind !== 'user-mailbox' && targets.get(one.object.id) !== one.object.label)
    .filter(isThere)
    .map(({ object }) => ({ code: 'made-for-earlier-mapping', facts: { name: object.label }, object }));
}

const notAsPlanned = ({ object }: ObjectChange): Finding => ({
  status: 'failed',
  code: 'object-not-as-planned',
  facts: { name: object.label },
  object,
});

function goneFindings(seen: readonly Observed[], changes: readonly ObjectChange[]): readonly Finding[] {
  const left = changes.filter(({ after }, index) => {
    const one = seen[index];
    return one?.seen !== true || !fulfils(after, one.value);
  });
  const binned = changes.filter(({ object }) => object.kind === 'm365-group').length;
  return left.length > 0
    ? mostTelling(
        left.map(({ object }): Finding => ({
          status: 'failed',
          code: 'made-still-there',
          facts: { name: object.label },
          object,
        })),
      )
    : [
        ...(changes.length === binned
          ? []
          : [{ status: 'passed', code: 'made-gone', facts: { count: changes.length - binned } } as const]),
        ...(binned === 0 ? [] : [{ status: 'passed', code: 'groups-in-bin', facts: { count: binned } } as const]),
      ];
}
