import type { Finding, Remark } from '../../contract/change.js';
import type { Step } from '../../contract/step.js';
import type { Treatment } from '../core.js';
import type { AttemptState } from '../schema.js';
import type { Need, Person } from '../state.js';
import { holdersOf, judgeApprovals, judgeGate, judgeTask, takers } from './policy.js';
import type { Vote } from './policy.js';

export interface AskedAttempt {
  readonly state: AttemptState;
  readonly treatment: Treatment;
  readonly blockers: readonly Remark[];
  readonly findings: readonly Finding[];
  readonly takenBy: string | null;
  readonly answered: boolean;
  readonly hasForm: boolean;
}

/** What is missing before an attempt may go on, and who on the roster could give it. */
export function needsOf(
  step: Step,
  attempt: AskedAttempt,
  votes: readonly Vote[],
  roster: readonly Person[],
): readonly Need[] {
  const byRole = (kind: Need['kind'], people = holdersOf(roster, step.roles)): Need[] => [
    { kind, roles: step.roles, people },
  ];
  const { state, treatment } = attempt;
  if (state === 'attention') {
    if (attempt.blockers.length > 0) return [];
    return treatment === 'gate' ? judgeGate(step, votes, roster).needs : byRole('role');
  }
  if (state === 'running' && treatment === 'task')
    return byRole(
      'evidence',
      roster.filter(({ id }) => id === attempt.takenBy),
    );
  if (state !== 'asking') return [];
  switch (treatment) {
    case 'decision':
      return byRole('answer');
    case 'gate':
      return attempt.hasForm && !attempt.answered ? byRole('answer') : judgeGate(step, votes, roster).needs;
    case 'task': {
      const agreed = judgeTask(step, votes, roster);
      return agreed.complete ? byRole('evidence', [...takers(step, votes, roster)]) : agreed.needs;
    }
    case 'change':
    case 'check':
      return judgeApprovals(step, votes, roster).needs;
  }
}
