/** Who stands on the answers of a decision, and what becomes of them when it is answered differently. */
import type { StepCode } from '../../../contract/context.js';
import type { Source } from '../../../contract/output.js';
import type { Step } from '../../../contract/step.js';
import type { Refusal } from '../../../errors.js';
import { runsForward } from '../../attempts/readiness.js';
import type { States } from '../../attempts/readiness.js';
import { actionOf, conditionOf, kindNameOf } from '../../core.js';
import type { Core } from '../../core.js';
import type { HeldBy } from '../../rights/moment.js';
import type { StepState } from '../../state.js';

/**
 * Steps whose own code, or the code of whose condition, reads the answers, or what was made of them: an output, a file that was frozen.
 * `isMeant`: only of those that read one of these.
 */
export const dependantsOf = (
  core: Core,
  decisionId: string,
  isMeant: (source: Source) => boolean = () => true,
): readonly Step[] =>
  core.options.runbook.filter(
    (step) =>
      // A form may look at its own last answers: it does not stand on them.
      step.id !== decisionId &&
      [actionOf(core, step), conditionOf(core, step)].some(
        (code) => code !== undefined && reads(code, decisionId, isMeant),
      ),
  );

const reads = (code: StepCode, decisionId: string, isMeant: (source: Source) => boolean): boolean =>
  (code.reads ?? []).some((source) => source.step === decisionId && isMeant(source));

/**
 * nothing: it has not looked at the answers yet, or no longer does · anew: it begins anew · look: it is done, and the bot looks whether it
 * still fits · attention: half of it is written, so people plan the rest anew · being-written, irreversible: the answers stay as they are
 */
export type Consequence = 'nothing' | 'anew' | 'look' | 'attention' | 'being-written' | 'irreversible';

/** How a step is doing that stands on the answers. */
export interface HowItStands {
  readonly state: StepState;
  readonly direction: 'do' | 'undo';
  /** Something of it is written and not undone, or was begun outside. */
  readonly written: boolean;
  /** It runs outside just now, whether anybody can see it or not. */
  readonly runs?: boolean;
}

export function consequenceFor(core: Core, step: Step, { state, direction, written, runs }: HowItStands): Consequence {
  if (direction === 'undo') return 'nothing';
  if (runs === true) return 'being-written';
  switch (state) {
    case 'running':
    case 'verifying':
      return 'being-written';
    case 'done':
      return isIrreversible(core, step) ? 'irreversible' : 'look';
    case 'attention':
      if (!written) return 'anew';
      return isIrreversible(core, step) ? 'irreversible' : 'attention';
    case 'working':
    case 'asking':
      // What this attempt asks for is not written yet; an earlier one may have been.
      return written && isIrreversible(core, step) ? 'irreversible' : 'anew';
    case 'not-applicable':
      return runsForward(step) ? 'anew' : 'nothing';
    default:
      return 'nothing';
  }
}

const isIrreversible = (core: Core, step: Step): boolean =>
  step.risk === 'final' || (step.undo === 'never' && ['change', 'transfer'].includes(kindNameOf(core, step)));

export const isHeld = (consequence: Consequence): consequence is HeldBy['why'] =>
  consequence === 'being-written' || consequence === 'irreversible';

/** What is known before anybody fills in a form: from the states alone, so that no card has to read a ledger. */
export function heldBy(core: Core, decisionId: string, states: States): HeldBy | null {
  for (const step of dependantsOf(core, decisionId)) {
    const why = consequenceFor(core, step, {
      state: states.get(step.id) ?? 'waiting',
      direction: 'do',
      written: false,
    });
    if (isHeld(why)) return { stepId: step.id, why };
  }
  return null;
}

/** `other`: the step that holds the answers. */
export const refusalOf = (decision: Step, { stepId, why }: HeldBy): Refusal => ({
  code: `decision.${why}`,
  facts: { step: decision.id, other: stepId },
});
