/** The newest look at what holds the moving domains at the side that is to let them go. */
import { loadAttemptsOf, loadSteps } from './snapshots.js';
import type { Core } from '../core.js';
import type { Attempt, BlockerReport, StepSnapshot } from '../state.js';
import { migrationHasTurnedBack } from '../attempts/rows.js';
import type { Step } from '../../contract/step.js';

/** At the source: the night's own check once it has run, before that the one that runs from day one. */
const forward = ['before-leaving', 'from-day-one'] as const;
const back = ['before-leaving-again'] as const;

export async function readBlockers(core: Core): Promise<BlockerReport | null> {
  for (const scans of (await leavesDestination(core)) ? back : forward) {
    const step = scanning(core, scans);
    const attempt = step === undefined ? undefined : (await loadAttemptsOf(core, step.id)).filter(saw).at(-1);
    if (step !== undefined && attempt !== undefined)
      return {
        stepId: step.id,
        attemptId: attempt.id,
        side: step.side === 'destination' ? 'destination' : 'source',
        seenAt: attempt.lookedAt ?? attempt.startedAt,
        findings: attempt.findings,
        evidence: attempt.evidence,
      };
  }
  return null;
}

const scanning = (core: Core, scans: Step['scans']): Step | undefined =>
  core.options.runbook.find((step) => step.scans === scans);

/** While a new look is under way the last one is what is known. */
const saw = ({ state, findings }: Attempt): boolean =>
  findings.length > 0 && ['done', 'attention', 'replaced', 'withdrawn'].includes(state);

/** On the way back the domain is to leave the destination, if it got there; at any other time what was found there is of no use. */
async function leavesDestination(core: Core): Promise<boolean> {
  const scan = scanning(core, 'before-leaving-again')?.id ?? '';
  const arrivals = core.options.runbook.filter(({ undoneBy }) => undoneBy?.includes(scan) === true);
  if (arrivals.length === 0) return false;
  const turnedBack = await migrationHasTurnedBack(core);
  const steps = await loadSteps(
    core,
    arrivals.map(({ id }) => id),
  );
  return steps.some((step) => step.state === 'undoing' || (turnedBack && arrived(step)));
}

const arrived = ({ state }: StepSnapshot): boolean => ['done', 'attention', 'undone'].includes(state);
