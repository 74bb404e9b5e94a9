/** What the undo of a step leaves for people to do: told when turning back is voted on, and offered once everything is undone. */
import type { Kysely } from 'kysely';
import { stepStates } from '../attempts/rows.js';
import { settled } from '../attempts/readiness.js';
import type { Core, Unit } from '../core.js';
import { kindOf } from '../kinds/index.js';
import type { EngineTables } from '../schema.js';
import type { LeftForPeople } from '../state.js';
import type { Trace } from './derive.js';

/** True while any of it is open. */
export async function goOnWithWhatIsLeft(unit: Unit): Promise<boolean> {
  const states = await stepStates(unit);
  let open = false;
  for (const step of unit.core.options.runbook) {
    if (step.afterUndoOf === undefined || settled(states.get(step.id))) continue;
    if (states.get(step.id) === 'waiting') {
      if (!(await wasUndone(unit.trx, step.afterUndoOf))) continue;
      await kindOf(unit.core, step).begin(unit, step);
    }
    open = true;
  }
  return open;
}

/** What turning back as a whole would leave, as things stand. */
export async function leftForPeople(
  core: Core,
  traces: readonly Pick<Trace, 'stepId'>[],
): Promise<readonly LeftForPeople[]> {
  const left: LeftForPeople[] = [];
  for (const { id, afterUndoOf: of } of core.options.runbook) {
    if (of === undefined) continue;
    if (!traces.some(({ stepId }) => stepId === of) && !(await wasUndone(core.db, of))) continue;
    left.push({ stepId: id, of, since: await firstDone(core.db, of) });
  }
  return left;
}

/** Also undone alone, long before: what came of it in between is there all the same. */
async function wasUndone(db: Kysely<EngineTables>, stepId: string): Promise<boolean> {
  const row = await attemptsOf(db, stepId)
    .select('id')
    .where('direction', '=', 'undo')
    .where('state', '=', 'undone')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function firstDone(db: Kysely<EngineTables>, stepId: string): Promise<string | null> {
  const row = await attemptsOf(db, stepId)
    .select(({ fn }) => fn.min('carried_out_at').as('at'))
    .where('direction', '=', 'do')
    .executeTakeFirst();
  return row?.at ?? null;
}

const attemptsOf = (db: Kysely<EngineTables>, stepId: string) => db.selectFrom('attempt').where('step_id', '=', stepId);
