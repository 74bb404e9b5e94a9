/** A gate: every role it names says go. With a form, the first go brings the answers and the others vote on them. */
import { replace } from '../attempts/life.js';
import { attachers, mayOnly } from '../rights/moment.js';
import type { Asked, Moment } from '../rights/moment.js';
import { holdersOf, judgeGate, leads } from '../rights/policy.js';
import { mayBeRepeated, settlers } from '../rights/settle.js';
import type { Need } from '../state.js';
import { stepWith } from '../core.js';
import { ask } from './decision.js';
import { answersOutdated } from './form/answers-outdated.js';
import type { Kind } from './kind.js';
import { lookAnew } from './reading/check-work.js';

export const gate: Kind = {
  register: () => undefined,
  undoneFromLedger: false,

  async begin(unit, step) {
    await ask(unit, step);
    const told = step.beginsTheNight === true ? stepWith(unit.core, 'toldBeforeTheNight') : undefined;
    if (told !== undefined) await lookAnew(unit, told);
  },

  asked(moment: Moment): Asked {
    const { step, attempt, votes, roster, unsettled } = moment;
    const holders = holdersOf(roster, step.roles);
    const open = attempt?.state === 'asking' || attempt?.state === 'attention';
    const unanswered = moment.hasForm && Object.keys(attempt?.answers ?? {}).length === 0;
    const answering: Need = { kind: 'answer', roles: step.roles, people: holders };
    return {
      waitsFor: unsettled,
      needs: !open ? [] : unanswered && attempt.state === 'asking' ? [answering] : judgeGate(step, votes, roster).needs,
      may: mayOnly({
        // Whoever has voted may change their mind until the gate is through; a no may always be said.
        vote: open ? holders : [],
        answer: open && moment.hasForm ? holders : [],
        attach: attachers(moment),
        reschedule: isAboutT(moment) ? holdersOf(roster, leads) : [],
        repeat: mayBeRepeated(moment) ? holdersOf(roster, settlers(step)) : [],
      }),
      whyNotAccept: { code: 'step.not-now', facts: { step: step.id, state: attempt?.state ?? 'waiting' } },
    };
  },

  async again(unit, step, attempt) {
    await replace(unit, attempt);
    await gate.begin(unit, step);
  },

  undo: () => Promise.reject(new Error('a gate leaves nothing to undo')),

  isLeftAtOnce: () => false,

  misfits: async (core, step, attempt) => ({ open: await answersOutdated(core, step, attempt) }),
};

/** Where T was agreed or is voted on, and where the night is about to begin. */
function isAboutT({ step, attempt, migrationState }: Moment): boolean {
  if (attempt === null || migrationState !== 'under-way') return false;
  const counts = attempt.state === 'asking' || attempt.state === 'attention' || attempt.state === 'done';
  return counts && (step.beginsTheNight === true || (step.setsT === true && Object.keys(attempt.answers).length > 0));
}
