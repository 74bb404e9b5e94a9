/** Looking until it is so: what a verification, a watch and a transfer have in common. */
import type { Finding } from '../../contract/finding.js';
import { markProgress } from '../cards/mark.js';
import { stepOf } from '../core.js';
import type { Unit } from '../core.js';
import { after } from '../schedule/wall-time.js';
import { enqueueWork } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import type { AttemptRow } from './rows.js';

/** An attempt keeps what a card can show; the ledger has every object. */
const mostWrong = 500;
const mostPassed = 50;

export const passed = ({ status }: Finding): boolean => status === 'passed';
export const isLasting = (finding: Finding): boolean => finding.lasting === true && !passed(finding);

export const asStored = (findings: readonly Finding[]): string =>
  JSON.stringify([
    ...findings.filter((finding) => !passed(finding)).slice(0, mostWrong),
    ...findings.filter(passed).slice(0, mostPassed),
  ]);

/** Seconds of migration time: how long looking may go on, and how often. */
export interface Patience {
  readonly within: number;
  readonly every: number;
}

/** True when something is still wrong, time can mend it, and there is time: what was seen is shown, and the next look is due. */
export async function lookAgain(
  unit: Unit,
  ticket: Ticket,
  attempt: AttemptRow,
  name: string,
  findings: readonly Finding[],
  patience: Patience,
): Promise<boolean> {
  const since = new Date(attempt.looking_since ?? unit.at);
  const deadline = after(since, patience.within);
  if (findings.every(passed) || findings.some(isLasting) || unit.at >= deadline) return false;
  const stored = asStored(findings);
  await unit.trx
    .updateTable('attempt')
    // A look that saw something ends a row of failures.
    .set((row) => ({ findings: stored, looked_at: unit.at, failures: 0, looks: row('looks', '+', 1) }))
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
