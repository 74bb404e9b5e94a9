/** A look outside at answers that were just given: before the transaction that takes them, and never longer than somebody waits for a card. */
import type { BrokenRule } from '../../../contract/decision.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { stepOf } from '../../core.js';
import type { Core } from '../../core.js';
import { questionsOf } from './questions.js';

/** A card is answered within seconds, or Teams tells whoever pressed that it failed. */
const patienceMs = 4_000;

export const isLookedAt = (core: Core, { step_id }: Pick<AttemptRow, 'step_id'>): boolean =>
  questionsOf(core, stepOf(core, step_id))?.questions.look !== undefined;

/** Of answers that were read. Null: they keep what can be seen, or nothing could be seen in time. */
export async function lookAtAnswers(
  core: Core,
  attempt: Pick<AttemptRow, 'step_id' | 'direction'>,
  answers: Readonly<Record<string, string>>,
): Promise<BrokenRule | null> {
  const asking = questionsOf(core, stepOf(core, attempt.step_id));
  if (asking?.questions.look === undefined) return null;
  const { code, questions } = asking;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error(`nothing was seen within ${patienceMs} ms`)), patienceMs);
  const signal = AbortSignal.any([core.stopping.signal, patience.signal]);
  try {
    const ctx = { ...(await makeStepContext(core, { code, direction: attempt.direction })), signal };
    const looking = questions.look?.(ctx, questions.answers.schema.parse(answers));
    const [broken] = (await Promise.race([looking, whenOver(signal)])) ?? [];
    return broken ?? null;
  } catch (error) {
    core.options.log('warn', 'answers could not be looked at', { step: attempt.step_id, error: String(error) });
    return null;
  } finally {
    clearTimeout(timer);
    // What still goes on outside is heard by nobody.
    patience.abort();
  }
}

/** One turn later: what the look makes of the servers that did answer still counts. */
const whenOver = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const over = (): void => void setImmediate(() => reject(signal.reason as Error));
    if (signal.aborted) over();
    else signal.addEventListener('abort', over, { once: true });
  });
