import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { actionOf, stepWith } from '../core.js';
import type { Core } from '../core.js';
import { openUnder } from '../attempts/ground.js';
import { leadsBack } from '../attempts/life.js';
import { runsForward, settled } from '../attempts/readiness.js';
import type { States } from '../attempts/readiness.js';
import { waitsForTheVote } from '../rights/beside-a-vote.js';
import type { Asked, Moment } from '../rights/moment.js';
import { goesForward } from '../rights/settle.js';
import { heldBy } from './form/dependants.js';
import { questionsOf } from './form/questions.js';
import { kindOf } from './index.js';

/** The one place that says who may do what: commands refuse by it, cards show their buttons by it. */
export function askedOf(
  core: Core,
  moment: Omit<Moment, 'hasForm' | 'held' | 'canPause' | 'unsettled'>,
  states: States,
): Asked {
  const asked = kindOf(core, moment.step).asked({
    ...moment,
    hasForm: hasForm(core, moment.step),
    held: heldAnswers(core, moment, states),
    canPause: canPause(core, moment.step),
    unsettled: unsettledUnder(core, moment, states),
  });
  const besideVote = isBesideVote(core, moment, states);
  const { approve, take } = besideVote ? { approve: [], take: [] } : asked.may;
  // Whoever has any role may stop, whatever the step.
  return { ...asked, besideVote, may: { ...asked.may, approve, take, stop: moment.roster.map(({ id }) => id) } };
}

function isBesideVote(core: Core, { step, attempt }: Pick<Moment, 'step' | 'attempt'>, states: States): boolean {
  const vote = stepWith(core, 'decidesBackOut');
  if (attempt?.state !== 'asking' || vote === undefined) return false;
  return waitsForTheVote(step, attempt.direction, states.get(vote.id));
}

/** Forward only: on the way back steps lose their ground on purpose. */
function unsettledUnder(
  core: Core,
  { step, stepState, attempt, migrationState }: Pick<Moment, 'step' | 'stepState' | 'attempt' | 'migrationState'>,
  states: States,
): readonly string[] {
  if (attempt === null || !goesForward({ migrationState })) return [];
  const asks = attempt.state === 'asking' || (step.kind === 'gate' && attempt.state === 'attention');
  if (stepState !== 'undone' && (!asks || leadsBack(step, attempt))) return [];
  const open = openUnder(core.steps, step, states);
  return step.beginsTheNight === true ? [...new Set([...undecided(core, step, states), ...open])] : open;
}

/** The night is begun on answers that hold: one that is being thought over may turn out otherwise. */
function undecided(core: Core, gate: Step, states: States): readonly string[] {
  const above = new Set([gate.id, ...standingOn(core.options.runbook, gate.id)]);
  return core.options.runbook
    .filter((step) => (step.kind === 'decision' || step.setsT === true) && runsForward(step) && !above.has(step.id))
    .filter(({ id }) => !settled(states.get(id)))
    .map(({ id }) => id);
}

/** Nobody can be let pause what nobody can let go on. */
export function canPause(core: Core, step: Step): boolean {
  const action = actionOf(core, step);
  return action?.kind === 'transfer' && action.pause !== undefined && action.goOn !== undefined;
}

export const hasForm = (core: Core, step: Step): boolean => questionsOf(core, step) !== undefined;

function heldAnswers(core: Core, { step, attempt }: Pick<Moment, 'step' | 'attempt'>, states: States): Moment['held'] {
  if (step.kind !== 'decision' || attempt?.state !== 'done') return null;
  return heldBy(core, step.id, states);
}
