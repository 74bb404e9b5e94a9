/** Who must agree, decided from the roster as it is now: a role taken away takes the approval with it. */
import { isHighRisk, type Role, type Step } from '../../contract/step.js';
import type { Need, Person } from '../state.js';

export const leads: readonly Role[] = ['project-manager', 'business-owner'];

export interface Vote {
  readonly personId: string;
  readonly vote: 'approve' | 'go' | 'no';
}

export interface Verdict {
  readonly complete: boolean;
  readonly needs: readonly Need[];
}

export const holds = (person: Person, roles: readonly Role[]): boolean =>
  person.roles.some((role) => roles.includes(role));
export const holdersOf = (roster: readonly Person[], roles: readonly Role[]): readonly Person[] =>
  roster.filter((person) => holds(person, roles));

/** A need of those who agree to a plan or a task, and of nobody else. */
export const isOfApproval = ({ kind }: Need): boolean =>
  kind === 'role' || kind === 'second-person' || kind === 'other-company' || kind === 'no';

type Policy = Pick<Step, 'risk' | 'roles'>;
const enough: Verdict = { complete: true, needs: [] };
const missing = (needs: readonly Need[]): Verdict => ({ complete: false, needs });

/** Whose approval of a plan could count, and who may say no to it. */
export const approving = (step: Policy): readonly Role[] =>
  isHighRisk(step) ? [...new Set([...step.roles, ...leads])] : step.roles;

/** Whether the approvals of a plan suffice, and if not, who could give what is missing. */
export const judgeApprovals = (step: Policy, votes: readonly Vote[], roster: readonly Person[]): Verdict =>
  unlessRefused(judgeApproved(step, votes, roster), approving(step), votes, roster);

/** A no of somebody who is asked holds it up, whoever agrees, until it is taken back. */
function unlessRefused(
  verdict: Verdict,
  asked: readonly Role[],
  votes: readonly Vote[],
  roster: readonly Person[],
): Verdict {
  const against = holdersOf(roster, asked).filter(({ id }) => votes.some((v) => v.personId === id && v.vote === 'no'));
  return against.length === 0 ? verdict : missing([...verdict.needs, { kind: 'no', roles: asked, people: against }]);
}

function judgeApproved(step: Policy, votes: readonly Vote[], roster: readonly Person[]): Verdict {
  const approvers = roster.filter((person) => votes.some((v) => v.personId === person.id && v.vote === 'approve'));
  if (!isHighRisk(step)) {
    if (approvers.some((person) => holds(person, step.roles))) return enough;
    return missing([{ kind: 'role', roles: step.roles, people: holdersOf(roster, step.roles) }]);
  }
  return judgePair(step, approvers, roster);
}

/**
 * Of a change that is not whole: who could agree to its plan takes what became of it as it is. What took two people to begin is not one
 * person's to call done, and what took whoever's step it is is no lead's alone.
 */
export const judgeAcceptance = (step: Policy, by: readonly string[], roster: readonly Person[]): Verdict =>
  judgeApproved(
    step,
    by.map((personId) => ({ personId, vote: 'approve' as const })),
    roster,
  );

/** A holder of the step's role and a lead, two people; of two companies when the step is final. */
function judgePair(step: Policy, approvers: readonly Person[], roster: readonly Person[]): Verdict {
  const final = step.risk === 'final';
  const suits = (one: Person, two: Person): boolean =>
    one.id !== two.id &&
    (!final || one.company !== two.company) &&
    ((holds(one, step.roles) && holds(two, leads)) || (holds(two, step.roles) && holds(one, leads)));
  if (approvers.some((one) => approvers.some((two) => suits(one, two)))) return enough;

  const others = roster.filter((person) => !approvers.includes(person));
  const completing = others.filter((person) => approvers.some((approver) => suits(person, approver)));
  const either = [...new Set([...step.roles, ...leads])];
  const roleGiven = approvers.some((person) => holds(person, step.roles));
  const leadGiven = approvers.some((person) => holds(person, leads));
  if (final && completing.length === 0) {
    // Nobody fits whoever has approved: two others begin anew, or somebody of the other company has to be found.
    const pairing = others.filter((one) => others.some((two) => suits(one, two)));
    if (pairing.length > 0 || !(roleGiven || leadGiven))
      return missing(bothOf(step, pairing.length > 0 ? pairing : others));
    return missing([
      { kind: 'other-company', roles: roleGiven && leadGiven ? either : roleGiven ? leads : step.roles, people: [] },
    ]);
  }
  if (roleGiven && leadGiven) {
    const onePerson = approvers.length === 1;
    return missing([{ kind: onePerson ? 'second-person' : 'other-company', roles: either, people: completing }]);
  }
  if (roleGiven || leadGiven) {
    const roles = roleGiven ? leads : step.roles;
    return missing([{ kind: 'role', roles, people: completing.filter((person) => holds(person, roles)) }]);
  }
  return missing(bothOf(step, others));
}

