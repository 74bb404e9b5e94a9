/** A tenant refused something for want of a right: which one the code of a step asks for and the bot's app lacks, and the commands that grant it. */
import type { StepCode } from './context.js';
import type { EvidenceFile, Finding } from './finding.js';

export interface MissingRights {
  /** None: nothing that the code says it calls is missing, so it was refused for another reason. */
  readonly findings: readonly Finding[];
  readonly files: readonly EvidenceFile[];
}

export type AskForMissingRights = (code: Pick<StepCode, 'name' | 'calls'>) => Promise<MissingRights>;
