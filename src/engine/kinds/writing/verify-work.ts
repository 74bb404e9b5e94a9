/** Reading back: looks once and, while something is still wrong and there is time, looks again later. */
import { sql } from 'kysely';
import { objectKey } from '../../../contract/finding.js';
import type { Remark } from '../../../contract/finding.js';
import { endStep, goodEnd, needAttention } from '../../attempts/life.js';
import { loadChanges, loadWritten } from '../../attempts/ledger.js';
import { asStored, lookAgain, passed } from '../../attempts/look-again.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { lookForMissingRights } from '../../attempts/missing-rights.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { Core, Unit } from '../../core.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { chunksOf } from '../../../contract/chunks.js';
import { inverses } from './inverses.js';
import { changeDefinition } from './definition.js';
import { restoredEarlier } from './undo-draft.js';

export function registerVerify(core: Core): void {
  registerAttemptWork(core, 'engine.verify', 'engine.verify-failed', carryVerify);
}

async function carryVerify(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (attempt.state !== 'verifying') return transactAs(core, ticket, (unit) => finishWork(unit, ticket));
  const code = changeDefinition(core, attempt.step_id);
  const { direction } = attempt;
  const changes = [
    ...(await loadChanges(core.db, attempt.id, { done: true })),
    ...(direction === 'undo' ? await restoredEarlier(core, attempt) : []),
  ];
  const looks = { before: attempt.looks, since: attempt.looking_since, last: attempt.findings };
  const findings = await code.verify(await makeStepContext(core, { code, direction, looks }), changes);
  await transactAs(core, ticket, async (unit) => {
    const troubles = await troublesOf(unit, attempt.id);
    // What was refused needs a person at once, whatever else may take a day: asked for again, all of it is looked at again.
    const within = troubles.length === 0 ? code.verifyWithin : Math.min(code.verifyWithin, code.settleSeconds);
    const patience = { within, every: code.verifyEvery };
    if (await lookAgain(unit, ticket, attempt, 'engine.verify', findings, patience)) return;
    await finishWork(unit, ticket);
    const change = { findings: asStored(findings), troubles: JSON.stringify(troubles), looked_at: unit.at };
    const wrong = findings.filter((finding) => !passed(finding));
    if (wrong.length > 0 || troubles.length > 0) {
      await needAttention(unit, attempt, change, { open: wrong.length + troubles.length });
      if (troubles.some(({ code: one }) => one === 'permission-missing')) await lookForMissingRights(unit, attempt.id);
      return;
    }
    await endChange(unit, attempt, change);
  });
}

/** What an undo restored is no longer there to be undone: known only once it was read back, or taken as it is by somebody's name. */
export async function endChange(
  unit: Unit,
  attempt: AttemptRow,
  change: Parameters<typeof endStep>[3] = {},
): Promise<void> {
  if (attempt.direction === 'undo') await markUndone(unit, attempt);
  await endStep(unit, attempt, goodEnd(attempt), change);
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

async function markUndone(unit: Unit, undo: AttemptRow): Promise<void> {
  const definition = changeDefinition(unit.core, undo.step_id);
  const { changes } = inverses(definition, await loadWritten(unit.trx, undo.step_id));
  const open = await unit.trx
    .selectFrom('ledger')
    .select(['side', 'undoes_kind', 'undoes_id'])
    .where('attempt_id', '=', undo.id)
    .where('state', '<>', 'done')
    .execute();
  // What this attempt left out was seen to be as it was before, whoever put it back.
  const notRestored = new Set(
    open.map((row) => objectKey(row.side, { kind: row.undoes_kind ?? '', id: row.undoes_id ?? '' })),
  );
  const restored = changes.flatMap(({ side, undoes }) =>
    undoes === undefined || notRestored.has(objectKey(side, undoes))
      ? []
      : [{ side, kind: undoes.kind, id: undoes.id }],
  );
  for (const chunk of chunksOf(restored, 500))
    await sql`update engine.ledger as forward set undone = true
      from engine.attempt as earlier, jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as back (side text, kind text, id text)
      where earlier.id = forward.attempt_id and earlier.direction = 'do' and forward.step_id = ${undo.step_id}
        and forward.tries > 0 and forward.side = back.side and forward.kind = back.kind and forward.object_id = back.id`.execute(
      unit.trx,
    );
}
