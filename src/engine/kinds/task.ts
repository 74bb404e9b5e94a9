/** Work that people do: agreed where it is of high risk, taken by somebody, told with evidence; where the bot can watch, its watch has the last word. */
import {
  askPeople,
  endStep,
  forgetDoneOrder,
  goodEnd,
  leadsBack,
  openAttempt,
  openWorking,
  replace,
} from '../attempts/life.js';
import type { AttemptRow } from '../attempts/rows.js';
import { actionOf, conditionOf, stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import type { Step } from '../../contract/step.js';
import { attachers, mayOnly } from '../rights/moment.js';
import type { Asked, Moment } from '../rights/moment.js';
import { isHighRisk } from '../../contract/step.js';
import { holds, holdersOf, judgeTask, leads, takers } from '../rights/policy.js';
import { sayingNo } from '../rights/say-no.js';
import { goesForward, isGivenUp, mayBeRepeated, settleNeeds, settlers, whyNotAccepted } from '../rights/settle.js';
import type { Need } from '../state.js';
import { briefsWorkedOn, isToldOf } from '../attempts/left-standing.js';
import { registerTask, beginWatch, unseen } from './handwork/watch-work.js';
import { fitsNoLonger } from './form/follow.js';
import { netOf, oppositeOf, taskPlan } from './handwork/task-plan.js';
import type { Kind } from './kind.js';

export const task: Kind = {
  register: registerTask,
  undoneFromLedger: false,

  async begin(unit, step) {
    if (isWatched(unit.core, step)) await openWorking(unit, step, 'do', 'engine.brief');
    else if (conditionOf(unit.core, step) !== undefined) await openWorking(unit, step, 'do', 'engine.applies');
    else await ask(unit, step, await openAttempt(unit, step, 'do', 'asking'));
  },

  asked(moment: Moment): Asked {
    const { step, attempt, roster, votes, unsettled } = moment;
    const onGround = unsettled.length === 0;
    const agreed = judgeTask(step, votes, roster);
    const couldTake = agreed.complete ? takers(step, votes, roster) : [];
    const mayTake = onGround ? couldTake : [];
    const asking = attempt?.state === 'asking';
    const taken = attempt?.state === 'running' ? attempt.taken_by : null;
    // Whoever has lost the role since cannot report it any more: it is others' to take over.
    const taker = holdersOf(roster, step.roles).filter(({ id }) => id === taken);
    const doing: readonly Need[] = [
      { kind: 'evidence', roles: step.roles, people: taken === null || taker.length === 0 ? couldTake : taker },
    ];
    const settling = holdersOf(roster, settlers(step));
    const whyNotAccept = whyNotAccepted(moment);
    const seenOtherwise = isContradicted(attempt);
    const saying = seenOtherwise ? holdersOf(roster, step.roles) : [];
    const mayGoOn = attempt !== null && (goesForward(moment) || leadsBack(step, attempt));
    return {
      waitsFor: unsettled,
      needs:
        attempt?.state === 'attention'
          ? settleNeeds(step, roster, isGivenUp(attempt) ? leads : undefined)
          : taken !== null
            ? doing
            : asking
              ? agreed.complete
                ? doing
                : agreed.needs
              : [],
      may: mayOnly({
        approve: asking && attempt.plan !== null && onGround ? agreed.needs.flatMap(({ people }) => people) : [],
        ...(asking && isHighRisk(step) ? sayingNo(moment, leads) : {}),
        take: asking || taken !== null ? mayTake.filter(({ id }) => id !== taken) : [],
        // Whoever was not right does it, and says so again; what nobody has in hand is taken and said to be done in one.
        complete: seenOtherwise ? saying : asking ? mayTake : taker,
        'hand-back': inHand(attempt)
          ? roster.filter((person) => person.id === attempt?.taken_by || holds(person, leads))
          : [],
        'give-up': taker,
        attach: attachers(moment),
        // A brief that is made anew may ask for something else.
        repeat:
          mayBeRepeated(moment) || (asking && agreed.needs.some(({ kind }) => kind === 'no'))
            ? settling
            : mayGoOn
              ? saying
              : [],
        // What somebody could not do is not theirs to take as it is.
        accept: whyNotAccept !== null ? [] : isGivenUp(attempt) ? holdersOf(roster, leads) : settling,
      }),
      whyNotAccept,
    };
  },

  async again(unit, step, attempt) {
    const saidDone = attempt.carried_out_at !== null && !fitsNoLonger(attempt);
    const lookAgain = saidDone && (attempt.state === 'attention' || attempt.state === 'verifying');
    if (lookAgain && isWatched(unit.core, step)) return beginWatch(unit, attempt);
    await replace(unit, attempt);
    if (attempt.direction === 'undo' && attempt.state !== 'undone') return task.undo(unit, step);
    await task.begin(unit, step);
  },

  async undo(unit, step) {
    const briefs = await briefsWorkedOn(unit, step.id);
    if (briefs.length === 0) await ask(unit, step, await openAttempt(unit, step, 'undo', 'asking'));
    else if (!looksBack(unit.core, step) && (await isToldOf(unit, step.id)))
      await ask(unit, step, await openAttempt(unit, step, 'undo', 'asking'), oppositeOf(netOf(briefs)));
    else await openWorking(unit, step, 'undo', 'engine.look-back');
  },

  isPerhapsDone: (core, step, { state, plan }) =>
    state === 'asking' && plan?.brief !== undefined && isWatched(core, step) && step.undo === 'with-back-out',

  isLeftAtOnce: ({ state }) => state === 'running',

  misfits: async (core, step) => ({ open: await unseen(core, step) }),
};

/** Somebody said that it is done, and the bot has looked and sees something else. */
const isContradicted = (attempt: Moment['attempt']): boolean =>
  attempt !== null &&
  (attempt.state === 'verifying' || attempt.state === 'attention') &&
  attempt.plan?.brief !== undefined &&
  attempt.carried_out_at !== null &&
  attempt.findings.some(({ status }) => status !== 'passed') &&
  !fitsNoLonger(attempt);

/** Taken by somebody, or said by them to be done and looked for since. */
const inHand = (attempt: Moment['attempt']): boolean =>
  attempt !== null && attempt.taken_by !== null && (attempt.state === 'running' || attempt.state === 'verifying');

const looksBack = (core: Core, step: Step): boolean => {
  const code = actionOf(core, step);
  return code?.kind === 'task' && code.back !== undefined;
};

const isWatched = (core: Core, step: Step): boolean => actionOf(core, step)?.kind === 'task';

const ask = (unit: Unit, step: Step, attempt: AttemptRow, brief?: Parameters<typeof taskPlan>[4]): Promise<void> =>
  askPeople(unit, attempt, step, taskPlan(unit.core, step, attempt.direction, unit.at, brief));

/** Somebody says that it is done: the bot looks for itself where it can. */
export async function completed(unit: Unit, attempt: AttemptRow): Promise<void> {
  if (attempt.direction === 'do') await forgetDoneOrder(unit, { id: attempt.step_id });
  await unit.trx.updateTable('attempt').set({ carried_out_at: unit.at }).where('id', '=', attempt.id).execute();
  if (isWatched(unit.core, stepOf(unit.core, attempt.step_id))) await beginWatch(unit, attempt);
  else await endStep(unit, attempt, goodEnd(attempt));
}
