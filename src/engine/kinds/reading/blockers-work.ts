/** What holds the moving domains, read anew when somebody asks. It tells what is so; how the check stands changes by its own looks alone. */
import { storeEvidence } from '../../attempts/evidence.js';
import { messageOf } from '../../attempts/faults.js';
import { loadAttempt } from '../../attempts/rows.js';
import { markAskedBlockers, markBlockers } from '../../cards/mark.js';
import type { Core, Unit } from '../../core.js';
import { blockersWork } from '../../queries/blockers.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../../schedule/work.js';
import { lookOnce } from './check-work.js';

export const registerBlockers = (core: Core): void =>
  registerWork(
    core,
    'engine.blockers',
    async (ticket, input) => {
      const [stepId, attemptId] = [String(input['stepId']), String(input['attemptId'])];
      const { findings, evidence } = await lookOnce(core, stepId);
      await transactAs(core, ticket, async (unit) => {
        await finishWork(unit, ticket);
        const attempt = await loadAttempt(unit, attemptId);
        if (attempt !== null) for (const file of evidence) await storeEvidence(unit, attempt, file, null);
        const seen = { at: unit.at, findings: JSON.stringify(findings), failed_at: null, message: null };
        await keepLook(unit, stepId, seen);
        await markBlockers(unit, stepId, findings);
        await markAskedBlockers(unit);
      });
    },
    (ticket, input, error) =>
      transactAs(core, ticket, async (unit) => {
        await finishWork(unit, ticket);
        await keepLook(unit, String(input['stepId']), { failed_at: unit.at, message: messageOf(error) });
        await markAskedBlockers(unit);
      }),
  );

/** One look at a time: whoever asks meanwhile waits for the same. */
export async function lookAtBlockers(unit: Unit, of: { stepId: string; attemptId: string }): Promise<void> {
  const under = await unit.trx.selectFrom('work').select('key').where('key', '=', blockersWork).executeTakeFirst();
  if (under === undefined)
    await enqueueWork(unit, {
      key: blockersWork,
      name: 'engine.blockers',
      input: { stepId: of.stepId, attemptId: of.attemptId },
    });
}

async function keepLook(
  unit: Unit,
  stepId: string,
  look: { at?: string; findings?: string; failed_at: string | null; message: string | null },
): Promise<void> {
  await unit.trx
    .insertInto('blocker_look')
    .values({ step_id: stepId, at: null, findings: '[]', ...look })
    .onConflict((conflict) => conflict.column('step_id').doUpdateSet(look))
    .execute();
}
