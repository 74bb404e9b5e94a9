/** Which card goes out next, and what became of it. A claim is one statement that compares and sets: two processes never have the same card. */
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import { leads } from '../approvals/policy.js';
import type { EngineOutbox } from '../api.js';
import { loadStepWithAttempt } from '../attempts/snapshots.js';
import { wake } from '../core.js';
import type { Core } from '../core.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import type { EngineTables } from '../schema.js';
import type { CardDue, Person } from '../state.js';
import { everywhere } from './turns.js';

type CardRow = Selectable<EngineTables['card']>;
type Cards = Pick<
  EngineOutbox,
  'claim' | 'posting' | 'posted' | 'edited' | 'notSent' | 'vanished' | 'unanswered' | 'newlyInDoubt' | 'found' | 'pause'
>;

/** A post that was not answered for this long never will be: nobody waits for it. */
const postTakesMs = 20_000;
/** What became of a post is written this long after it at the latest, unless the process that made it cannot. */
const writtenWithinMs = 60_000;

const after = (milliseconds: number): RawBuilder<Date> =>
  sql`now() + ${milliseconds}::double precision * interval '1 millisecond'`;

export function cardsOf(core: Core): Cards {
  const me = core.options.jobs.processId;
  const mine = (key: string) => core.db.updateTable('card').where('key', '=', key).where('claimed_by', '=', me);
  const free = { posting: false, claimed_by: null, claimed_at: null };
  return {
    async claim() {
      const row = await claim(core);
      return row === undefined ? { card: null, waitMs: await untilNext(core) } : { card: await show(core, row) };
    },
    async posting(key) {
      const done = await mine(key)
        .set({ posting: true, claimed_at: sql`now()` })
        .where('posting', '=', false)
        .where('activity_id', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows === 1n;
    },
    async posted(key, version, { conversationId, activityId }, restMs = 0) {
      await mine(key)
        .set({
          ...free,
          sent_version: version,
          conversation_id: conversationId,
          activity_id: activityId,
          not_before: after(restMs),
          failures: 0,
          doubted_at: null,
        })
        .execute();
    },
    async edited(key, version, restMs = 0) {
      await mine(key)
        .set({ ...free, sent_version: version, not_before: after(restMs), failures: 0 })
        .execute();
    },
    async notSent(key, retryAfterMs) {
      await mine(key)
        .set((row) => ({ ...free, not_before: after(retryAfterMs), failures: row('failures', '+', 1) }))
        .execute();
    },
    async vanished(key) {
      await mine(key)
        .set({ ...free, sent_version: 0, conversation_id: null, activity_id: null })
        .execute();
      wake(core);
    },
    async unanswered(key) {
      const done = await mine(key)
        .set({ doubted_at: sql`now()` })
        .where('posting', '=', true)
        .where('doubted_at', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows === 1n;
    },
    async newlyInDoubt() {
      const { rows } = await sql<CardRow>`
        update engine.card set doubted_at = now()
         where posting and doubted_at is null
           and (claimed_by is null or claimed_by not in ${core.options.jobs.living()} or claimed_at < ${after(-writtenWithinMs)})
        returning *`.execute(core.db);
      return Promise.all(rows.map((row) => show(core, row)));
    },
    async found(key, { conversationId, activityId }) {
      const done = await core.db
        .updateTable('card')
        // Which version was posted is unknown: 0 makes the newest one due as an edit.
        .set({ ...free, sent_version: 0, conversation_id: conversationId, activity_id: activityId, doubted_at: null })
        .where('key', '=', key)
        .where('doubted_at', 'is not', null)
        .executeTakeFirst();
      return done.numUpdatedRows === 1n;
    },
    async pause(milliseconds) {
      await core.db
        .insertInto('conversation')
        .values({ id: everywhere, sent: '[]', paused_until: after(milliseconds) })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ paused_until: after(milliseconds) }))
        .execute();
    },
  };
}

/** A claim that a crash of the database forgets is made again: nobody has to wait for the disk. It holds for this statement's commit. */
const withoutTheDisk = sql`(select set_config('synchronous_commit', 'off', true)) is not null`;

/**
 * What starts threads, then what is new (somebody may have to act), then what changed; boards are the least urgent edits. A new card
 * waits for the board that starts its thread, as long as that may still come.
 */
async function claim(core: Core): Promise<CardRow | undefined> {
  const { processId, living } = core.options.jobs;
  const { rows } = await sql<CardRow>`
    update engine.card set claimed_by = ${processId}, claimed_at = now()
     where ${withoutTheDisk} and key = (
       select key from engine.card as due
        where version > sent_version and not posting
          and (not_before is null or not_before <= now())
          and (claimed_by is null or claimed_by = ${processId} or claimed_by not in ${living()})
          and not exists (select from engine.conversation where id = ${everywhere} and paused_until > now())
          and (activity_id is not null or thread is null
               or exists (select from engine.fact where fact.key = 'thread:' || due.thread and value <> '')
               or not exists (select from engine.card as board
                               where board.key = 'board:' || due.thread and board.version > board.sent_version
                                 and board.doubted_at is null))
        order by case when activity_id is null then case when thread is null then 0 else 1 end
                      when key like 'board:%' then 3 else 2 end, sequence
        limit 1 for update skip locked)
    returning *`.execute(core.db);
  return rows[0];
}

async function untilNext(core: Core): Promise<number | null> {
  const { rows } = await sql<{ wait: number | null }>`
    with pause as (select paused_until as until from engine.conversation where id = ${everywhere} and paused_until > now())
    select (extract(epoch from min(greatest(not_before, pause.until)) - now()) * 1000)::double precision as wait
      from engine.card left join pause on true
     where version > sent_version and not posting and (not_before > now() or pause.until is not null)`.execute(core.db);
  return rows[0]?.wait ?? null;
}

/**
 * True when a card is out of date, or is being posted right now. One in doubt (a crash or a lost answer came between) is nothing to wait
 * for: it may stay so for ever.
 */
export async function cardsOpen(core: Core): Promise<boolean> {
  const { rows } = await sql`
    select from engine.card
     where (version > sent_version and not posting)
        or (posting and doubted_at is null and claimed_at > ${after(-postTakesMs)}
            and claimed_by in ${core.options.jobs.living()})
     limit 1`.execute(core.db);
  return rows.length > 0;
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
    mention: posted === null && !row.posting ? await wanted(core, row.key) : [],
    failures: row.failures,
  };
}

/** Only those who must act, and only when the card is new. */
async function wanted(core: Core, key: string): Promise<readonly Person[]> {
  const roster = withRoles((await loadPeople(core.db)).map(plainPerson));
  if (key === 'freeze') return roster.filter((person) => person.roles.includes('project-manager'));
  if (!key.startsWith('attempt:')) return [];
  const step = await loadStepWithAttempt(core, key.slice('attempt:'.length));
  if (step?.attempt == null || step.attempt.endedAt !== null) return [];
  // A plan with blockers asks nobody for approval, yet somebody has to clear the way.
  const roles = step.attempt.needs.length > 0 ? [] : step.step.roles.length > 0 ? step.step.roles : leads;
  const owners =
    step.attempt.state === 'attention'
      ? roster.filter((person) => person.roles.some((role) => roles.includes(role)))
      : [];
  return uniquePeople([...step.attempt.needs.flatMap((need) => need.people), ...owners]);
}

const uniquePeople = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];
