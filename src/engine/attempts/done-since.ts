/** Which steps did something to which objects since a moment: by the ledger, and by what people took on. */
import { sql } from 'kysely';
import type { Deed } from '../../contract/context.js';
import { partsOf } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { Found } from '../../contract/task.js';
import type { Core } from '../core.js';

export async function loadDoneSince(core: Core, side: Side, since: string): Promise<readonly Deed[]> {
  const deeds = [...(await writes(core, side, since)), ...(await work(core, side, since))];
  const moment = ({ at }: Deed): string => at ?? '9';
  return deeds.sort((one, other) => (moment(one) < moment(other) ? -1 : 1));
}

/** Begun before and settled since counts, and so does what nobody knows the end of. */
async function writes(core: Core, side: Side, since: string): Promise<readonly Deed[]> {
  const rows = await core.db
    .selectFrom('ledger')
    .innerJoin('attempt', 'attempt.id', 'ledger.attempt_id')
    .select(['ledger.step_id', 'ledger.object_id', 'ledger.made', 'ledger.started_at', 'ledger.at', 'ledger.after'])
    .select(['attempt.direction', sql<Deed['before']>`coalesce(ledger.observed_before, ledger.before)`.as('before')])
    .where('ledger.side', '=', side)
    .where('ledger.tries', '>', 0)
    .where((row) =>
      row.or([
        row('ledger.at', '>=', since),
        row('ledger.started_at', '>=', since),
        row('ledger.state', '=', 'started'),
      ]),
    )
    .execute();
  return rows.map((row): Deed => ({
    step: row.step_id,
    direction: row.direction,
    at: row.started_at ?? row.at,
    ids: [...idsIn(row.object_id), ...(row.made ?? []).map(({ id }) => id)],
    byHand: false,
    before: row.before,
    after: row.after,
  }));
}

/** What a brief found stands in it, whoever wrote it. */
async function work(core: Core, side: Side, since: string): Promise<readonly Deed[]> {
  const steps = core.options.runbook.filter((step) => step.side === side || step.side === 'both').map(({ id }) => id);
  if (steps.length === 0) return [];
  const rows = await core.db
    .selectFrom('attempt')
    .select(['step_id', 'direction', 'plan', 'carried_out_at'])
    .where('step_id', 'in', steps)
    .where((row) => row.or([row('taken_by', 'is not', null), row('carried_out_at', 'is not', null)]))
    .where((row) =>
      row.or([row('carried_out_at', '>=', since), row('ended_at', '>=', since), row('ended_at', 'is', null)]),
    )
    .execute();
  return rows.flatMap(({ step_id: step, direction, plan, carried_out_at: at }) =>
    (plan?.brief?.found ?? []).map((found): Deed => ({
      step,
      direction,
      at,
      ids: idsIn(idOf(found)),
      byHand: true,
      before: found,
      after: null,
    })),
  );
}

const idOf = (found: Found): string => (typeof found === 'string' ? found : found.id);

/** An object that only several ids name is each of them, too. */
function idsIn(id: string): readonly string[] {
  try {
    return [...new Set([id, ...partsOf(id)])];
  } catch {
    // Not put together by us: a name with a percent sign.
    return [id];
  }
}
