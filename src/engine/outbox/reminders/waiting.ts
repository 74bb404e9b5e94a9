/** What waits for whom, as the clock counts it: a line for each person and thing, what a lead has to hear among them. */
import { isHeldUp } from '../../state.js';
import type { Attempt, Need, Person, ReminderItem, StepSnapshot } from '../../state.js';
import type { OpenNeed } from '../../queries/open-needs.js';
import { holdersOf, leads } from '../../rights/policy.js';

/** Moments that the steps themselves do not tell. */
export interface Since {
  /** When the last stop was lifted. */
  readonly lifted: string | null;
  /** When a word on a step was last asked anew, by its id. */
  readonly anew: ReadonlyMap<string, string>;
  /** When somebody was given a role, by both: see `givenKey`. */
  readonly given: ReadonlyMap<string, string>;
}

export const givenKey = (personId: string, role: string): string => `${role} ${personId}`;

export interface WaitingFor {
  readonly person: Person;
  readonly items: readonly (ReminderItem & {
    readonly late: boolean;
    /** A step whose turn has not come waits for it. */
    readonly holds: boolean;
  })[];
}

type Item = WaitingFor['items'][number];

/** Everybody on the roster for whom something waits, their own things first. */
export function waitingFor(
  steps: readonly StepSnapshot[],
  open: readonly OpenNeed[],
  roster: readonly Person[],
  since: Since,
): readonly WaitingFor[] {
  const known = new Map(steps.map((snapshot) => [snapshot.step.id, snapshot]));
  const things = [...open.flatMap((one) => thingsOf(one, known, roster)), ...watched(steps, roster)];
  const own = (person: Person): readonly Item[] =>
    things
      .filter(({ people }) => people.some(({ id }) => id === person.id))
      .map((thing) => itemOf(thing, person, known, since));
  return roster.flatMap((person) => {
    const mine = own(person);
    const others = things
      .filter(({ people, kind }) => kind !== 'no' && heardBy(people, roster).some(({ id }) => id === person.id))
      .filter(({ stepId }) => !mine.some((item) => item.stepId === stepId))
      .map((thing) => ({
        ...earliest(thing.people.map((one) => itemOf(thing, one, known, since))),
        of: thing.people.map(({ id }) => id),
      }));
    const items = oneEach([...mine, ...others]);
    return items.length === 0 ? [] : [{ person, items }];
  });
}

interface Thing {
  readonly stepId: string;
  readonly attemptId: string;
  readonly kind: ReminderItem['kind'];
  readonly roles: Need['roles'];
  readonly people: readonly Person[];
}

function thingsOf(
  { stepId, attemptId, need }: OpenNeed,
  known: ReadonlyMap<string, StepSnapshot>,
  roster: readonly Person[],
): readonly Thing[] {
  const attempt = known.get(stepId)?.attempt ?? null;
  if (attempt !== null && attempt.id === attemptId && attempt.endedAt === null && isHeldUp(attempt)) return [];
  const { kind, roles } = need;
  // Whoever said no is asked for nothing more: a lead sees to it, as to what nobody on the roster can give.
  const said = new Set(attempt?.approvals.flatMap(({ vote, person }) => (vote === 'no' ? [person.id] : [])) ?? []);
  const asked = need.people.filter(({ id }) => !said.has(id));
  const people = kind === 'no' || need.people.length === 0 ? seeTo(need.people, roster) : asked;
  return people.length === 0 ? [] : [{ stepId, attemptId, kind, roles, people }];
}

/** Reported, and not seen yet: whoever reported it is the one who can look what became of it. */
const watched = (steps: readonly StepSnapshot[], roster: readonly Person[]): readonly Thing[] =>
  steps.flatMap(({ step, kind, attempt }) => {
    if (kind !== 'task' || attempt === null || !isLookedFor(attempt)) return [];
    const by = roster.filter(({ id }) => id === (attempt.said?.by?.id ?? attempt.takenBy?.id));
    const people = by.length > 0 ? by : holdersOf(roster, step.roles);
    return people.length === 0
      ? []
      : [{ stepId: step.id, attemptId: attempt.id, kind: 'watched' as const, roles: step.roles, people }];
  });

const isLookedFor = ({ state, endedAt, said }: Attempt): boolean =>
  state === 'verifying' && endedAt === null && said !== null;

/** The project manager, or where they are the ones waited for the other lead. */
function seeTo(people: readonly Person[], roster: readonly Person[]): readonly Person[] {
  const others = roster.filter(({ id }) => !people.some((one) => one.id === id));
  const [first = []] = leads.map((role) => holdersOf(others, [role])).filter((some) => some.length > 0);
  return first;
}

/** Where a lead of theirs is asked already, it has gone up. */
const heardBy = (people: readonly Person[], roster: readonly Person[]): readonly Person[] =>
  people.some(({ roles }) => roles.includes('project-manager')) && people.length > 1 ? [] : seeTo(people, roster);

function itemOf(
  { stepId, attemptId, kind, roles }: Thing,
  person: Person,
  known: ReadonlyMap<string, StepSnapshot>,
  { lifted, anew, given }: Since,
): Item {
  const snapshot = known.get(stepId);
  const moments = [
    begunToAsk(kind, snapshot),
    snapshot?.attempt?.handedBackAt,
    ...(snapshot?.step.after ?? []).map((id) => known.get(id)?.since),
    lifted,
    anew.get(stepId),
    givenOf(person, roles, given),
  ];
  const since = moments.reduce<string>((last, at) => (at != null && at > last ? at : last), '');
  const holds = [...known.values()].some(({ state, waitsFor }) => state === 'waiting' && waitsFor.includes(stepId));
  return { stepId, attemptId, kind, since, late: snapshot?.timing === 'late', holds };
}

/** A vote moves a step without asking anybody anew. */
function begunToAsk(kind: ReminderItem['kind'], snapshot: StepSnapshot | undefined): string | undefined {
  const attempt = snapshot?.attempt;
  if (kind === 'watched') return attempt?.said?.at;
  if (kind === 'settle') return attempt?.newsAt ?? snapshot?.since;
  return attempt?.state === 'asking' ? attempt.startedAt : snapshot?.since;
}

/** The first of the roles in which somebody can give it: who has held one of them for long was not given it just now. */
const givenOf = (person: Person, roles: Need['roles'], given: Since['given']): string | undefined =>
  roles
    .filter((role) => person.roles.includes(role))
    .map((role) => given.get(givenKey(person.id, role)) ?? '')
    .sort()[0];

const earliest = (items: readonly Item[]): Item =>
  items.reduce((first, item) => (item.since < first.since ? item : first));

/** Whoever owes the same for several roles owes it once. */
const oneEach = (items: readonly Item[]): readonly Item[] =>
  [
    ...new Map([...items].reverse().map((item) => [`${item.stepId} ${item.of === undefined}`, item])).values(),
  ].reverse();
