/** An outside run as cards show it: the numbers of its last look, and the pace measured over its round. */
import type { RunRow } from '../attempts/transfer-rows.js';
import type { OutsideRun } from '../state.js';

export function showRun(run: RunRow | undefined): OutsideRun | null {
  if (run === undefined) return null;
  const items = run.progress?.items ?? { total: run.items, done: 0, failed: 0 };
  const bytes = run.progress?.bytes ?? null;
  const minutes = run.seconds / 60;
  return {
    round: run.round,
    state: run.state,
    wanted: run.wanted,
    halted: run.halted,
    pausedByStop: run.paused_by !== null,
    items,
    bytes,
    planned: run.planned,
    left: run.open,
    bytesPerMinute: bytes === null || bytes.done === 0 || minutes === 0 ? null : bytes.done / minutes,
    minutesLeft: run.state === 'running' ? minutesLeft(items, bytes, minutes) : null,
    failed: run.progress?.failed ?? [],
    beganAt: run.started_at ?? run.begun_at,
    lookedAt: run.looked_at,
    endedAt: run.ended_at,
  };
}

/** By bytes where their whole is known, for one mailbox may be as large as a hundred others; by items otherwise. */
function minutesLeft(items: OutsideRun['items'], bytes: OutsideRun['bytes'], minutes: number): number | null {
  const handled = items.done + items.failed;
  const [done, total] = bytes?.total == null ? [handled, items.total] : [bytes.done, bytes.total];
  if (done <= 0 || minutes <= 0) return null;
  return Math.max(0, Math.ceil((minutes / done) * (total - done)));
}
