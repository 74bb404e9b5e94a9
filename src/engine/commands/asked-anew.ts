import type { Role } from '../../contract/step.js';
import { moveAttempt } from '../attempts/life.js';
import { currentAttempt } from '../attempts/rows.js';
import { kindNameOf } from '../core.js';
import type { Unit } from '../core.js';
import { loadPeople, withRoles } from '../roles/roster.js';
import { judgeGate } from '../rights/policy.js';
import { loadVotes } from '../rights/votes.js';

/**
 * Somebody got or lost a role that open gates ask: their word was given for other roles, so they are asked anew. Where everybody else has
 * agreed already nobody would be left to press, and a gate goes through by a press only: then all are asked anew.
 */
export async function askGatesAnew(unit: Unit, role: Role, personId: string): Promise<void> {
  const gates = unit.core.options.runbook.filter(
    (step) => kindNameOf(unit.core, step) === 'gate' && step.roles.includes(role),
  );
  for (const step of gates) {
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || attempt.ended_at !== null || (attempt.state !== 'asking' && attempt.state !== 'attention'))
      continue;
    const forget = unit.trx.deleteFrom('approval').where('attempt_id', '=', attempt.id);
    await forget.where('person_id', '=', personId).execute();
    const roster = withRoles(await loadPeople(unit.trx));
    if (judgeGate(step, await loadVotes(unit.trx, [attempt.id]), roster).complete) await forget.execute();
    const left = await loadVotes(unit.trx, [attempt.id]);
    await moveAttempt(unit, attempt, left.some(({ vote }) => vote === 'no') ? 'attention' : 'asking');
  }
}
