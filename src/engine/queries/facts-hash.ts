/** What people vote on at a gate, to be recognised when a vote comes in. */
import { hashOf } from '../../contract/json.js';
import type { StepSnapshot } from '../state.js';

/** `cutoverAt`: the T that is proposed, which people may move while others read their card. */
export type Told = Pick<StepSnapshot, 'readiness' | 'leadTimes'> & { readonly cutoverAt?: string | null };

/** Of what hangs over the night, or over T; what is well moves together with it. */
export function hashOfFacts({ readiness, leadTimes, cutoverAt = null }: Told): string {
  const told =
    readiness !== undefined
      ? [readiness.halted, readiness.open, readiness.accepted, (readiness.tooOld ?? []).map(({ stepId }) => stepId)]
      : [cutoverAt, leadTimes?.late ?? [], (leadTimes?.needed ?? []).map(({ because }) => because.code)];
  return hashOf(told).slice(0, 8);
}
