/** Gates that people vote at, and how a word is taken away that counts no more. */
import type { Step } from '../../contract/step.js';
import { moveAttempt } from '../attempts/life.js';
import { currentAttempt } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { Facts } from '../audit/audit.js';
import { kindNameOf } from '../core.js';
import type { Unit } from '../core.js';
import { forgetWords } from '../rights/forget-words.js';
import { loadVotes } from '../rights/votes.js';
import type { StoredVote } from '../rights/votes.js';
import { withoutRoles } from '../roles/spared.js';
import { migrationRow } from '../migration-row.js';

export interface OpenGate {
  /** Without the roles that nobody waits for. */
  readonly step: Step;
  readonly attempt: AttemptRow;
  readonly votes: readonly StoredVote[];
}

export async function openGates(unit: Unit, wanted: (gate: Step) => boolean): Promise<readonly OpenGate[]> {
  const open: OpenGate[] = [];
  const { not_needed: spared } = await migrationRow(unit);
  for (const step of unit.core.options.runbook) {
    if (kindNameOf(unit.core, step) !== 'gate' || !wanted(step)) continue;
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || attempt.ended_at !== null || (attempt.state !== 'asking' && attempt.state !== 'attention'))
      continue;
    open.push({ step: withoutRoles(step, spared), attempt, votes: await loadVotes(unit.trx, [attempt.id]) });
  }
  return open;
}

/** `left`: the votes that stand. */
export async function forgetVotes(
  unit: Unit,
  attempt: AttemptRow,
  votes: readonly StoredVote[],
  left: readonly StoredVote[],
  why: Facts,
): Promise<void> {
  const gone = votes.filter((vote) => !left.includes(vote));
  await forgetWords(unit, attempt, gone, why);
  await moveAttempt(unit, attempt, left.some(({ vote }) => vote === 'no') ? 'attention' : 'asking');
}
