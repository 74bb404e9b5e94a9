/** Says which cards are out of date, in the transaction that made them so. */
import { sql } from 'kysely';
import type { Finding } from '../../contract/finding.js';
import { phases } from '../../contract/step.js';
import type { Phase, Step } from '../../contract/step.js';
import { stepOf } from '../core.js';
import type { Unit } from '../core.js';

export const boardKey = (phase: Phase): string => `board:${phase}`;
export const attemptKey = (attemptId: string): string => `attempt:${attemptId}`;

export async function markCard(unit: Unit, key: string, thread: Phase | null): Promise<void> {
  await unit.trx
    .insertInto('card')
    .values({ key, thread, version: 1, marked_at: new Date() })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        version: row('card.version', '+', 1),
        marked_at: new Date(),
      })),
    )
    .execute();
  unit.effects.woken = true;
}

/**
 * An attempt gets a card when it first needs somebody; from then on the card follows it. The card before it may have been pressed for it, and
 * still say that it is being prepared.
 */
export async function markAttempt(unit: Unit, attempt: { id: string; state: string }, phase: Phase): Promise<void> {
  if (attempt.state === 'asking' || attempt.state === 'attention') {
    await bump(unit, [attemptKey(before(attempt.id))], false);
    // A phase has a board, and with it a thread, once it waits for somebody: one that goes through by itself posts nothing.
    await markCard(unit, boardKey(phase), null);
    return markCard(unit, attemptKey(attempt.id), phase);
  }
  // The card of the last time says that it is asked again, until that has come to its end.
  const last = attempt.state === 'done' ? await doneBefore(unit, attempt.id) : [];
  await bump(unit, [attemptKey(attempt.id), ...last.map(attemptKey)], false);
}

