/**
 * What the end of a step rests on: on what the bot read, or on whose word. Decided here alone; snapshots carry it, and cards, counts, the log
 * and the gate before the night go by it.
 */
import type { StepKind } from '../../contract/step.js';
import type { AttemptState, RestsOn, Word } from '../state.js';

/** What of an attempt says how it ended. `Who`: a person, or what stands for one. */
export interface Ended<Who> {
  readonly kind: StepKind;
  readonly state: AttemptState;
  readonly endedAt: string;
  readonly takenBy: Who | null;
  /** The last time somebody said that it is done. */
  readonly said: Word<Who> | null;
  /** The last time somebody took what was open as it is. */
  readonly accepted: (Word<Who> & { readonly reason: string | null }) | null;
  readonly answered: Word<Who> | null;
  /** Those who voted go. */
  readonly agreed: readonly Who[];
  readonly saw: Saw;
  /** It is part of what the end looks like, and there is code that can look. */
  readonly atTheEnd: boolean;
}

/** What the readings of an attempt came to. */
export interface Saw {
  /** Something was found that is not as it should be, or could not be seen, and stayed so. */
  readonly open: boolean;
  readonly passed: boolean;
  /** The bot looked, or planned from what it read. */
  readonly read: boolean;
}

/** Null while it has not come to its end. What nobody read is never `seen`, whatever code its step has by now. */
export function restsOn<Who>(ended: Ended<Who>): RestsOn<Who> | null {
  const { kind, state, endedAt: at, takenBy, said, accepted, answered, agreed, saw, atTheEnd } = ended;
  if (state !== 'done' && state !== 'undone') return null;
  if (saw.open || (accepted !== null && !saw.passed))
    return { on: 'accepted', ...(accepted ?? { by: null, at, reason: null }), atTheEnd };
  if (kind === 'decision') return { on: 'decided', by: answered?.by == null ? [] : [answered.by], at };
  if (kind === 'gate') return { on: 'decided', by: agreed, at };
  if (said !== null) return saw.passed ? { on: 'seen', said } : { on: 'said', ...said };
  return saw.read ? { on: 'seen', said: null } : { on: 'said', by: takenBy, at };
}
