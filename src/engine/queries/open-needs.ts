/** What waits for people just now, of whatever kind: what `/next` shows to one person, and what the clock reminds of. */
import { leadsBack } from '../attempts/life.js';
import { hasTurnedBack } from '../attempts/rows.js';
import { loadTraces } from '../back-out/traces.js';
import type { Core } from '../core.js';
import type { MigrationStatus, Need, Person, StepSnapshot } from '../state.js';
import { toBeginAgain } from './begin-again.js';
import { toPutRight } from './put-right.js';

export interface OpenNeed {
  readonly stepId: string;
  readonly attemptId: string;
  readonly need: Need;
}

export async function openNeeds(
  core: Core,
  state: MigrationStatus['state'],
  steps: readonly StepSnapshot[],
  roster: readonly Person[],
): Promise<readonly OpenNeed[]> {
  const turnedBack = hasTurnedBack(state);
  return [
    ...toBeginAgain(steps, roster),
    ...(state === 'backed-out' ? toPutRight(steps, await loadTraces(core, core.db), roster) : []),
    ...steps.flatMap(({ step, attempt }) =>
      attempt === null || attempt.endedAt !== null || (turnedBack && !leadsBack(step, attempt))
        ? []
        : [{ stepId: step.id, attemptId: attempt.id, needs: attempt.needs }],
    ),
  ].flatMap(({ stepId, attemptId, needs }) => needs.map((need) => ({ stepId, attemptId, need })));
}
