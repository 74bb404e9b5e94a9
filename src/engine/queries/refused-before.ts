/** A plan that is made again after the tenant refused the one before looks as clean as the first: whoever approves it must know. */
import type { Core } from '../core.js';
import type { StepSnapshot } from '../state.js';

/** Of the attempts since the step last came to its end, the newest that left something undone. */
export async function loadRefusedBefore(
  core: Core,
  { step, attempt }: Pick<StepSnapshot, 'step' | 'attempt'>,
): Promise<StepSnapshot['refusedBefore']> {
  if (attempt === null || attempt.number === 1 || attempt.state !== 'asking' || attempt.plan === null) return undefined;
  const before = await core.db
    .selectFrom('attempt')
    .select(['id', 'state', 'troubles', 'started_at'])
    .where('step_id', '=', step.id)
    .where('direction', '=', attempt.direction)
    .where('number', '<', attempt.number)
    .orderBy('number', 'desc')
    .limit(10)
    .execute();
  for (const { id, state, troubles, started_at } of before) {
    if (state === 'done' || state === 'undone') return undefined;
    if (troubles.length > 0)
      return { at: (await haltedAt(core, step.id, id)) ?? started_at, remarks: troubles.slice(0, most) };
  }
  return undefined;
}

const most = 10;

async function haltedAt(core: Core, stepId: string, attemptId: string): Promise<string | undefined> {
  const rows = await core.db
    .selectFrom('audit')
    .select(['at', 'facts'])
    .where('step_id', '=', stepId)
    .where('what', '=', 'attention')
    .orderBy('number', 'desc')
    .execute();
  return rows.find(({ facts }) => (JSON.parse(facts) as { attempt?: string }).attempt === attemptId)?.at;
}
