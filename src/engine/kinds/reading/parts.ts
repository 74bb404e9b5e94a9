/**
 * What a check reads for hours. The attempt's one job reads the next part, keeps it and enqueues itself in the same transaction; whoever
 * comes after a kill goes on at the first part that was not kept. What was kept goes when the check has come to an end.
 */
import type { ReadingInParts } from '../../../contract/check.js';
import type { Json } from '../../../contract/json.js';
import { chunksOf } from '../../../contract/chunks.js';
import { enqueueFor } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { attemptKey, boardKey, markCard, markProgress } from '../../cards/mark.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';

/** Hours after which what an attempt left that came to a halt is no longer worth going on with. */
const staleAfterHours = 24;

/** Of a step whose check reads in parts. */
export function inPartsOf(core: Core, stepId: string): ReadingInParts | undefined {
  const code = actionOf(core, stepOf(core, stepId));
  return code?.kind === 'check' ? code.inParts : undefined;
}

/** True while there is more to read: the job has enqueued itself. */
export async function readOn(
  core: Core,
  ticket: Ticket,
  attempt: AttemptRow,
  inParts: ReadingInParts,
): Promise<boolean> {
  if (!(await hasParts(core, attempt))) return outline(core, ticket, attempt, inParts);
  const next = await core.db
    .selectFrom('read_part')
    .select(['number', 'items'])
    .where('attempt_id', '=', attempt.id)
    .where('read', 'is', null)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return false;
  const began = core.options.clock.now();
  const read = await inParts.read(await contextOf(core, attempt), next.items);
  await transactAs(core, ticket, async (unit) => {
    const seconds = (unit.now.getTime() - began.getTime()) / 1000;
    await unit.trx
      .updateTable('read_part')
      .set({ read: JSON.stringify(read), seconds })
      .where('attempt_id', '=', attempt.id)
      .where('number', '=', next.number)
      .execute();
    // A part that was read ends a row of failures.
    await unit.trx.updateTable('attempt').set({ failures: 0 }).where('id', '=', attempt.id).execute();
    await markProgress(unit, attempt.id, stepOf(core, attempt.step_id).phase);
    await enqueueFor(unit, attempt.id, 'engine.check');
  });
  return true;
}

/** Part by part: one of them in memory at a time. */
export async function* keptParts(core: Core, attemptId: string): AsyncIterable<readonly Json[]> {
  for (let number = 0; ; number += 1) {
    const row = await core.db
      .selectFrom('read_part')
      .select('read')
      .where('attempt_id', '=', attemptId)
      .where('number', '=', number)
      .executeTakeFirst();
    if (row === undefined) return;
    if (row.read === null) throw new Error(`part ${number} of ${attemptId} was not read`);
    yield row.read;
  }
}

/** What is to be read is settled once, before anything is; an attempt that follows one which came to a halt goes on where that one stopped. */
async function outline(core: Core, ticket: Ticket, attempt: AttemptRow, inParts: ReadingInParts): Promise<boolean> {
  if (await takeOver(core, ticket, attempt)) return true;
  const items = await inParts.items(await contextOf(core, attempt));
  const parts = chunksOf(items, inParts.size).map((part, number) => ({
    attempt_id: attempt.id,
    step_id: attempt.step_id,
    number,
    begun_at: core.options.clock.now().toISOString(),
    count: part.length,
    items: JSON.stringify(part),
    read: null,
    seconds: null,
  }));
  if (parts.length === 0) return false;
  await transactAs(core, ticket, async (unit) => {
    for (const chunk of chunksOf(parts, 100))
      await unit.trx
        .insertInto('read_part')
        .values([...chunk])
        .execute();
    await showFromNowOn(unit, attempt, parts.length);
    await enqueueFor(unit, attempt.id, 'engine.check');
  });
  return true;
}

/** Whoever waits for hours is told for how long: what is over at once is not news. */
async function showFromNowOn(unit: Unit, attempt: AttemptRow, parts: number): Promise<void> {
  if (parts < 2) return;
  const { phase } = stepOf(unit.core, attempt.step_id);
  await markCard(unit, boardKey(phase), null);
  await markCard(unit, attemptKey(attempt.id), phase);
}

const takeOver = (core: Core, ticket: Ticket, attempt: AttemptRow): Promise<boolean> =>
  transactAs(core, ticket, async (unit) => {
    const left = unit.trx.deleteFrom('read_part').where('step_id', '=', attempt.step_id);
    await left.where('begun_at', '<', after(unit.now, -staleAfterHours * 3600)).execute();
    const taken = await unit.trx
      .updateTable('read_part')
      .set({ attempt_id: attempt.id })
      .where('step_id', '=', attempt.step_id)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return false;
    await enqueueFor(unit, attempt.id, 'engine.check');
    return true;
  });

async function hasParts(core: Core, { id }: AttemptRow): Promise<boolean> {
  const row = await core.db.selectFrom('read_part').select('number').where('attempt_id', '=', id).limit(1);
  return (await row.executeTakeFirst()) !== undefined;
}

async function contextOf(core: Core, { step_id }: AttemptRow) {
  const code = actionOf(core, stepOf(core, step_id));
  if (code === undefined) throw new Error(`the step ${step_id} has no check`);
  return makeStepContext(core, { code, direction: 'do' });
}
