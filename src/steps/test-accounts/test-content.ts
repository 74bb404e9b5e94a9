/** Guide 20 and 42: the source's test mailboxes are filled, item by item, and counted. The way back takes out exactly what was put in. */
import { defineChange, type Applied, type Change, type Observed, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { compositeId, partsOf, type Finding } from '../../contract/finding.js';
import type { ItemKind, MailboxItem } from '../../systems/graph/mailbox-content.js';
import type { Systems } from '../systems.js';
import { accountsMadeBy, type TestAccount } from './account.js';
import { bodyOf, mark, type WantedItem } from './content-items.js';

type ItemValue = {
  readonly state: 'absent' | 'there';
  readonly name?: string;
  readonly folder?: string | null;
  readonly daysAgo?: number;
  /** Asked on the way back alone: something of others lies in it, a folder. */
  readonly others?: boolean;
};
type ItemChange = Change<ItemValue>;
type Content = readonly MailboxItem[] | null;

export interface ContentStep {
  readonly name: string;
  /** By whom the accounts were made. */
  readonly accounts: string;
  readonly wanted: readonly WantedItem[];
}

/** Seconds until a folder that was made a moment ago is there for what goes into it, and an item is listed. */
const spread = 10;

export const testContent = ({ source: { graph } }: Systems, { name, accounts, wanted }: ContentStep) => {
  const contentsOf = async (changes: readonly ItemChange[]): Promise<ReadonlyMap<string, Content>> => {
    const contents = new Map<string, Content>();
    for (const userId of new Set(changes.map(userOf))) contents.set(userId, await graph.mailboxContent(userId));
    return contents;
  };

  return defineChange<ItemValue>({
    name,
    calls: { source: ['graph.mailboxContent', 'graph.defaultTaskList', 'graph.createItems', 'graph.removeItems'] },
    // Four requests at a time are the most for a mailbox: https://learn.microsoft.com/graph/throttling-limits
    batchSize: 4,
    concurrency: 1,
    settleSeconds: 60,
    verifyWithin: 3600,
    verifyEvery: 30,

    async plan(ctx): Promise<PlanDraft<ItemValue>> {
      const made = await accountsMadeBy(accounts, ctx);
      if (made.length === 0)
        return { changes: [], blockers: [{ code: 'test-accounts-missing', facts: {} }], warnings: [], leftOut: [] };
      const all = made.flatMap((account) => wanted.map((item) => changeOf(account, item)));
      const contents = await contentsOf(all);
      const unready = made.filter(({ userId }) => contents.get(userId) === null);
      return {
        changes: all.filter((change) => found(change, contents) === null),
        blockers: unready.map((account) => ({ code: 'test-account-without-mailbox', facts: { name: account.name } })),
        warnings: [],
        leftOut: [],
        undoSeconds: all.length * 2,
      };
    },

    async observe(ctx, changes): Promise<readonly Observed[]> {
      const contents = await contentsOf(changes);
      return changes.map((change): Observed => {
        const item = found(change, contents);
        if (item === null) return { seen: true, value: { state: 'absent' } };
        if (ctx.direction === 'undo') {
          const foreign = item.kind === 'folder' && isOthers(item, contents.get(userOf(change)) ?? []);
          return { seen: true, value: { ...change.before, others: foreign } };
        }
        return { seen: true, value: change.after, made: [madeOf(item)] };
      });
    },

    async apply(ctx, changes): Promise<readonly Applied[]> {
      const contents = await contentsOf(changes);
      return ctx.direction === 'undo' ? remove(changes, contents) : create(ctx, changes, contents);
    },

    async verify(ctx, changes): Promise<readonly Finding[]> {
      const contents = await contentsOf(changes);
      const open = changes.filter((change) => (found(change, contents) === null) !== (ctx.direction === 'undo'));
      if (open.length > 0)
        return open.map(({ object }) => ({
          status: 'failed',
          code: ctx.direction === 'undo' ? 'test-item-still-there' : 'test-item-missing',
          facts: { name: object.label },
        }));
      if (ctx.direction === 'undo')
        return [{ status: 'passed', code: 'test-items-removed', facts: { count: changes.length } }];
      return (await accountsMadeBy(accounts, ctx)).map((account) =>
        counted(account, contents.get(account.userId) ?? []),
      );
    },

    invert(change, observedBefore, made) {
      const [item] = made;
      if (item === undefined || observedBefore.state !== 'absent')
        return {
          irreversible: { code: 'test-account-not-known', facts: { name: change.object.label }, object: change.object },
        };
      const object = { ...change.object, id: compositeId(userOf(change), item.id) };
      return { side: 'source', object, before: { ...change.after, others: false }, after: { state: 'absent' } };
    },
  });

  async function create(
    ctx: StepContext,
    changes: readonly ItemChange[],
    contents: ReadonlyMap<string, Content>,
  ): Promise<readonly Applied[]> {
    const applied: Applied[] = [];
    for (const change of changes) {
      const item = wantedIn(change);
      const userId = userOf(change);
      const folder = (contents.get(userId) ?? []).find(({ kind, name }) => kind === 'folder' && name === item.folder);
      // It is among what is made, and comes first.
      if (item.folder !== null && folder === undefined) {
        applied.push({ result: 'not-done', retryAfter: spread });
        continue;
      }
      const places = {
        message: folder?.id ?? 'inbox',
        task: item.kind === 'task' ? await graph.defaultTaskList(userId) : '',
      };
      const place = item.kind === 'message' || item.kind === 'task' ? places[item.kind] : null;
      const [answer] = await graph.createItems([{ userId, kind: item.kind, in: place, body: bodyOf(item, ctx.now()) }]);
      applied.push(
        answer?.result === 'done'
          ? { ...answer, made: inPlace(answer.made ?? [], place, item.kind) }
          : (answer ?? { result: 'in-doubt' }),
      );
    }
    return applied;
  }

  /** What lay in a folder that went before it is gone with it. */
  async function remove(
    changes: readonly ItemChange[],
    contents: ReadonlyMap<string, Content>,
  ): Promise<readonly Applied[]> {
    const applied: Applied[] = [];
    for (const change of changes) {
      const item = found(change, contents);
      const [answer] = item === null ? [] : await graph.removeItems([{ userId: userOf(change), ...item }]);
      const gone = answer === undefined || (answer.result === 'refused' && answer.remark.code === 'object-gone');
      applied.push(gone ? { result: 'done' } : answer);
    }
    return applied;
  }
};

const changeOf = ({ userId, name }: TestAccount, item: WantedItem): ItemChange => ({
  side: 'source',
  object: { kind: item.kind, id: compositeId(userId, item.name), label: `${name}: ${item.name}` },
  before: { state: 'absent' },
  after: { state: 'there', name: item.name, folder: item.folder, daysAgo: item.daysAgo },
});

const userOf = ({ object }: Pick<ItemChange, 'object'>): string => partsOf(object.id)[0] ?? '';

const wantedIn = ({ object, after }: ItemChange): WantedItem => ({
  kind: object.kind as ItemKind,
  name: after.name ?? '',
  folder: after.folder ?? null,
  daysAgo: after.daysAgo ?? 0,
});

/** On the way there by its name, on the way back by the id that it was made with. */
function found({ object, after }: ItemChange, contents: ReadonlyMap<string, Content>): MailboxItem | null {
  const [userId = '', key = ''] = partsOf(object.id);
  const here = (contents.get(userId) ?? []).filter(({ kind }) => kind === object.kind);
  return here.find((item) => (after.state === 'there' ? item.name === key : idIn(item) === key)) ?? null;
}

/** A task is known in its list only. */
const idIn = (item: MailboxItem): string => (item.kind === 'task' ? compositeId(item.in ?? '', item.id) : item.id);

const madeOf = (item: MailboxItem) => ({ kind: item.kind, id: idIn(item) });

const inPlace = (
  made: readonly { readonly kind: string; readonly id: string }[],
  place: string | null,
  kind: ItemKind,
) => (kind === 'task' ? made.map((one) => ({ ...one, id: compositeId(place ?? '', one.id) })) : made);

const isOthers = (folder: MailboxItem, content: readonly MailboxItem[]): boolean =>
  content.some((item) => item.kind === 'message' && item.in === folder.id && !item.name.startsWith(mark));

function counted({ name }: TestAccount, content: readonly MailboxItem[]): Finding {
  const ours = content.filter((item) => item.name.startsWith(mark));
  const count = (kind: ItemKind): number => ours.filter((item) => item.kind === kind).length;
  return {
    status: 'passed',
    code: 'test-content-counted',
    facts: {
      ...{ name, folders: count('folder'), messages: count('message'), events: count('event') },
      ...{ contacts: count('contact'), tasks: count('task') },
    },
  };
}
