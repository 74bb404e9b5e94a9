/** A look outside at answers that were just given: before the transaction that takes them, and never longer than somebody waits for a card. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BrokenRule, Form } from '../../../contract/decision.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { stepOf } from '../../core.js';
import type { Core } from '../../core.js';
import { loadPeople, withRoles } from '../../roles/roster.js';
import { withRoster } from './form.js';
import { questionsOf } from './questions.js';
import { readAnswers } from './read-form.js';

/** A card is answered within seconds, or Teams tells whoever pressed that it failed. */
const patienceMs = 4_000;

/** Null: they keep what can be seen, or nothing could be seen in time. */
export async function lookAtAnswers(
  core: Core,
  attempt: Pick<AttemptRow, 'step_id' | 'state' | 'form' | 'direction'>,
  given: Readonly<Record<string, string>>,
): Promise<BrokenRule | null> {
  const asking = questionsOf(core, stepOf(core, attempt.step_id));
  if (asking?.questions.look === undefined || attempt.form === null || attempt.state !== 'asking') return null;
  const { code, questions } = asking;
  const form: Form = withRoster(attempt.form, withRoles(await loadPeople(core.db)));
  // Whatever else is wrong with them is said first.
  const read = readAnswers(questions, form, given);
  if (!read.ok) return null;
  const ctx = await makeStepContext(core, { code, direction: attempt.direction });
  const timer = new AbortController();
  const looking = questions.look?.(ctx, questions.answers.schema.parse(read.value)) ?? Promise.resolve([]);
  const tooLong = wait(patienceMs, [] as readonly BrokenRule[], { signal: timer.signal, ref: false }).catch(() => []);
  const unseen = (error: unknown): readonly BrokenRule[] => {
    core.options.log('warn', 'answers could not be looked at', { step: attempt.step_id, error: String(error) });
    return [];
  };
  const [broken] = await Promise.race([looking.catch(unseen), tooLong]);
  timer.abort();
  return broken ?? null;
}
