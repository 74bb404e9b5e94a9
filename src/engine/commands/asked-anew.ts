import type { Role } from '../../contract/step.js';
import { moveAttempt } from '../attempts/life.js';
import { currentAttempt } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
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
    const people = await loadPeople(unit.trx);
    const given = await loadVotes(unit.trx, [attempt.id]);
    const others = given.filter((vote) => vote.personId !== personId);
    const left = judgeGate(step, others, withRoles(people)).complete ? [] : others;
    for (const vote of given.filter((one) => !left.includes(one))) {
      await unit.trx
        .deleteFrom('approval')
        .where('attempt_id', '=', attempt.id)
        .where('person_id', '=', vote.personId)
        .execute();
      const name = people.find(({ id }) => id === vote.personId)?.name ?? '';
      await record(unit, null, 'vote-asked-anew', step.id, { attempt: attempt.id, name });
    }
    await moveAttempt(unit, attempt, left.some(({ vote }) => vote === 'no') ? 'attention' : 'asking');
  }
}
