/** Reading back: looks once and, while something is still wrong and there is time, looks again later. */
import { sql } from 'kysely';
import type { Finding, Remark } from '../../../contract/change.js';
import { stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { markProgress } from '../../cards/mark.js';
import { after } from '../../schedule/wall-time.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { readingFailed } from '../../attempts/faults.js';
import { loadChanges } from '../../attempts/ledger.js';
import { endStep, loadAttempt, needAttention } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/life.js';
import { changeDefinition } from './planning.js';
import { makeStepContext } from '../../attempts/step-context.js';

/** An attempt keeps what a card can show; the ledger has every object. */
const mostWrong = 500;
const mostPassed = 50;

const passed = ({ status }: Finding): boolean => status === 'passed';
export const isLasting = (finding: Finding): boolean => finding.lasting === true && !passed(finding);

export function registerVerify(core: Core): void {
  registerWork(
    core,
    'engine.verify',
    (ticket, input) => carryVerify(core, ticket, String(input['attemptId'])),
    (ticket, input, error) =>
      readingFailed(core, ticket, 'engine.verify', String(input['attemptId']), 'engine.verify-failed', error),
  );
}

async function carryVerify(core: Core, ticket: Ticket, attemptId: string): Promise<void> {
  const attempt = await transactAs(core, ticket, async (unit) => {
    const row = await loadAttempt(unit, attemptId);
    if (row?.state === 'verifying') return row;
    await finishWork(unit, ticket);
    return null;
  });
  if (attempt === null) return;
  const definition = changeDefinition(core, attempt.step_id);
  const changes = await loadChanges(core.db, attempt.id, { done: true });
  const findings = await definition.verify(await makeStepContext(core), changes);
  const wrong = findings.filter((finding) => !passed(finding));
  await transactAs(core, ticket, async (unit) => {
    const patience = { within: definition.verifyWithin, every: definition.verifyEvery };
    if (await lookAgain(unit, ticket, attempt, 'engine.verify', findings, patience)) return;
    await finishWork(unit, ticket);
    const troubles = await troublesOf(unit, attempt.id);
    const change = { findings: asStored(findings), troubles: JSON.stringify(troubles), looked_at: unit.at };
    if (attempt.direction === 'undo') await markUndone(unit, attempt);
    if (wrong.length > 0 || troubles.length > 0)
      return needAttention(unit, attempt, change, { open: wrong.length + troubles.length });
    await endStep(unit, attempt, attempt.direction === 'undo' ? 'undone' : 'done', change);
  });
}

const asStored = (findings: readonly Finding[]): string =>
  JSON.stringify([
    ...findings.filter((finding) => !passed(finding)).slice(0, mostWrong),
    ...findings.filter(passed).slice(0, mostPassed),
  ]);

/** True when something is still wrong, time can mend it, and there is time: what was seen is shown, and the next look is due. Seconds of migration time. */
export async function lookAgain(
  unit: Unit,
  ticket: Ticket,
  attempt: AttemptRow,
  name: string,
  findings: readonly Finding[],
  patience: { readonly within: number; readonly every: number },
): Promise<boolean> {
  const since = new Date(attempt.verify_since ?? unit.at);
  const deadline = after(since, patience.within);
  if (findings.every(passed) || findings.some(isLasting) || unit.at >= deadline) return false;
  const stored = asStored(findings);
  await unit.trx
    .updateTable('attempt')
    // A look that saw something ends a row of failures.
    .set({ findings: stored, looked_at: unit.at, failures: 0 })
    .where('id', '=', attempt.id)
    .execute();
  if (stored !== JSON.stringify(attempt.findings))
    await markProgress(unit, attempt.id, stepOf(unit.core, attempt.step_id).phase);
  // What takes hours is not asked for every minute, and is still seen soon: a look adds a twentieth to the wait at most.
  const waited = (unit.now.getTime() - since.getTime()) / 1000;
  const next = after(unit.now, Math.max(patience.every, Math.round(waited / 20)));
  const dueAt = next < deadline ? next : deadline;
  await enqueueWork(unit, { key: ticket.key, name, input: { attemptId: attempt.id }, dueAt });
  return true;
}

async function troublesOf(unit: Unit, attemptId: string): Promise<readonly Remark[]> {
  const rows = await unit.trx
    .selectFrom('ledger')
    .select('remark')
    .where('attempt_id', '=', attemptId)
    .where('state', 'in', ['drifted', 'refused'])
    .orderBy('ordinal')
    .execute();
  return rows.flatMap(({ remark }) => (remark === null ? [] : [remark]));
}

/** What this undo restored is no longer there to be undone. */
async function markUndone(unit: Unit, undo: AttemptRow): Promise<void> {
  await sql`update engine.ledger as forward set undone = true
    from engine.ledger as back, engine.attempt as attempt
    where back.attempt_id = ${undo.id} and back.state = 'done'
      and forward.step_id = back.step_id and forward.side = back.side and forward.kind = back.kind
      and forward.object_id = back.object_id and forward.tries > 0
      and attempt.id = forward.attempt_id and attempt.direction = 'do'`.execute(unit.trx);
}
