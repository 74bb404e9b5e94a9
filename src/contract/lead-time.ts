/** What is known by reading of the time that T has to leave. */
import type { StepContext } from './context.js';
import type { Remark } from './finding.js';
import type { Source } from './output.js';

export interface LeadTime {
  /** The step that takes it: once that is done or does not apply, T leaves it nothing any more. */
  readonly step: string;
  readonly because: Remark;
  /** Before T, were it begun now. None: what was read says that the step will have nothing to do, and its window is not counted either. */
  readonly seconds: number;
}

/**
 * Looked at where T is asked for and once more whenever one is proposed, within the time in which a card has to be answered (`ctx.signal`), so
 * it asks no tenant. The answers do not stand on what it reads: they warn, and nobody is asked anew when it changes.
 */
export interface LeadTimesLook {
  readonly reads?: readonly Source[];
  look(ctx: StepContext): Promise<readonly LeadTime[]>;
}
