/**
 * The clock calls people again for what waits for them, and a lead for what others leave lying: one post for each person, written down in the
 * transaction that makes it due, so that no restart repeats it. A stop holds it back as it holds everything.
 */
import { sql } from 'kysely';
import { zoneFact } from '../../api.js';
import { record } from '../../audit/audit.js';
import { hasTurnedBack, migrationState, stepStates } from '../../attempts/rows.js';
import { markCard } from '../../cards/mark.js';
import { nightBegunBy } from '../../attempts/night-begun.js';
import { stepWith } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { settled } from '../../attempts/readiness.js';
import { openNeeds } from '../../queries/open-needs.js';
import { loadStepsInShort } from '../../queries/snapshots.js';
import { loadPeople, plainPerson, withRoles } from '../../roles/roster.js';
import { after } from '../../schedule/wall-time.js';
import { enqueueWork, finishWork, registerWork, remindWork, transactAs } from '../../schedule/work.js';
import type { Person, ReminderItem, StepSnapshot, StepState } from '../../state.js';
import { isNamed, nextPost, soonestSeconds, urgencyOf } from './rhythm.js';
import type { Told, Urgency } from './rhythm.js';
import { givenKey, waitingFor } from './waiting.js';
import type { Since, WaitingFor } from './waiting.js';
import { migrationRow, type MigrationRow } from '../../migration-row.js';

const retrySeconds = 60;

export const registerReminders = (core: Core): void =>
  registerWork(
    core,
    remindWork,
    async (ticket) => {
      // Reading a whole migration takes connections of its own: what has moved since is left out below.
      const seen = await look(core);
      await transactAs(core, ticket, async (unit) => {
        await finishWork(unit, ticket);
        await remind(unit, seen);
      });
    },
    (ticket) => transactAs(core, ticket, (unit) => arm(unit, after(unit.now, retrySeconds))),
  );

const arm = (unit: Unit, dueAt: string): Promise<void> =>
  enqueueWork(unit, { key: remindWork, name: remindWork, input: {}, dueAt });

/** Something moved: what may wait for people since is looked at when it can be due at the earliest, and what each was told of it last is drawn anew. */
export async function followMoves(unit: Unit): Promise<void> {
  const moved = [...new Set(unit.effects.moves.map(({ stepId }) => stepId))];
  if (moved.length === 0) return;
  const soonest = after(unit.now, soonestSeconds);
  const armed = await unit.trx.selectFrom('work').select('due_at').where('key', '=', remindWork).executeTakeFirst();
  if (armed?.due_at == null || armed.due_at > soonest) await arm(unit, soonest);
  const over = unit.effects.moves.flatMap(({ stepId, state }) => (isOver(state) ? [stepId] : []));
  const { numUpdatedRows } = await unit.trx
    .updateTable('card')
    .set((row) => ({ version: row('version', '+', 1), marked_at: new Date() }))
    .where('key', 'in', (row) =>
      row
        .selectFrom('reminder')
        .select('reminder.key')
        .where((told) => {
          const isNewest = told.not(
            told.exists(
              told
                .selectFrom('reminder as newer')
                .select('newer.key')
                .whereRef('newer.person_id', '=', 'reminder.person_id')
                .whereRef('newer.number', '>', 'reminder.number'),
            ),
          );
          return told.or([told.and([names(moved), isNewest]), names(over)]);
        }),
    )
    .executeTakeFirst();
  if (numUpdatedRows > 0n) unit.effects.woken = true;
}

const names = (stepIds: readonly string[]) =>
  sql<boolean>`exists (select from jsonb_array_elements(reminder.items) as item where item ->> 'stepId' = any(${stepIds}))`;

/** Nobody is waited for any more: an older reminder says so, too, and is not drawn for less. */
const isOver = (state: StepState): boolean => settled(state) || state === 'undone';

interface Seen {
  readonly steps: readonly StepSnapshot[];
  readonly waiting: readonly WaitingFor[];
}

/** Everything that waits for people just now. */
export async function look(core: Core): Promise<Seen> {
  const state = await migrationState(core);
  const roster = withRoles((await loadPeople(core.db)).map(plainPerson));
  const steps = await loadStepsInShort(core, []);
  const open = await openNeeds(core, state, steps, roster);
  const since = await loadSince(core, [...new Set(open.map(({ stepId }) => stepId))]);
  return { steps, waiting: waitingFor(steps, open, roster, since) };
}

/** Of the steps that wait for somebody: the log is read by its index, however long it is. */
async function loadSince(core: Core, stepIds: readonly string[]): Promise<Since> {
  const lifted = await core.db
    .selectFrom('stop')
    .select(({ fn }) => fn.max('lifted_at').as('at'))
    .executeTakeFirst();
  const given = await core.db.selectFrom('role_holder').selectAll().where('given_at', 'is not', null).execute();
  return {
    lifted: lifted?.at ?? null,
    anew: await askedAnew(core, stepIds),
    given: new Map(given.map(({ person_id, role, given_at }) => [givenKey(person_id, role), given_at ?? ''])),
  };
}

async function askedAnew(core: Core, stepIds: readonly string[]): Promise<Since['anew']> {
  if (stepIds.length === 0) return new Map();
  const rows = await core.db
    .selectFrom('audit')
    .select(['step_id', ({ fn }) => fn.max('at').as('at')])
    .where('step_id', 'in', [...stepIds])
    .where('what', '=', 'vote-asked-anew')
    .groupBy('step_id')
    .execute();
  return new Map(rows.flatMap(({ step_id, at }) => (step_id === null ? [] : [[step_id, at]])));
}

