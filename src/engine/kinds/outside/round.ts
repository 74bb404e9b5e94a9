/** One round of a transfer: its row before anything begins outside, and what becomes of its items when it ends. */
import { objectKey } from '../../../contract/finding.js';
import type { Finding, Remark } from '../../../contract/finding.js';
import type { TransferLook } from '../../../contract/transfer.js';
import { endStep, moveAttempt, needAttention } from '../../attempts/life.js';
import { asStored, passed } from '../../attempts/look-again.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { enqueueLook, setRun } from '../../attempts/transfer-rows.js';
import type { RunRow } from '../../attempts/transfer-rows.js';
import { record } from '../../audit/audit.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Unit } from '../../core.js';
import { chunksOf } from '../../../contract/chunks.js';

/** A card shows as many at most; a retry takes all of them. */
const mostFailed = 500;

export async function beginRound(
  unit: Unit,
  attempt: AttemptRow,
  { round, items, planned }: Pick<RunRow, 'round' | 'items' | 'planned'>,
): Promise<void> {
  await unit.trx
    .insertInto('transfer_run')
    .values({
      attempt_id: attempt.id,
      round,
      key: `${unit.core.options.migration.id}/${attempt.id}/${round}`,
      state: 'starting',
      items,
      planned,
      open: items,
      begun_at: unit.at,
    })
    .execute();
  await moveAttempt(unit, attempt, 'running', { held_by_stop: false, findings: '[]', troubles: '[]' });
  await record(unit, null, 'transfer-begun', attempt.step_id, { attempt: attempt.id, round, items });
  await enqueueLook(unit, attempt.id);
}

/** A new round over what is not done; what was approved covers it, for it is part of that. */
export async function retryRound(unit: Unit, attempt: AttemptRow, { round, open, planned }: RunRow): Promise<void> {
  await unit.trx
    .updateTable('transfer_item')
    .set({ round: round + 1 })
    .where('attempt_id', '=', attempt.id)
    .where('done', '=', false)
    .execute();
  await beginRound(unit, attempt, { round: round + 1, items: open, planned });
}

/** Nothing of it ever ran. */
export async function endUnstarted(unit: Unit, attempt: AttemptRow, run: RunRow, why: Remark | null): Promise<void> {
  await closeRun(unit, attempt, run, { done: 0, progress: null });
  await settleAttempt(unit, attempt, { open: run.open, findings: [], troubles: why === null ? [] : [why] });
}

/** Somebody says that nothing of it runs. What it did before nobody saw: all of the round counts as open. */
export async function endUnseen(unit: Unit, attempt: AttemptRow, run: RunRow, said: Finding): Promise<void> {
  await closeRun(unit, attempt, run, { done: run.progress?.items.done ?? 0, progress: null });
  await settleAttempt(unit, attempt, { open: run.open, findings: [said], troubles: [] });
}

/** It ended, by itself or because it was halted: what is not done is named. */
export async function endRound(unit: Unit, attempt: AttemptRow, run: RunRow, look: TransferLook): Promise<void> {
  const unaccounted = await markItems(unit, run, look);
  const open = await countOpen(unit, attempt.id);
  await setRun(unit, run, { open });
  const progress = { items: look.items, bytes: look.bytes ?? null, failed: look.failed.slice(0, mostFailed) };
  await closeRun(unit, attempt, run, { done: look.items.done, progress: JSON.stringify(progress) });
  await settleAttempt(unit, attempt, { open, findings: [...look.findings, ...unaccounted], troubles: look.failed });
}

async function closeRun(
  unit: Unit,
  attempt: AttemptRow,
  run: RunRow,
  { done, progress }: { done: number; progress: string | null },
): Promise<void> {
  const halted = run.wanted === 'halt';
  const over = { state: 'ended', ended_at: unit.at, looked_at: unit.at, wanted: null, paused_by: null } as const;
  await setRun(unit, run, { ...over, halted, ...(progress === null ? {} : { progress }) });
  await record(unit, null, halted ? 'transfer-halted' : 'transfer-ended', attempt.step_id, {
    attempt: attempt.id,
    round: run.round,
    done,
    items: run.items,
  });
}

/** Done is what is not named; where the numbers do not add up nobody can tell, and all of the round counts as open. */
async function markItems(unit: Unit, run: RunRow, { items, failed }: TransferLook): Promise<readonly Finding[]> {
  const named = new Map(
    failed.flatMap(({ object }) => (object === undefined ? [] : [[objectKey('', object), object]])),
  );
  if (items.done + named.size !== run.items || failed.length !== named.size)
    return unaccounted(items.done, named.size, run);
  const ours = unit.trx
    .updateTable('transfer_item')
    .where('attempt_id', '=', run.attempt_id)
    .where('round', '=', run.round);
  await ours.set({ done: true }).execute();
  let found = 0n;
  for (const chunk of chunksOf([...named.values()], 500)) {
    const { numUpdatedRows } = await ours
      .set({ done: false })
      .where((row) => row.or(chunk.map(({ kind, id }) => row.and({ kind, object_id: id }))))
      .executeTakeFirstOrThrow();
    found += numUpdatedRows;
  }
  if (found === BigInt(named.size)) return [];
  // Somebody is named who is not among them: which of them is meant, nobody can tell.
  await ours.set({ done: false }).execute();
  return unaccounted(items.done, named.size, run);
}

const unaccounted = (done: number, failed: number, { items }: RunRow): readonly Finding[] => [
  { status: 'unknown', code: 'engine.transfer-unaccounted', facts: { done, failed, total: items } },
];

async function countOpen(unit: Unit, attemptId: string): Promise<number> {
  const row = await unit.trx
    .selectFrom('transfer_item')
    .select(({ fn }) => fn.countAll<string>().as('items'))
    .where('attempt_id', '=', attemptId)
    .where('done', '=', false)
    .executeTakeFirstOrThrow();
  return Number(row.items);
}

/** An attempt that was withdrawn meanwhile stays so; its card says what became of the run. */
async function settleAttempt(
  unit: Unit,
  attempt: AttemptRow,
  { open, findings, troubles }: { open: number; findings: readonly Finding[]; troubles: readonly Remark[] },
): Promise<void> {
  const stored = asStored(findings);
  if (attempt.ended_at !== null) {
    await unit.trx.updateTable('attempt').set({ findings: stored }).where('id', '=', attempt.id).execute();
    return markAttempt(unit, attempt, stepOf(unit.core, attempt.step_id).phase);
  }
  const change = {
    findings: stored,
    troubles: JSON.stringify(troubles.slice(0, mostFailed)),
    looked_at: unit.at,
    failures: 0,
  };
  if (open === 0 && findings.every(passed)) return endStep(unit, attempt, 'done', change);
  await needAttention(unit, attempt, change, { open });
}