async function doneBefore(unit: Unit, attemptId: string): Promise<readonly string[]> {
  const rows = await unit.trx
    .selectFrom('attempt')
    .innerJoin('attempt as now', 'now.step_id', 'attempt.step_id')
    .select('attempt.id')
    .where('now.id', '=', attemptId)
    .where('attempt.state', '=', 'done')
    .whereRef('attempt.number', '<', 'now.number')
    .orderBy('attempt.number', 'desc')
    .limit(1)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * An attempt that asks nobody else for anything else than the one it replaces goes on on that one's card. Whoever is editing it just now
 * goes on with it; a post under way ends as the card of the old one.
 */
export async function handOverCard(unit: Unit, from: string, to: string): Promise<void> {
  await unit.trx
    .updateTable('card')
    .set((row) => ({ key: attemptKey(to), version: row('version', '+', 1), marked_at: new Date() }))
    .where('key', '=', attemptKey(from))
    .where('posting', '=', false)
    .execute();
  unit.effects.woken = true;
}

/** An attempt's id is its step's id and its number. */
const before = (attemptId: string): string => attemptId.replace(/\d+$/, (number) => String(Number(number) - 1));

/** What asks for an agreement and may, or may not, be agreed to from now on: its card says so. */
export async function markAskedOn(unit: Unit, standing: readonly Pick<Step, 'id'>[]): Promise<void> {
  if (standing.length === 0) return;
  const rows = await unit.trx
    .selectFrom('step')
    .select('attempt_id')
    .where(
      'id',
      'in',
      standing.map(({ id }) => id),
    )
    .where('state', 'in', ['asking', 'attention'])
    .execute();
  await bump(
    unit,
    rows.flatMap(({ attempt_id }) => (attempt_id === null ? [] : [attemptKey(attempt_id)])),
    false,
  );
}

/** A decision's card says whether it can be answered again, and what stands in the way. */
export async function markDecided(unit: Unit, decisions: readonly string[]): Promise<void> {
  if (decisions.length === 0) return;
  const rows = await unit.trx
    .selectFrom('step')
    .select('attempt_id')
    .where('id', 'in', decisions)
    .where('state', '=', 'done')
    .execute();
  await bump(
    unit,
    rows.flatMap(({ attempt_id }) => (attempt_id === null ? [] : [attemptKey(attempt_id)])),
    false,
  );
}

/** One card for all looks at what holds the domains: posted when the first thing was found, edited in place from then on. */
export async function markBlockers(unit: Unit, stepId: string, findings: readonly Finding[]): Promise<void> {
  if (stepOf(unit.core, stepId).scans === undefined) return;
  const found = findings.some(({ status, facts }) => status !== 'passed' || Number(facts['count'] ?? 0) > 0);
  if (found) await markCard(unit, 'blockers', null);
  else await bump(unit, ['blockers'], false);
}

/** The card somebody got who asked for a look: it says that the bot looks, and then what was seen. */
export async function markAskedBlockers(unit: Unit): Promise<void> {
  const rows = await unit.trx.selectFrom('card').select('key').where('key', 'like', 'blockers:%').execute();
  await bump(unit, ['blockers', ...rows.map(({ key }) => key)], false);
}

/** The newest attempt's card of a step that moved without it: other steps undo it. */
export async function markStepCard(unit: Unit, stepId: string): Promise<void> {
  const row = await unit.trx.selectFrom('step').select('attempt_id').where('id', '=', stepId).executeTakeFirst();
  if (row?.attempt_id != null) await bump(unit, [attemptKey(row.attempt_id)], false);
}

export const markBoard = (unit: Unit, phase: Phase): Promise<void> => bump(unit, [boardKey(phase)], false);

export const markBoards = async (unit: Unit): Promise<void> => bump(unit, phases.map(boardKey), false);

/** A step on its way back: the cards of all it did before speak of what is no longer so. */
export async function markAttemptsOf(unit: Unit, stepId: string): Promise<void> {
  const rows = await unit.trx.selectFrom('attempt').select('id').where('step_id', '=', stepId).execute();
  await bump(
    unit,
    rows.map(({ id }) => attemptKey(id)),
    false,
  );
}

/** Progress of a bulk change: a card that was marked less than a second ago waits for the next object or the end. */
export const markProgress = (unit: Unit, attemptId: string, phase: Phase): Promise<void> =>
  bump(unit, [attemptKey(attemptId), boardKey(phase)], true);

/** The stop of today is news even if the card of the last one still hangs in the channel: it is posted anew. */
export async function markStop(unit: Unit, news: boolean): Promise<void> {
  if (news)
    await unit.trx
      .updateTable('card')
      .set({ activity_id: null, conversation_id: null, sent_version: 0 })
      .where('key', '=', 'stop')
      .where('posting', '=', false)
      .execute();
  await markCard(unit, 'stop', null);
}

/** Everything people look at changes when roles, T or the stop change. */
export async function markAll(unit: Unit): Promise<void> {
  await unit.trx
    .updateTable('card')
    .set((row) => ({ version: row('version', '+', 1), marked_at: new Date() }))
    .where((row) =>
      row.or([
        row('key', '=', 'welcome'),
        row('key', 'like', 'board:%'),
        row(
          'key',
          'in',
          row
            .selectFrom('attempt')
            .select(sql<string>`'attempt:' || attempt.id`.as('key'))
            .where('ended_at', 'is', null),
        ),
      ]),
    )
    .execute();
  unit.effects.woken = true;
}

async function bump(unit: Unit, keys: readonly string[], coalesce: boolean): Promise<void> {
  if (keys.length === 0) return;
  let update = unit.trx
    .updateTable('card')
    .set((row) => ({ version: row('version', '+', 1), marked_at: new Date() }))
    .where('key', 'in', keys);
  if (coalesce) update = update.where('marked_at', '<', new Date(Date.now() - 1000));
  const result = await update.executeTakeFirst();
  if (result.numUpdatedRows > 0n) unit.effects.woken = true;
}
