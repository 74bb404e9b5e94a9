/** The plan of a change: from the tenant, or for an undo from the ledger. */
import { changeOf } from '../../attempts/ledger.js';
import { enqueueFor, moveAttempt } from '../../attempts/life.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { Planning } from '../planned/planning.js';
import { changeDefinition } from './definition.js';
import { beginWrites } from './run-batches.js';
import { storeChanges } from './store-changes.js';
import { undoDraft } from './undo-draft.js';

export const planning: Planning = {
  works: { plan: 'engine.plan', begin: 'engine.run' },

  async draft(core, attempt) {
    const code = changeDefinition(core, attempt.step_id);
    if (attempt.direction === 'undo') return undoDraft(core, attempt, code);
    return code.plan(await makeStepContext(core, { code, direction: 'do' }));
  },

  keep: (unit, attempt, { changes }) =>
    storeChanges(unit, attempt, changes, changeDefinition(unit.core, attempt.step_id)),

  async kept(unit, attemptId) {
    const rows = await unit.trx
      .selectFrom('ledger')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .orderBy('ordinal')
      .execute();
    return rows.map(changeOf);
  },

  begin: beginWrites,

  /** Read back all the same: what others did stands here too. */
  async endEmpty(unit, attempt, change) {
    await moveAttempt(unit, attempt, 'verifying', { ...change, looking_since: unit.at, carried_out_at: unit.at });
    await enqueueFor(unit, attempt.id, 'engine.verify');
  },
};
