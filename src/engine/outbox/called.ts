/** Whom the post of a step's card calls: only those who must act. */
import { holdersOf, leads } from '../rights/policy.js';
import { calledAnew, isStuck } from '../state.js';
import type { CalledAnew, Person, StepSnapshot } from '../state.js';

export function calledBy(snapshot: StepSnapshot, roster: readonly Person[]): readonly Person[] {
  const { attempt } = snapshot;
  if (attempt === null || attempt.endedAt !== null) return [];
  const { needs } = attempt;
  const asked = needs.flatMap(({ people }) => people);
  const anew = calledAnew(snapshot);
  if (anew?.for === 'no' && snapshot.step.kind !== 'gate') return whoSeesTo(anew.by, roster);
  const lapsed = anew?.for === 'lapsed' ? lapsedOf(snapshot, asked) : [];
  if (lapsed.length > 0) return lapsed;
  // What nobody on the roster can give waits for whoever gives out roles.
  return uniquePeople([...asked, ...(isStuck(attempt) ? holdersOf(roster, ['project-manager']) : [])]);
}

/** Whoever agrees lets it go on no more: a lead has to see to it, and not the one who said no. */
function whoSeesTo(by: Extract<CalledAnew, { for: 'no' }>['by'], roster: readonly Person[]): readonly Person[] {
  const others = roster.filter(({ id }) => id !== by.id);
  const [first = []] = leads.map((role) => holdersOf(others, [role])).filter((people) => people.length > 0);
  return first;
}

/** Those of them who are still asked; whoever never answered was called when it was asked first. */
const lapsedOf = ({ lapsed = [] }: StepSnapshot, asked: readonly Person[]): readonly Person[] =>
  uniquePeople(lapsed.map(({ person }) => person)).filter(({ id }) => asked.some((one) => one.id === id));

const uniquePeople = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];
