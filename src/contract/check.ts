import type { StepCode, StepContext } from './context.js';
import type { EvidenceFile, Finding } from './finding.js';
import type { RecordedOutput } from './output.js';

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly evidence: readonly EvidenceFile[];
  readonly outputs?: readonly RecordedOutput[];
}

export interface CheckDefinition extends StepCode {
  readonly kind: 'check';
  /** Reads only, and judges. */
  run(ctx: StepContext): Promise<CheckResult>;
}

export const defineCheck = (definition: Omit<CheckDefinition, 'kind'>): CheckDefinition => ({
  kind: 'check',
  ...definition,
});
