import type { StepContext } from '../../contract/change.js';
import type { Core } from '../core.js';
import { loadWritten } from './ledger.js';
import { asRosterPerson, loadPeople, withRoles } from '../roles/roster.js';

/** What a step's code may know: facts, people, and what earlier steps left. Made anew for each job. */
export async function makeStepContext(core: Core): Promise<StepContext> {
  const { clock, migration, protectedAccounts } = core.options;
  const row = await core.db
    .selectFrom('migration')
    .select('cutover_at')
    .where('id', '=', migration.id)
    .executeTakeFirst();
  const people = await loadPeople(core.db);
  return {
    migration: {
      id: migration.id,
      movingDomains: migration.movingDomains,
      initialDomain: migration.initialDomain,
      tenantId: migration.tenantId,
      cutoverAt: row?.cutover_at ?? null,
    },
    roster: withRoles(people).map(asRosterPerson),
    protectedAccounts,
    now: () => clock.now(),
    pause: (milliseconds) => pause(core, milliseconds),
    signal: core.stopping.signal,
    evidence: (stepId, name) => latestEvidence(core, stepId, name),
    decision: (stepId) => decisionOf(core, stepId),
    written: (stepId) => loadWritten(core.db, stepId),
  };
}

/** Waits until the clock has gone on by so much, however fast it goes; a paused clock is waited for. */
function pause(core: Core, milliseconds: number): Promise<void> {
  const { clock } = core.options;
  const signal = core.stopping.signal;
  const until = clock.now().getTime() + milliseconds;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const leave = (): void => {
      clearTimeout(timer);
      unfollow();
      signal.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      leave();
      reject(signal.reason as Error);
    };
    const look = (): void => {
      clearTimeout(timer);
      const left = until - clock.now().getTime();
      if (left <= 0) {
        leave();
        resolve();
        return;
      }
      const { rate } = clock.reading();
      // Node's timers end at 2^31 ms; a paused clock is looked at when it changes.
      if (rate > 0) timer = setTimeout(look, Math.min(Math.ceil(left / rate), 2 ** 31 - 1));
    };
    const unfollow = clock.onChange(look);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    else look();
  });
}

async function latestEvidence(core: Core, stepId: string, name: string): Promise<Buffer | null> {
  const row = await core.db
    .selectFrom('evidence')
    .select('content')
    .where('step_id', '=', stepId)
    .where('name', '=', name)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : Buffer.from(row.content);
}

async function decisionOf(core: Core, stepId: string): Promise<Readonly<Record<string, string>> | null> {
  const row = await core.db
    .selectFrom('attempt')
    .select('answers')
    .where('step_id', '=', stepId)
    .where('state', '=', 'done')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.answers ?? null;
}
