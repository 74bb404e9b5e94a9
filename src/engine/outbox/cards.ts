/** Which card goes out next, and what became of it. A claim is one statement that compares and sets: two processes never have the same card. */
import { sql } from 'kysely';
import type { RawBuilder, Selectable, UpdateResult } from 'kysely';
import type { EngineOutbox } from '../api.js';
import { loadStepWithAttempt } from '../queries/snapshots.js';
import { tellChange, wake } from '../core.js';
import type { Core } from '../core.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import type { EngineTables } from '../schema.js';
import type { CardDue, Person } from '../state.js';
import { calledBy } from './called.js';
import { readReminder } from './reminders/reminder.js';
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
  const told = async (update: { executeTakeFirst(): Promise<UpdateResult> }): Promise<boolean> => {
    const done = await update.executeTakeFirst();
    tellChange(core);
    return done.numUpdatedRows === 1n;
  };
  const free = { posting: false, claimed_by: null, claimed_at: null };
  return {
    async claim() {
      const { row, waitMs } = await claim(core);
      return row === null ? { card: null, waitMs } : { card: await show(core, row) };
    },
    posting: (key) =>
      told(
        mine(key)
          .set({ posting: true, claimed_at: sql`now()` })
          .where('posting', '=', false)
          .where('activity_id', 'is', null),
      ),
    async posted(key, version, { conversationId, activityId }, restMs = 0) {
      await told(
        mine(key).set({
          ...free,
          sent_version: version,
          conversation_id: conversationId,
          activity_id: activityId,
          not_before: after(restMs),
          failures: 0,
          doubted_at: null,
        }),
      );
    },
    async edited(key, version, restMs = 0) {
      await told(mine(key).set({ ...free, sent_version: version, not_before: after(restMs), failures: 0 }));
    },
    async notSent(key, retryAfterMs) {
      const again = after(retryAfterMs);
      await told(mine(key).set((row) => ({ ...free, not_before: again, failures: row('failures', '+', 1) })));
    },
    async vanished(key) {
      // An answer to somebody is theirs to take away; nobody gets it anew.
      if (key.startsWith('blockers:')) {
        await core.db.deleteFrom('card').where('key', '=', key).where('claimed_by', '=', me).execute();
        return;
      }
      await told(mine(key).set({ ...free, sent_version: 0, conversation_id: null, activity_id: null }));
      wake(core);
    },
    unanswered: (key) =>
      told(
        mine(key)
          .set({ doubted_at: sql`now()` })
          .where('posting', '=', true)
          .where('doubted_at', 'is', null),
      ),
    async newlyInDoubt() {
      const { rows } = await sql<CardRow>`
        update engine.card set doubted_at = now()
         where posting and doubted_at is null
           and (claimed_by is null or claimed_by not in ${core.options.jobs.living()} or claimed_at < ${after(-writtenWithinMs)})
        returning *`.execute(core.db);
      return Promise.all(rows.map((row) => show(core, row)));
    },
    found: (key, { conversationId, activityId }) =>
      told(
        core.db
          .updateTable('card')
          // Which version was posted is unknown: 0 makes the newest one due as an edit.
          .set({ ...free, sent_version: 0, conversation_id: conversationId, activity_id: activityId, doubted_at: null })
          .where('key', '=', key)
          .where('doubted_at', 'is not', null),
      ),
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

/** A board that was edited a moment ago may wait for the cards of steps; after that it is as urgent as they are. */
const boardMayWaitMs = 5_000;

/**
 * What starts threads, then what is new (somebody may have to act), then what changed: the card that was edited longest ago first, or one that
 * changes all the time keeps the others from telling what is so. A new card waits for the board that starts its thread, as long as that may
 * still come.
 */
async function claim(core: Core): Promise<{ row: CardRow | null; waitMs: number | null }> {
  const { processId, living } = core.options.jobs;
  // One statement, so one moment: a card that becomes due between two would be in neither answer.
  const { rows } = await sql<CardRow & { wait_ms: number | null }>`
    with pause as (
      select paused_until as until from engine.conversation where id = ${everywhere} and paused_until > now()),
    claimed as (
      update engine.card set claimed_by = ${processId}, claimed_at = now()
       where ${withoutTheDisk} and key = (
         select key from engine.card as due
          where version > sent_version and not posting
            and (not_before is null or not_before <= now())
            and (claimed_by is null or claimed_by = ${processId} or claimed_by not in ${living()})
            and not exists (select from pause)
            and (activity_id is not null or thread is null
                 or exists (select from engine.fact where fact.key = 'thread:' || due.thread and value <> '')
                 or not exists (select from engine.card as board
                                 where board.key = 'board:' || due.thread and board.version > board.sent_version
                                   and board.doubted_at is null))
          order by case when activity_id is null then case when thread is null then 0 else 1 end
                        when key like 'board:%' and not_before > ${after(-boardMayWaitMs)} then 3 else 2 end,
                   case when activity_id is not null then not_before end nulls first, sequence
          limit 1 for update skip locked)
      returning *),
    next as (
      select (extract(epoch from min(greatest(not_before, pause.until)) - now()) * 1000)::double precision as wait_ms
        from engine.card left join pause on true
       where version > sent_version and not posting and (not_before > now() or pause.until is not null))
    select claimed.*, next.wait_ms from next left join claimed on true`.execute(core.db);
  const [row] = rows;
  return { row: row?.key == null ? null : row, waitMs: row?.wait_ms ?? null };
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
  if (key === 'stop') return roster.filter((person) => person.roles.includes('project-manager'));
  if (key.startsWith('reminder:')) {
    const reminder = await readReminder(core, key);
    // What was done before its post left is told all the same, and calls nobody.
    return reminder?.items.some(({ waits }) => waits) === true ? [reminder.person] : [];
  }
  if (!key.startsWith('attempt:')) return [];
  const step = await loadStepWithAttempt(core, key.slice('attempt:'.length));
  return step === null ? [] : calledBy(step, roster);
}
