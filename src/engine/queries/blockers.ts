/** The newest look at what holds the moving domains at the side that is to let them go. */
import { loadAttemptsOf, loadSteps } from './snapshots.js';
import type { Core } from '../core.js';
import type { Attempt, BlockerReport, StepSnapshot } from '../state.js';
import { migrationHasTurnedBack } from '../attempts/turned-back.js';

/** At the source: the night's own check once it has run, before that the one that runs from day one. */
const forward = ['no-dependencies-left', 'domain-blockers'];
const back = 'no-dependencies-left-destination';

export async function readBlockers(core: Core): Promise<BlockerReport | null> {
  for (const id of (await leavesDestination(core)) ? [back] : forward) {
    const step = core.steps.get(id);
    const attempt = step === undefined ? undefined : (await loadAttemptsOf(core, id)).filter(saw).at(-1);
    if (step !== undefined && attempt !== undefined)
      return {
        stepId: id,
        attemptId: attempt.id,
        side: step.side === 'destination' ? 'destination' : 'source',
        seenAt: attempt.lookedAt ?? attempt.startedAt,
        findings: attempt.findings,
        evidence: attempt.evidence,
      };
  }
  return null;
}

/** While a new look is under way the last one is what is known. */
const saw = ({ state, findings }: Attempt): boolean =>
  findings.length > 0 && ['done', 'attention', 'voided'].includes(state);

/** On the way back the domain is to leave the destination, if it got there; at any other time what was found there is of no use. */
async function leavesDestination(core: Core): Promise<boolean> {
  const arrivals = core.options.runbook.filter(({ undoneBy }) => undoneBy?.includes(back) === true);
  if (arrivals.length === 0) return false;
  const turnedBack = await migrationHasTurnedBack(core);
  const steps = await loadSteps(
    core,
    arrivals.map(({ id }) => id),
  );
  return steps.some((step) => step.state === 'undoing' || (turnedBack && arrived(step)));
}

const arrived = ({ state }: StepSnapshot): boolean => ['done', 'attention', 'undone'].includes(state);
