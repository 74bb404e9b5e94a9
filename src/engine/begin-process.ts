import { origin } from './audit/chain.js';
import { transact } from './core.js';
import type { Core } from './core.js';
import { welcomeIfNew } from './outbox/outbox.js';
import { computeMissingForms } from './kinds/form/form-work.js';
import { othersLive, remakeWork } from './schedule/work.js';

/**
 * Makes what a first start needs, and takes up what a process left that is no more. Once the other processes know of this one, and
 * before its durable queue runs: nothing may run twice.
 */
export async function takeUp(core: Core): Promise<void> {
  await core.db
    .insertInto('migration')
    .values({ id: core.options.migration.id, state: 'not-started', audit_number: 0, audit_hash: origin })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await keepSteps(core);
  await welcomeIfNew(core);
  // Alone, nothing of what the durable queue remembers is being carried out, so nothing of it has to be believed.
  await transact(core, async (unit) => remakeWork(unit, (await othersLive(unit)) ? 'abandoned' : 'everything'));
  await transact(core, computeMissingForms);
}

/** A newer version of the product may bring steps this migration has not known. */
async function keepSteps(core: Core): Promise<void> {
  const at = core.options.clock.now().toISOString();
  const rows = core.options.runbook.map(({ id, phase }, position) => ({
    id,
    phase,
    position,
    state: 'waiting' as const,
    since: at,
  }));
  if (rows.length === 0) return;
  await core.db
    .insertInto('step')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({ phase: row.ref('excluded.phase'), position: row.ref('excluded.position') })),
    )
    .execute();
}

/** Processes died: their jobs are in the queues again, but for those that had returned because their process was stopping. */
export const takeOver = (core: Core): Promise<void> => transact(core, (unit) => remakeWork(unit, 'abandoned'));

/** What this process leaves behind goes to the others, if there are any; otherwise the next start takes it up. */
export const giveBack = (core: Core): Promise<void> =>
  transact(core, async (unit) => {
    if (await othersLive(unit)) await remakeWork(unit, 'abandoned');
  });

/** Steps that became ready while nobody was there to begin them: the runbook changed between two starts. */
export const catchUp = (core: Core): Promise<void> =>
  transact(core, (unit) => {
    unit.effects.settled = true;
    return Promise.resolve();
  });
