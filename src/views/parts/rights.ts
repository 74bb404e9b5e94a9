/**
 * Which buttons a person is shown. Courtesy, not a lock: the engine decides again when one is pressed, from who pressed it.
 */
import type { Role } from '../../contract/step.js';
import type { Attempt, Need, Person, StepSnapshot } from '../../engine/state.js';

export interface Rights {
  readonly approve: boolean;
  readonly vote: boolean;
  readonly answer: boolean;
  readonly take: boolean;
  readonly complete: boolean;
  /** Once more, or accept what is open: those whose step it is, and the two leads. */
  readonly settle: boolean;
  readonly stop: boolean;
}

const none: Rights = {
  approve: false,
  vote: false,
  answer: false,
  take: false,
  complete: false,
  settle: false,
  stop: false,
};

const approvals: readonly Need['kind'][] = ['role', 'second-person', 'other-company'];

export const approvalNeeds = (attempt: Attempt): readonly Need[] =>
  attempt.needs.filter((need) => approvals.includes(need.kind));

export const needsOf = (attempt: Attempt, kind: Need['kind']): readonly Need[] =>
  attempt.needs.filter((need) => need.kind === kind);

export function rightsOf(person: Person | null, snapshot: StepSnapshot): Rights {
  const attempt = snapshot.attempt;
  if (person === null || attempt === null) return none;
  const asked = (needs: readonly Need[]): boolean =>
    needs.some((need) => need.people.some((candidate) => candidate.id === person.id));
  const open = attempt.state === 'asking';
  // A gate with a `no` needs attention and can still be voted on.
  const voting = open || (attempt.state === 'attention' && snapshot.step.kind === 'gate');
  const gate = snapshot.step.kind === 'gate';
  const doable = open || (attempt.state === 'running' && attempt.takenBy !== null);
  const evidence = asked(needsOf(attempt, 'evidence'));
  return {
    approve:
      open && !gate && attempt.plan !== null && attempt.plan.blockers.length === 0 && asked(approvalNeeds(attempt)),
    vote: voting && gate && asked(attempt.needs.filter((need) => need.kind !== 'answer')),
    answer: open && asked(needsOf(attempt, 'answer')),
    take: doable && evidence && attempt.takenBy === null,
    complete: doable && evidence && attempt.takenBy?.id === person.id,
    settle:
      attempt.state === 'attention' &&
      !gate &&
      holdsAny(person, [...snapshot.step.roles, 'project-manager', 'business-owner']),
    stop: person.roles.length > 0,
  };
}

export const holdsAny = (person: Person, roles: readonly Role[]): boolean =>
  person.roles.some((role) => roles.includes(role));

/** Those whose card differs from the channel's: they are named in its `refresh`. */
export function mayAct(snapshot: StepSnapshot, roster: readonly Person[]): readonly Person[] {
  const attempt = snapshot.attempt;
  if (attempt === null) return [];
  return roster.filter((person) => {
    const rights = rightsOf(person, snapshot);
    if (attempt.state === 'running' && snapshot.step.kind === 'change') return rights.stop;
    return rights.approve || rights.vote || rights.answer || rights.take || rights.complete || rights.settle;
  });
}

/** Of a decision that is done. */
export const mayAnswerAgain = ({ step, attempt }: StepSnapshot, roster: readonly Person[]): readonly Person[] =>
  step.kind === 'decision' && attempt?.state === 'done'
    ? roster.filter(({ id }) => attempt.may.repeat.includes(id))
    : [];
