/** What came to a halt: whose it is, and what of it may be asked for again or taken as it is. One place, for commands, cards and `/next`. */
import type { Step } from '../../contract/step.js';
import type { Refusal } from '../../errors.js';
import { leadsBack } from '../attempts/life.js';
import type { Need, Person } from '../state.js';
import type { Moment } from './moment.js';
import { holdersOf, leads } from './policy.js';

/** Those whose step it is, and the two leads. */
export const settlers = (step: Pick<Step, 'roles'>): readonly Step['roles'][number][] => [
  ...new Set([...step.roles, ...leads]),
];

export const settleNeeds = (
  step: Step,
  roster: readonly Person[],
  whose: Need['roles'] = settlers(step),
): readonly Need[] => [{ kind: 'settle', roles: whose, people: holdersOf(roster, whose) }];

/** Somebody who should do it said that it cannot be done. */
export const isGivenUp = (attempt: Pick<NonNullable<Moment['attempt']>, 'findings'> | null): boolean =>
  attempt?.findings.some(({ code }) => code === 'engine.cannot-be-done') === true;

/** Whether an attempt of any kind may be made anew: while the migration goes the way it belongs to. */
export function mayBeRepeated({ step, attempt, stepState, migrationState, unsettled }: Moment): boolean {
  if (attempt !== null && leadsBack(step, attempt) && attempt.state === 'attention') return true;
  if (!goesForward({ migrationState })) return false;
  if (stepState === 'undone') return migrationState === 'under-way' && unsettled.length === 0;
  return stepState === 'attention';
}

/** A plan that waits for its approval may be made anew. */
export function isPlannedAnew(moment: Moment): boolean {
  const { step, attempt, stepState } = moment;
  if (stepState !== 'asking') return false;
  return step.phase === 'back-out' || (goesForward(moment) && attempt?.direction === 'do');
}

/** Done for answers that no longer hold, or nobody could see whether they do: that is not what its plan was to do. */
const outdated: readonly string[] = ['engine.no-longer-fits', 'engine.fit-unseen', 'engine.left-standing'];

/** Of a plan that was carried out: not all of it is done, or seen to be. */
export const isIncomplete = ({
  troubles,
  findings,
}: Pick<NonNullable<Moment['attempt']>, 'troubles' | 'findings'>): boolean =>
  troubles.length > 0 ||
  (findings.some(({ status }) => status !== 'passed') && !findings.some(({ code }) => outdated.includes(code)));

export const goesForward = ({ migrationState }: Pick<Moment, 'migrationState'>): boolean =>
  migrationState === 'under-way' || migrationState === 'finished';

/** What was never planned or done cannot be accepted as done. */
export function whyNotAccepted({ step, attempt }: Moment): Refusal | null {
  if (attempt?.state !== 'attention')
    return { code: 'step.not-now', facts: { step: step.id, state: attempt?.state ?? 'waiting' } };
  const blockers = attempt.plan?.blockers.length ?? 0;
  if (blockers > 0) return { code: 'accept.blocked', facts: { step: step.id, blockers } };
  const contradicted = attempt.findings.filter(({ status }) => status === 'failed').length;
  if (step.lastLook === true && contradicted > 0)
    return { code: 'accept.contradicted', facts: { step: step.id, open: contradicted } };
  // What stands on a final step presumes that all of it was done: a domain that was not let go cannot be accepted as gone.
  const undone =
    attempt.troubles.length + attempt.findings.filter(({ status, lasting }) => lasting && status !== 'passed').length;
  if (step.risk === 'final' && undone > 0)
    return { code: 'accept.not-all-done', facts: { step: step.id, open: undone } };
  return null;
}
