import type { Selectable } from 'kysely';
import type { EngineOutbox } from '../api.js';
import { loadStepWithAttempt } from '../queries/snapshots.js';
import { tellChange, transact, wake } from '../core.js';
import type { Core } from '../core.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import type { EngineTables } from '../schema.js';
import type { CardDue, Person } from '../state.js';

type CardRow = Selectable<EngineTables['card']>;

export function makeOutbox(core: Core): EngineOutbox {
  return {
    async due(limit) {
      const rows = await core.db
        .selectFrom('card')
        .selectAll()
        .whereRef('version', '>', 'sent_version')
        .where('posting', '=', false)
        .where((row) => row.or([row('not_before', 'is', null), row('not_before', '<=', new Date())]))
        .orderBy('sequence')
        .limit(limit)
        .execute();
      return Promise.all(rows.map((row) => show(core, row)));
    },
    async inDoubt() {
      const rows = await core.db
        .selectFrom('card')
        .selectAll()
        .where('posting', '=', true)
        .orderBy('sequence')
        .execute();
      return Promise.all(rows.map((row) => show(core, row)));
    },
    posting(key) {
      core.posting.set(key, Date.now());
      return update(core, key, { posting: true });
    },
    async posted(key, version, { conversationId, activityId }) {
      await update(core, key, {
        posting: false,
        sent_version: version,
        conversation_id: conversationId,
        activity_id: activityId,
        not_before: null,
      });
      core.posting.delete(key);
      tellChange(core);
    },
    edited: (key, version) => update(core, key, { sent_version: version, not_before: null }),
    async notSent(key, retryAfterMs) {
      await update(core, key, { posting: false, not_before: new Date(Date.now() + retryAfterMs) });
      core.posting.delete(key);
      tellChange(core);
      setTimeout(() => wake(core), retryAfterMs + 1).unref();
    },
    async vanished(key) {
      await update(core, key, { posting: false, sent_version: 0, conversation_id: null, activity_id: null });
      wake(core);
    },
    onDue(listener) {
      core.dueListeners.add(listener);
      return () => core.dueListeners.delete(listener);
    },
    async remember(key, value) {
      await core.db
        .insertInto('fact')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
    async recall(key) {
      const row = await core.db.selectFrom('fact').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    },
  };
}

type CardChange = Partial<
  Pick<CardRow, 'posting' | 'sent_version' | 'conversation_id' | 'activity_id'> & { not_before: Date | null }
>;

async function update(core: Core, key: string, change: CardChange): Promise<void> {
  await core.db.updateTable('card').set(change).where('key', '=', key).execute();
  tellChange(core);
}

/** A post that was not answered for this long never will be. */
const postTakesMs = 20_000;

/**
 * True when a card is out of date, or is being posted right now. One in doubt (a crash or a lost answer came between) is nothing to wait
 * for: it may stay so for ever.
 */
export async function cardsOpen(core: Core): Promise<boolean> {
  for (const since of core.posting.values()) if (Date.now() - since < postTakesMs) return true;
  const row = await core.db
    .selectFrom('card')
    .select('key')
    .whereRef('version', '>', 'sent_version')
    .where('posting', '=', false)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function show(core: Core, row: CardRow): Promise<CardDue> {
  const posted =
    row.conversation_id === null || row.activity_id === null
      ? null
      : { conversationId: row.conversation_id, activityId: row.activity_id };
  return {
    key: row.key,
    thread: row.thread,
    version: row.version,
    posted,
    mention: posted === null ? await wanted(core, row.key) : [],
  };
}

/** Only those who must act, and only when the card is new. */
async function wanted(core: Core, key: string): Promise<readonly Person[]> {
  const roster = withRoles((await loadPeople(core.db)).map(plainPerson));
  if (key === 'freeze') return roster.filter((person) => person.roles.includes('project-manager'));
  if (!key.startsWith('attempt:')) return [];
  const step = await loadStepWithAttempt(core, key.slice('attempt:'.length));
  if (step?.attempt == null || step.attempt.endedAt !== null) return [];
  return uniquePeople(step.attempt.needs.flatMap((need) => need.people));
}

const uniquePeople = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];

/** The first card there is. */
export const welcomeIfNew = (core: Core): Promise<void> =>
  transact(core, async (unit) => {
    await unit.trx
      .insertInto('card')
      .values({ key: 'welcome', thread: null, version: 1, marked_at: new Date() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    unit.effects.woken = true;
  });
