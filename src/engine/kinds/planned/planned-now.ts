import type { Change } from '../../../contract/change.js';
import type { Finding } from '../../../contract/finding.js';
import { planHash } from '../../../contract/plan-hash.js';
import type { Step } from '../../../contract/step.js';
import type { AttemptRow } from '../../attempts/rows.js';
import type { Core } from '../../core.js';
import { comparePlans } from './compare-plans.js';
import type { Planning } from './planning.js';

/** Of a step that is done: what blocks it now, what of its doing is wanted no more, and what it would do beside that. */
export async function plannedNow(
  core: Core,
  step: Step,
  attempt: AttemptRow,
  planning: Planning,
  done: readonly Change[] = [],
): Promise<readonly Finding[]> {
  const draft = await planning.draft(core, attempt);
  const { appeared, different } = comparePlans(done, draft.changes);
  const open = [...appeared, ...different];
  // Known by what it would change: who accepts it accepts exactly that.
  const object = { kind: 'plan', id: planHash(core.options.migration.id, step.id, draft.changes), label: step.id };
  return [
    ...[...draft.blockers, ...(draft.wantedNoMore ?? [])].map((one): Finding => ({ status: 'failed', ...one })),
    ...(open.length > 0
      ? [{ status: 'failed', code: 'engine.would-change', facts: { count: open.length }, object } as const]
      : []),
  ];
}
