/** What a look outside says of answers that were just given. */
import type { BrokenRule } from '../../../contract/decision.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { stepOf } from '../../core.js';
import type { Core } from '../../core.js';
import { lookOutside } from './look-outside.js';
import { questionsOf } from './questions.js';

export const isLookedAt = (core: Core, { step_id }: Pick<AttemptRow, 'step_id'>): boolean => {
  const questions = questionsOf(core, stepOf(core, step_id))?.questions;
  return questions?.look !== undefined || questions?.leadTimes !== undefined;
};

/** Of answers that were read. Null: they keep what can be seen, or nothing could be seen in time. */
export async function lookAtAnswers(
  core: Core,
  attempt: Pick<AttemptRow, 'step_id' | 'direction'>,
  answers: Readonly<Record<string, string>>,
): Promise<BrokenRule | null> {
  const asking = questionsOf(core, stepOf(core, attempt.step_id));
  if (asking?.questions.look === undefined) return null;
  const { code, questions } = asking;
  const broken = await lookOutside(core, { code, direction: attempt.direction }, (ctx) =>
    questions.look?.(ctx, questions.answers.schema.parse(answers)),
  );
  return broken?.[0] ?? null;
}
