import type { Step, StepKind } from '../../contract/step.js';
import { kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import { change } from './change.js';
import { check } from './check.js';
import { decision } from './decision.js';
import { gate } from './gate.js';
import type { Kind } from './kind.js';
import { task } from './task.js';
import { transfer } from './transfer.js';

export type { Kind } from './kind.js';

export const kinds: Readonly<Record<StepKind, Kind>> = { check, change, transfer, task, decision, gate };

export function kindOf(core: Core, step: Step): Kind {
  return kinds[kindNameOf(core, step)];
}
