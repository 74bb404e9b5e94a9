import type { StepWords } from '../../step-words.js';
import { after } from './after.js';
import { backOut } from './back-out.js';
import { cutover } from './cutover.js';
import { eve } from './eve.js';
import { prepare } from './prepare.js';
import { stage } from './stage.js';

/** Words of every step, by its id. */
export const steps: Readonly<Record<string, StepWords>> = {
  ...prepare,
  ...stage,
  ...eve,
  ...cutover,
  ...after,
  ...backOut,
};
