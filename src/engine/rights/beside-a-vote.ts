/** While people vote on turning back nothing that is hard to take back is agreed to on the way forward; what runs already goes on. */
import { isHighRisk, type Direction, type Step } from '../../contract/step.js';
import type { StepState } from '../state.js';

const open: readonly (StepState | undefined)[] = ['ready', 'working', 'asking', 'attention'];

/** `vote`: how the step stands that decides on turning back. */
export const waitsForTheVote = (
  { risk, phase }: Pick<Step, 'risk' | 'phase'>,
  direction: Direction,
  vote: StepState | undefined,
): boolean => open.includes(vote) && isHighRisk({ risk }) && phase !== 'back-out' && direction === 'do';
