/** An agreed go is taken back by whoever gave it, until the first change of the night: everybody is asked again, and reads why. */
import { isReason } from '../../contract/evidence.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { nightBegunBy } from '../attempts/night-begun.js';
import { record } from '../audit/audit.js';
import type { Core } from '../core.js';
import { decideOn } from './decide.js';
import { takeNightBack } from './night-taken-back.js';

export interface TakeGoBackOrder {
  readonly attemptId: string;
  readonly reason: string;
}

export const takeGoBack = (core: Core, by: Actor, order: TakeGoBackOrder): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async ({ unit, step, stepState, attempt, votes, person, migration }) => {
    const isAgreed = step.beginsTheNight === true && stepState === 'done' && attempt.state === 'done';
    const gave = votes.some(({ personId, vote }) => personId === person.id && vote === 'go');
    if (!isAgreed || !gave || migration.state !== 'under-way') return refused('take-back.nothing', { step: step.id });
    const begun = await nightBegunBy(unit);
    if (begun !== null) return refused('take-go-back.night-begun', { step: begun });
    const reason = order.reason.trim().slice(0, 2000);
    if (reason === '') return refused('vote.no-needs-reason', { step: step.id });
    if (!isReason(reason)) return refused('reason.too-short', { step: step.id });
    await record(unit, by, 'go-taken-back', step.id, { attempt: attempt.id, reason: reason.slice(0, 500) });
    await takeNightBack(unit, 'go-taken-back');
    // The gate's turn has come already: it asks anew, in a post of its own that calls everybody who votes.
    unit.effects.settled = true;
    return allowed(null);
  });
