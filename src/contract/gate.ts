import type { StepCode } from './context.js';
import type { Questions } from './decision.js';

/** A vote. With questions, the first go answers them, and the others vote on the answers. */
export interface GateOf<Answers> extends StepCode {
  readonly questions?: Questions<Answers>;
}

export interface GateDefinition extends GateOf<unknown> {
  readonly kind: 'gate';
}

export const defineGate = <Answers>(definition: GateOf<Answers>): GateDefinition => ({ kind: 'gate', ...definition });
