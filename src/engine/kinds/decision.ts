/** A decision: a form, answered by whoever's step it is, and answered again as long as nothing irreversible stands on it. */
import { askPeople, openAttempt, openWorking, replace } from '../attempts/life.js';
import { markAttempt } from '../cards/mark.js';
import { conditionOf } from '../core.js';
import type { Unit } from '../core.js';
import type { Step } from '../../contract/step.js';
import type { Asked, Moment } from '../rights/moment.js';
import { attachers, mayOnly } from '../rights/moment.js';
import { holdersOf } from '../rights/policy.js';
import { mayBeRepeated, settleNeeds, settlers, whyNotAccepted } from '../rights/settle.js';
import { answersOutdated } from './form/answers-outdated.js';
import { refusalOf } from './form/dependants.js';
import { registerForms } from './form/form-work.js';
import { questionsOf } from './form/questions.js';
import type { Kind } from './kind.js';

export const decision: Kind = {
  register: registerForms,
  undoneFromLedger: false,

  begin: ask,

  asked(moment: Moment): Asked {
    const { step, attempt, roster, stepState, held, migrationState, unsettled } = moment;
    const holders = holdersOf(roster, step.roles);
    const settling = holdersOf(roster, settlers(step));
    const whyNotAccept = whyNotAcceptedYet(moment);
    const asking = attempt?.state === 'asking';
    const answered = stepState === 'done' && attempt?.state === 'done' && migrationState === 'under-way';
    return {
      waitsFor: unsettled,
      needs: asking
        ? [{ kind: 'answer', roles: step.roles, people: holders }]
        : attempt?.state === 'attention'
          ? settleNeeds(step, roster)
          : [],
      may: mayOnly({
        answer: asking && unsettled.length === 0 ? holders : [],
        attach: attachers(moment),
        repeat: mayBeRepeated(moment) || (answered && held === null) ? settling : [],
        accept: whyNotAccept === null ? settling : [],
      }),
      whyNotAccept,
      whyNotRepeat: answered && held !== null ? refusalOf(step, held) : null,
      heldBy: answered ? held : null,
    };
  },

  async again(unit, step, attempt) {
    await replace(unit, attempt);
    await decision.begin(unit, step);
    // The card it was asked on goes on to show the answers in force.
    await markAttempt(unit, attempt, step.phase);
  },

  undo: () => Promise.reject(new Error('a decision leaves nothing to undo')),

  isLeftAtOnce: () => false,

  misfits: async (core, step, attempt) => ({ open: await answersOutdated(core, step, attempt) }),
};

/** Decisions and gates begin alike: with the form, where there is one, or with the question whether the step applies. */
export async function ask(unit: Unit, step: Step): Promise<void> {
  if (questionsOf(unit.core, step) !== undefined) await openWorking(unit, step, 'do', 'engine.form');
  else if (conditionOf(unit.core, step) !== undefined) await openWorking(unit, step, 'do', 'engine.applies');
  else await askPeople(unit, await openAttempt(unit, step, 'do', 'asking'), step);
}

/** What nobody has answered cannot be taken as decided. */
function whyNotAcceptedYet(moment: Moment): Asked['whyNotAccept'] {
  const no = whyNotAccepted(moment);
  if (no !== null || Object.keys(moment.attempt?.answers ?? {}).length > 0) return no;
  return { code: 'accept.not-answered', facts: { step: moment.step.id } };
}
