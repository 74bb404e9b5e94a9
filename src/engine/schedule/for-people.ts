/** The next moment that people are timed by. What the bot looks at by itself meanwhile is none of theirs. */
import type { Step } from '../../contract/step.js';
import { hasTurnedBack, stepStates } from '../attempts/rows.js';
import type { States } from '../attempts/readiness.js';
import type { Core } from '../core.js';
import { hourWork } from './hour.js';
import { after } from './wall-time.js';

export interface Ahead {
  /** What waits for an hour: steps that would be early, results and votes that grow old. */
  readonly hours: readonly string[];
  /** Null while T is open, and once the team has turned back. */
  readonly cutoverAt: string | null;
  readonly runbook: readonly Step[];
  readonly states: States;
}

/** T, an hour that something waits for, or the planned beginning of what is asked for now. */
export function nextForPeople({ hours, cutoverAt, runbook, states }: Ahead, now: string): string | null {
  const planned =
    cutoverAt === null
      ? []
      : runbook
          .filter(({ id }) => states.get(id) === 'asking')
          .flatMap(({ window }) => (window === undefined ? [] : [after(new Date(cutoverAt), window.from * 3600)]));
  const moments = [...hours, ...planned, ...(cutoverAt === null ? [] : [cutoverAt])];
  return moments.filter((at) => at > now).sort()[0] ?? null;
}

export async function nextForPeopleAt(core: Core): Promise<string | null> {
  const { state, cutover_at } = await core.db
    .selectFrom('migration')
    .select(['state', 'cutover_at'])
    .where('id', '=', core.options.migration.id)
    .executeTakeFirstOrThrow();
  const hours = await core.db.selectFrom('work').select('due_at').where('name', '=', hourWork).execute();
  return nextForPeople(
    {
      hours: hours.flatMap(({ due_at }) => due_at ?? []),
      cutoverAt: hasTurnedBack(state) ? null : cutover_at,
      runbook: core.options.runbook,
      states: await stepStates({ trx: core.db }),
    },
    core.options.clock.now().toISOString(),
  );
}
