/** A run that cannot be seen goes on outside all the same: people are told, and it is looked at for as long as it is not known to have ended. */
import type { Finding } from '../../../contract/finding.js';
import { SystemFault } from '../../../errors.js';
import { mayPass, messageOf } from '../../attempts/faults.js';
import { needAttention } from '../../attempts/life.js';
import { loadAttempt } from '../../attempts/rows.js';
import { enqueueLook, isLive, newestRun } from '../../attempts/transfer-rows.js';
import { record } from '../../audit/audit.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Core } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';

/** Looks that fail one after the other before people are told, and seconds between looks from then on. */
const patience = 5;
const lookAgainAfter = 600;

/** The service could be asked and did not tell: looking again soon would not change that. */
export class Unseen extends Error {}

export async function lookFailed(core: Core, ticket: Ticket, attemptId: string, error: unknown): Promise<void> {
  await transactAs(core, ticket, async (unit) => {
    const attempt = await loadAttempt(unit, attemptId);
    const run = await newestRun(unit.trx, attemptId);
    if (attempt === null || !isLive(run)) return finishWork(unit, ticket);
    const failures = attempt.failures + 1;
    const soon = mayPass(error) && failures < patience;
    const asked = error instanceof SystemFault ? error.details.retryAfter : null;
    const wait = soon ? (asked ?? 15 * 2 ** failures) : lookAgainAfter;
    await enqueueLook(unit, attemptId, ticket.key, after(unit.now, wait));
    await unit.trx.updateTable('attempt').set({ failures }).where('id', '=', attemptId).execute();
    if (soon) return;
    const message = messageOf(error);
    const unseen: Finding = { status: 'unknown', code: 'engine.transfer-unseen', facts: { message } };
    const findings = JSON.stringify([unseen]);
    if (attempt.ended_at === null && attempt.state !== 'attention') {
      await record(unit, null, 'failed', attempt.step_id, { attempt: attemptId, message });
      return needAttention(unit, attempt, { findings });
    }
    await unit.trx.updateTable('attempt').set({ findings }).where('id', '=', attemptId).execute();
    await markAttempt(unit, { id: attemptId, state: attempt.state }, stepOf(core, attempt.step_id).phase);
  });
}
