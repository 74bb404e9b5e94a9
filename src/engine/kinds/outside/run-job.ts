import type { StepContext } from '../../../contract/context.js';
import type { TransferDefinition } from '../../../contract/transfer.js';
import type { AttemptRow } from '../../attempts/rows.js';
import type { RunRow } from '../../attempts/transfer-rows.js';
import type { Core } from '../../core.js';
import type { Ticket } from '../../schedule/work.js';

/** One run in the hands of one job. */
export interface RunJob {
  readonly core: Core;
  readonly ticket: Ticket;
  readonly attempt: AttemptRow;
  readonly run: RunRow;
  readonly code: TransferDefinition;
  readonly ctx: StepContext;
}
