import type { FindingCode } from '../../contract/finding-codes.js';
import type { Finding } from '../../contract/finding.js';
import { SystemFault } from '../../errors.js';
import { record } from '../audit/audit.js';
import { markAttempt } from '../cards/mark.js';
import { stepOf } from '../core.js';
import type { Core } from '../core.js';
import { after } from '../schedule/wall-time.js';
import { enqueueWork, finishWork, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import { needAttention } from './life.js';
import { lookForMissingRights } from './missing-rights.js';
import { loadAttempt } from './rows.js';

const patience = 5;

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);

export const mayPass = (error: unknown): boolean =>
  error instanceof SystemFault && (error.details.transient || error.ambiguous);

/**
 * Reading failed. What may pass by itself is tried again, a little later each time; anything else, or too many times, is shown to people
 * as unknown: never as passed.
 */
export async function readingFailed(
  core: Core,
  ticket: Ticket,
  name: string,
  attemptId: string,
  code: FindingCode,
  error: unknown,
): Promise<void> {
  await transactAs(core, ticket, async (unit) => {
    const attempt = await loadAttempt(unit, attemptId);
    if (attempt === null || attempt.ended_at !== null) return finishWork(unit, ticket);
    const failures = attempt.failures + 1;
    await unit.trx.updateTable('attempt').set({ failures }).where('id', '=', attemptId).execute();
    if (mayPass(error) && failures < patience) {
      const asked = error instanceof SystemFault ? error.details.retryAfter : null;
      const dueAt = after(unit.now, asked ?? 15 * 2 ** failures);
      return enqueueWork(unit, { key: ticket.key, name, input: { attemptId }, dueAt });
    }
    await finishWork(unit, ticket);
    const finding: Finding = { status: 'unknown', code, facts: { message: messageOf(error) } };
    await record(unit, null, 'failed', attempt.step_id, { attempt: attemptId, message: messageOf(error) });
    const findings = JSON.stringify([finding]);
    // A plan that people are asked about was to be looked at once more: what they said of it stands, and its card says that nothing was seen.
    if (attempt.state === 'asking') {
      await unit.trx.updateTable('attempt').set({ findings, failures: 0 }).where('id', '=', attemptId).execute();
      return markAttempt(unit, attempt, stepOf(core, attempt.step_id).phase);
    }
    await needAttention(unit, attempt, { findings });
    if (error instanceof SystemFault && error.details.lacksRight === true) await lookForMissingRights(unit, attempt.id);
  });
}
