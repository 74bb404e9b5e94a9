/** A look outside at what somebody just said: before the transaction that takes it, and never longer than somebody waits for a card. */
import type { StepContext } from '../../../contract/context.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { Asking } from '../../attempts/step-context.js';
import type { Core } from '../../core.js';

/** A card is answered within seconds, or Teams tells whoever pressed that it failed. */
const patienceMs = 4_000;

/** Null: nothing could be seen in time. */
export async function lookOutside<T>(
  core: Core,
  asking: Asking,
  look: (ctx: StepContext) => Promise<T> | undefined,
): Promise<T | null> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error(`nothing was seen within ${patienceMs} ms`)), patienceMs);
  const signal = AbortSignal.any([core.stopping.signal, patience.signal]);
  try {
    const looking = look({ ...(await makeStepContext(core, asking)), signal });
    return (await Promise.race([looking, whenOver(signal)])) ?? null;
  } catch (error) {
    core.options.log('warn', 'nothing could be seen of what was said', {
      step: asking.code.name,
      error: String(error),
    });
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
