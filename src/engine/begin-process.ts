import { origin } from './audit/chain.js';
import { transact } from './core.js';
import type { Core } from './core.js';
import { welcomeIfNew } from './outbox/outbox.js';
import { computeMissingForms } from './kinds/form/form-work.js';
import { remakeWork } from './schedule/work.js';

/** Makes what a first start needs, and takes up what the last process left. Before the durable queue runs: nothing may run twice. */
export async function takeUp(core: Core): Promise<void> {
  await core.db
    .insertInto('migration')
    .values({ id: core.options.migration.id, state: 'not-started', audit_number: 0, audit_hash: origin })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await keepSteps(core);
  await welcomeIfNew(core);
  await transact(core, remakeWork);
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

/** Steps that became ready while nobody was there to begin them: the runbook changed between two starts. */
export const catchUp = (core: Core): Promise<void> =>
  transact(core, (unit) => {
    unit.effects.settled = true;
    return Promise.resolve();
  });
