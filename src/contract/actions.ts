import type { ChangeDefinition } from './change.js';
import type { CheckDefinition } from './check.js';
import type { StepCode } from './context.js';
import type { DecisionDefinition } from './decision.js';
import type { GateDefinition } from './gate.js';
import type { TaskDefinition } from './task.js';
import type { TransferDefinition } from './transfer.js';

/** Answers a condition that the runbook names, for steps without code of their own. */
export interface ConditionDefinition extends StepCode {
  readonly kind: 'condition';
  applies: NonNullable<StepCode['applies']>;
}

export const defineCondition = (definition: Omit<ConditionDefinition, 'kind'>): ConditionDefinition => ({
  kind: 'condition',
  ...definition,
});

export type ActionDefinition =
  ChangeDefinition | CheckDefinition | TaskDefinition | TransferDefinition | DecisionDefinition | GateDefinition;

/** The code of the runbook's steps and of its conditions by name, handed to the engine. */
export type ActionRegistry = ReadonlyMap<string, ActionDefinition | ConditionDefinition>;
