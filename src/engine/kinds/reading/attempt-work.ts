/** Durable work about one attempt: loaded anew each time, and told to people when it fails for good. */
import type { FindingCode } from '../../../contract/finding-codes.js';
import { readingFailed } from '../../attempts/faults.js';
import { loadAttempt } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import type { Core } from '../../core.js';
import { registerWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';

export type CarryAttempt = (core: Core, ticket: Ticket, attempt: AttemptRow) => Promise<void>;

/** `failure`: the finding people read when it cannot be done. */
export function registerAttemptWork(core: Core, name: string, failure: FindingCode, carry: CarryAttempt): void {
  registerWork(
    core,
    name,
    async (ticket, input) => {
      const attempt = await transactAs(core, ticket, (unit) => loadAttempt(unit, String(input['attemptId'])));
      if (attempt !== null) await carry(core, ticket, attempt);
    },
    (ticket, input, error) => readingFailed(core, ticket, name, String(input['attemptId']), failure, error),
  );
}
