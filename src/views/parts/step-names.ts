/** How a list names a step: what leads back carries its arrow there as it does on its own card. */
import type { Need, StepSnapshot } from '../../engine/state.js';
import { leadsBack } from '../step/face.js';
import type { Words } from '../words/words.js';

export interface StepNames {
  /** `↩ 67, 68 · Sign-in names to the initial domain` */
  title(stepId: string, need?: Need): string;
  /** `↩ 67, 68`: for places that name several. */
  short(stepId: string, need?: Need): string;
}

export function namesIn(steps: readonly StepSnapshot[], words: Words): StepNames {
  const known = new Map(steps.map((snapshot) => [snapshot.step.id, snapshot]));
  const arrow = (stepId: string, need?: Need): string => {
    const snapshot = known.get(stepId);
    if (snapshot === undefined || need?.kind === 'begin-again') return '';
    // An undo that has ended says nothing of what the step is waited for now.
    const open = snapshot.attempt?.endedAt === null ? snapshot.attempt : null;
    return leadsBack(snapshot, open) ? '↩ ' : '';
  };
  return {
    title: (stepId, need) => `${arrow(stepId, need)}${words.titleById(stepId)}`,
    short: (stepId, need) => `${arrow(stepId, need)}${words.shortById(stepId)}`,
  };
}
