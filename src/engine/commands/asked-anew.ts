/** Words that were given for something else than what is asked now are asked for anew. */
import type { Role, Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { kindNameOf, stepOf } from '../core.js';
import type { Unit } from '../core.js';
import { forgetVotes, openGates } from '../progress/open-gates.js';
import { loadPeople, withRoles } from '../roles/roster.js';
import { markAttempt } from '../cards/mark.js';
import { kindOf } from '../kinds/index.js';
import { holds, judgeApprovals, judgeGate, leads } from '../rights/policy.js';
import { loadVotes } from '../rights/votes.js';

const roles = { because: 'roles' };

/**
 * Somebody got or lost a role that open gates ask: their word was given for other roles, so they are asked anew. Where everybody else has
 * agreed already nobody would be left to press, and a gate goes through by a press only: then all are asked anew.
 */
export async function askGatesAnew(unit: Unit, role: Role, personId: string): Promise<void> {
  const people = await loadPeople(unit.trx);
  for (const { step, attempt, votes } of await openGates(unit, (gate) => gate.roles.includes(role))) {
    const others = votes.filter((vote) => vote.personId !== personId);
    const left = judgeGate(step, others, withRoles(people)).complete ? [] : others;
    await forgetVotes(unit, attempt, votes, left, roles);
  }
}

/** A gate does not wait for a role that is not needed. Where that was all it waited for, everybody is asked anew: it goes through by a press only. */
export async function askGatesWithout(unit: Unit, role: Role): Promise<void> {
  const roster = withRoles(await loadPeople(unit.trx));
  for (const { step, attempt, votes } of await openGates(unit, (gate) => gate.roles.includes(role)))
    if (votes.length > 0 && judgeGate(step, votes, roster).complete) await forgetVotes(unit, attempt, votes, [], roles);
}

/** A decision was answered differently: whoever has said go to what stands on it, said it to something else. */
export async function askGatesAbout(unit: Unit, decision: Step): Promise<void> {
  const above = standingOn(unit.core.options.runbook, decision.id);
  const gates = await openGates(unit, (gate) => above.has(gate.id) && gate.decidesBackOut !== true);
  for (const { attempt, votes } of gates)
    await forgetVotes(unit, attempt, votes, [], { because: 'decision', decision: decision.id });
}

/** What somebody approved for a role that is gone stays void, also when they get it back. */
export async function voidApprovals(unit: Unit, personId: string): Promise<void> {
  const person = withRoles(await loadPeople(unit.trx)).find(({ id }) => id === personId);
  const rows = await unit.trx
    .selectFrom('approval')
    .innerJoin('attempt', 'attempt.id', 'approval.attempt_id')
    .select(['attempt.id', 'attempt.step_id', 'attempt.state', 'approval.vote'])
    .where('approval.person_id', '=', personId)
    .where('attempt.state', 'in', ['asking', 'working'])
    .execute();
  for (const { id, step_id, state, vote } of rows) {
    const step = stepOf(unit.core, step_id);
    if (kindNameOf(unit.core, step) === 'gate') continue;
    if (person === undefined || !holds(person, [...step.roles, ...leads]))
      await unit.trx.deleteFrom('approval').where('attempt_id', '=', id).where('person_id', '=', personId).execute();
    if (vote === 'no' && state === 'asking') await askUnlessMissing(unit, step, { id, state });
  }
}

/** The no that held it up counts no more, and nobody is left to press: what is begun by a press is asked about anew. */
async function askUnlessMissing(unit: Unit, step: Step, attempt: { id: string; state: string }): Promise<void> {
  if (kindOf(unit.core, step).goOn === undefined) return;
  const roster = withRoles(await loadPeople(unit.trx));
  if (!judgeApprovals(step, await loadVotes(unit.trx, [attempt.id]), roster).complete) return;
  await unit.trx.deleteFrom('approval').where('attempt_id', '=', attempt.id).execute();
  await markAttempt(unit, attempt, step.phase);
}