async function remind(unit: Unit, seen: Seen): Promise<void> {
  const migration = await migrationRow(unit);
  if (migration.state === 'not-started') return;
  // What writes wait for is known, and whoever can lift it was called for that.
  if (migration.active_stop !== null) return arm(unit, after(unit.now, soonestSeconds));
  const urgency = await urgencyNow(unit, migration, seen.steps);
  const asSeen = await unmoved(unit, seen.steps);
  const before = await loadTold(unit);
  // What moved meanwhile was not looked at.
  const next: string[] = asSeen.size < seen.steps.length ? [after(unit.now, soonestSeconds)] : [];
  for (const { person, items } of seen.waiting) {
    const still = items.filter(({ stepId }) => asSeen.has(stepId));
    const own = before.filter(({ person_id }) => person_id === person.id);
    const told = still.map((item): Told & { readonly item: ReminderItem } => ({
      item,
      since: item.since,
      up: item.of !== undefined,
      late: item.late,
      watched: item.kind === 'watched',
      holds: item.holds,
      ...toldBefore(own, item),
    }));
    const who = { lastAt: own[0]?.at ?? null, zone: await zoneOf(unit, person), now: unit.at };
    const due = nextPost(urgency, told, who);
    if (due === null) continue;
    if (due > unit.at) {
      next.push(due);
      continue;
    }
    const named = told.filter((one) => isNamed(urgency, one, unit.at)).map(({ item }) => item);
    await tell(unit, person, named, own.length + 1);
    const then = nextPost(
      urgency,
      told.map((one) => (named.includes(one.item) ? { ...one, toldAt: unit.at, times: one.times + 1 } : one)),
      { ...who, lastAt: unit.at },
    );
    if (then !== null) next.push(then);
  }
  const [first] = next.sort();
  if (first !== undefined) await arm(unit, first);
}

/** Steps that stand in this transaction as they were read. */
async function unmoved(unit: Unit, steps: readonly StepSnapshot[]): Promise<ReadonlySet<string>> {
  const rows = await unit.trx.selectFrom('step').select(['id', 'since', 'attempt_id']).execute();
  const now = new Map(rows.map((row) => [row.id, row]));
  return new Set(
    steps.flatMap(({ step, since, attempt }) => {
      const row = now.get(step.id);
      return row?.since === since && row.attempt_id === (attempt?.id ?? null) ? [step.id] : [];
    }),
  );
}

async function urgencyNow(unit: Unit, migration: MigrationRow, steps: readonly StepSnapshot[]): Promise<Urgency> {
  const { state, cutover_at: cutoverAt } = migration;
  const turned = stepWith(unit.core, 'decidesBackOut')?.id;
  const mailIn = stepWith(unit.core, 'bringsMailIn')?.id;
  const switched = mailIn !== undefined && settled((await stepStates(unit)).get(mailIn));
  return urgencyOf(
    {
      state,
      cutoverAt,
      isNight: !hasTurnedBack(state) && !switched && (await nightBegunBy(unit)) !== null,
      turnedBackAt: steps.find(({ step }) => step.id === turned)?.since ?? null,
    },
    unit.at,
  );
}

interface ToldBefore {
  readonly person_id: string;
  readonly at: string;
  readonly items: readonly ReminderItem[];
}

/** The newest first. */
const loadTold = (unit: Unit): Promise<readonly ToldBefore[]> =>
  unit.trx.selectFrom('reminder').select(['person_id', 'at', 'items']).orderBy('number', 'desc').execute();

function toldBefore(own: readonly ToldBefore[], item: ReminderItem): Pick<Told, 'toldAt' | 'times'> {
  const posts = own.filter(({ at, items: named }) => at >= item.since && named.some((one) => isSame(one, item)));
  return { toldAt: posts[0]?.at ?? null, times: posts.length };
}

/** What is asked again in another attempt is another thing. */
const isSame = (one: ReminderItem, other: ReminderItem): boolean =>
  one.stepId === other.stepId &&
  one.attemptId === other.attemptId &&
  (one.of === undefined) === (other.of === undefined);

/** Where Teams last saw them. */
async function zoneOf(unit: Unit, { id }: Person): Promise<string> {
  const row = await unit.trx.selectFrom('fact').select('value').where('key', '=', zoneFact(id)).executeTakeFirst();
  return row?.value ? row.value : 'UTC';
}

async function tell(unit: Unit, person: Person, items: readonly ReminderItem[], number: number): Promise<void> {
  const key = `reminder:${person.id}:${number}`;
  const kept = items.map(({ stepId, attemptId, kind, since, of }): ReminderItem => ({
    stepId,
    attemptId,
    kind,
    since,
    ...(of === undefined ? {} : { of }),
  }));
  await unit.trx
    .insertInto('reminder')
    .values({ key, person_id: person.id, number, at: unit.at, items: JSON.stringify(kept) })
    .execute();
  const first = unit.core.steps.get(items[0]?.stepId ?? '');
  await markCard(unit, key, first?.phase ?? null);
  await record(unit, null, 'reminded', null, {
    name: person.name,
    steps: [...new Set(items.map(({ stepId }) => stepId))].join(', '),
  });
}
