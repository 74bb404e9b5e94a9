/** What waits for its hour alone, and who may begin it all the same. One place, for the command, the cards and whoever begins it by its turn. */
import type { Step } from '../../contract/step.js';
import { undoneUnder } from '../attempts/ground.js';
import { runsForward, settled, waitsFor } from '../attempts/readiness.js';
import type { States } from '../attempts/readiness.js';
import type { StandingSteps } from '../attempts/rows.js';
import { isEarly, startOf } from '../schedule/not-before.js';
import type { Timed } from '../schedule/not-before.js';
import type { MigrationStatus, Person, StepState } from '../state.js';
import { holdersOf, leads } from './policy.js';

type Runbook = Readonly<Pick<ReadonlyMap<string, Step>, 'get'>>;

const beingAgreed: readonly (StepState | undefined)[] = ['working', 'asking', 'attention'];

/** A T that is voted on anew times nothing until it is agreed. */
export const timedBy = (
  runbook: readonly Step[],
  { states, since }: StandingSteps,
  cutoverAt: string | null,
): Timed => ({
  cutoverAt: runbook.some(({ id, setsT }) => setsT === true && beingAgreed.includes(states.get(id))) ? null : cutoverAt,
  settledSince: (id) => (settled(states.get(id)) ? (since.get(id) ?? null) : null),
});

export interface Early {
  /** Null: as soon as T is agreed. */
  readonly from: string | null;
  /** Ids of the people who may begin it now, and say why. */
  readonly mayBegin: readonly string[];
}

/** Null for a step whose turn has not come, or whose hour has. */
export function earlyOf(
  step: Step,
  given: {
    readonly runbook: Runbook;
    readonly states: States;
    readonly timed: Timed;
    readonly putOffUntil?: string | undefined;
    readonly migrationState: MigrationStatus['state'];
    readonly roster: readonly Person[];
    readonly now: string;
  },
): Early | null {
  const { runbook, states, timed, putOffUntil, migrationState, roster, now } = given;
  if (step.notBefore === undefined || migrationState !== 'under-way' || states.get(step.id) !== 'waiting') return null;
  if (!runsForward(step) || waitsFor(step, states, putOffUntil).length > 0) return null;
  if (undoneUnder(runbook, step, states).length > 0) return null;
  const start = startOf(step, timed);
  if (!isEarly(start, now)) return null;
  // Begun before anybody has agreed when the night is, it would be begun for no night.
  return { from: start.at, mayBegin: start.at === null ? [] : holdersOf(roster, leads).map(({ id }) => id) };
}
