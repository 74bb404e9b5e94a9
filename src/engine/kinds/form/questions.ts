import type { StepCode } from '../../../contract/context.js';
import type { Questions } from '../../../contract/decision.js';
import type { Step } from '../../../contract/step.js';
import { actionOf } from '../../core.js';
import type { Core } from '../../core.js';

export interface AskingCode {
  readonly code: Pick<StepCode, 'name' | 'reads'>;
  readonly questions: Questions<unknown>;
}

/** What a decision asks, or a gate whose first go brings answers; undefined where nothing is asked. */
export function questionsOf(core: Core, step: Step): AskingCode | undefined {
  const code = actionOf(core, step);
  if (code?.kind === 'decision') return { code, questions: code };
  return code?.kind === 'gate' && code.questions !== undefined ? { code, questions: code.questions } : undefined;
}
