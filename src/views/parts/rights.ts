/**
 * Which buttons a person is shown, as the engine decided with the snapshot. Courtesy, not a lock: it decides again, from who pressed it.
 */
import type { Role } from '../../contract/step.js';
import type { Attempt, Deed, Need, Person, StepSnapshot } from '../../engine/state.js';

export type Rights = Readonly<Record<Deed, boolean>>;

const approvals: readonly Need['kind'][] = ['role', 'second-person', 'other-company', 'no'];

export const approvalNeeds = (attempt: Attempt): readonly Need[] =>
  attempt.needs.filter((need) => approvals.includes(need.kind));

export const needsOf = (attempt: Attempt, kind: Need['kind']): readonly Need[] =>
  attempt.needs.filter((need) => need.kind === kind);

export function rightsOf(person: Person | null, { attempt }: StepSnapshot): Rights {
  const may = (deed: Deed): boolean => person !== null && (attempt?.may[deed].includes(person.id) ?? false);
  return {
    approve: may('approve'),
    refuse: may('refuse'),
    'take-back': may('take-back'),
    vote: may('vote'),
    answer: may('answer'),
    // What somebody has taken is offered to others only when that person can no longer report it.
    take: may('take') && (attempt?.takenBy == null || !attempt.may.complete.includes(attempt.takenBy.id)),
    complete: may('complete'),
    'hand-back': may('hand-back'),
    'give-up': may('give-up'),
    attach: may('attach'),
    repeat: may('repeat'),
    accept: may('accept'),
    pause: may('pause'),
    'go-on': may('go-on'),
    halt: may('halt'),
    retry: may('retry'),
    'account-for': may('account-for'),
    stop: may('stop'),
    reschedule: may('reschedule'),
  };
}

/** What came to a halt waits for somebody who looks again, or takes it as it is. */
export const maySettle = ({ repeat, accept }: Pick<Rights, 'repeat' | 'accept'>): boolean => repeat || accept;

export const holdsAny = (person: Person, roles: readonly Role[]): boolean =>
  person.roles.some((role) => roles.includes(role));

/** Those whose card differs from the channel's: they are named in its `refresh`. */
export function mayAct(snapshot: StepSnapshot, roster: readonly Person[]): readonly Person[] {
  const { attempt, kind } = snapshot;
  if (attempt === null) return [];
  return roster.filter((person) => {
    const rights = rightsOf(person, snapshot);
    if (attempt.state === 'running' && kind === 'change') return rights.stop;
    if (rights.pause || rights['go-on'] || rights.halt || rights.retry || rights['account-for']) return true;
    const { approve, vote, answer, take, complete, reschedule } = rights;
    if (rights['hand-back'] || rights['give-up'] || reschedule) return true;
    if (rights.refuse || rights['take-back']) return true;
    if (rights.repeat && attempt.state === 'asking' && needsOf(attempt, 'no').length > 0) return true;
    return approve || vote || answer || take || complete || (attempt.state === 'attention' && maySettle(rights));
  });
}

/** Those who get a button on what came to its end: a decision may be answered again, a step that was undone be begun again. */
export function mayReopen(
  { step, kind, state, attempt, mayTakeGoBack = [] }: StepSnapshot,
  roster: readonly Person[],
): readonly Person[] {
  const isDecided = kind === 'decision' && state === 'done' && attempt?.state === 'done';
  const isUndone = state === 'undone' && (attempt?.state === 'undone' || step.undoneBy !== undefined);
  const reopening = isDecided || isUndone ? (attempt?.may.repeat ?? []) : [];
  const rescheduling = state === 'done' ? (attempt?.may.reschedule ?? []) : [];
  // A run that was withdrawn and cannot be seen is somebody's to account for.
  const accounting = attempt?.may['account-for'] ?? [];
  return roster.filter(({ id }) => [...reopening, ...rescheduling, ...accounting, ...mayTakeGoBack].includes(id));
}