const bothOf = (step: Policy, people: readonly Person[]): readonly Need[] => [
  { kind: 'role', roles: step.roles, people: holdersOf(people, step.roles) },
  { kind: 'role', roles: leads, people: holdersOf(people, leads) },
];

/**
 * A gate: every role named says go, at least two people, nobody says no. One press counts for all the person's roles; where one person holds
 * them all, a second one is missing from the beginning.
 */
export function judgeGate(step: Policy, votes: readonly Vote[], roster: readonly Person[]): Verdict {
  const saying = (vote: Vote['vote']): readonly Person[] =>
    roster.filter((person) => votes.some((v) => v.personId === person.id && v.vote === vote));
  const going = saying('go').filter((person) => holds(person, step.roles));
  const against = saying('no').filter((person) => holds(person, step.roles));
  const silent = step.roles.filter((role) => !going.some((person) => person.roles.includes(role)));
  const needs: Need[] = silent.map((role) => ({
    kind: 'vote',
    roles: [role],
    people: holdersOf(roster, [role]),
  }));
  // A `no` of a second holder of a role stands beside the other's `go` until it is taken back.
  const withdrawing = against.filter((person) => !needs.some((need) => holds(person, need.roles)));
  if (withdrawing.length > 0) needs.push({ kind: 'vote', roles: step.roles, people: withdrawing });
  const holders = holdersOf(roster, step.roles);
  const isOnePerson = holders.length < 2 && needs.every(({ people }) => people.length > 0);
  if (going.length < 2 && (needs.length === 0 || isOnePerson))
    needs.push({
      kind: 'second-person',
      roles: step.roles,
      people: isOnePerson ? [] : holders.filter((person) => !going.includes(person)),
    });
  return needs.length === 0 ? enough : missing(needs);
}

/** A task of high risk is agreed by a lead before anybody takes it: by one beside whom somebody is left to take it. */
export const judgeTask = (step: Policy, votes: readonly Vote[], roster: readonly Person[]): Verdict =>
  isHighRisk(step) ? unlessRefused(judgeAgreed(step, votes, roster), leads, votes, roster) : enough;

const agrees = (votes: readonly Vote[], { id }: Person): boolean =>
  votes.some((v) => v.personId === id && v.vote === 'approve');

function judgeAgreed(step: Policy, votes: readonly Vote[], roster: readonly Person[]): Verdict {
  const agreed = holdersOf(roster, leads).filter((person) => agrees(votes, person));
  const others = holdersOf(roster, leads).filter((person) => !agreed.includes(person));
  if (agreed.length === 0) return missing([{ kind: 'role', roles: leads, people: others }]);
  if (takers(step, votes, roster).length > 0 || holdersOf(roster, step.roles).length === 0) return enough;
  const leavesOne = (lead: Person): boolean =>
    holdersOf(roster, step.roles).some((taker) => mayTake(step, lead, taker));
  return missing([
    { kind: step.risk === 'final' ? 'other-company' : 'second-person', roles: leads, people: others.filter(leavesOne) },
  ]);
}

const mayTake = ({ risk }: Policy, lead: Person, taker: Person): boolean =>
  lead.id !== taker.id && (risk !== 'final' || lead.company !== taker.company);

/** Who may take an agreed task: for high risk somebody else than the one lead who agreed, for final of another company too. */
export function takers(step: Policy, votes: readonly Vote[], roster: readonly Person[]): readonly Person[] {
  const holders = holdersOf(roster, step.roles);
  if (!isHighRisk(step)) return holders;
  const agreed = roster.filter((person) => holds(person, leads) && agrees(votes, person));
  return holders.filter((person) => agreed.some((lead) => mayTake(step, lead, person)));
}
