/** The newest look at what holds the moving domains: the night's own check once it has run, before that the one that runs from day one. */
import { loadSteps } from '../attempts/snapshots.js';
import type { Core } from '../core.js';
import { theLine } from '../schedule/timetable.js';
import type { BlockerReport, StepSnapshot } from '../state.js';

export async function readBlockers(core: Core): Promise<BlockerReport | null> {
  const candidates = ['no-dependencies-left-destination', 'no-dependencies-left', 'domain-blockers'];
  const steps = await loadSteps(core, [...candidates, theLine]);
  const of = (id: string): StepSnapshot | undefined => steps.find(({ step }) => step.id === id);
  // On the way back the domain is to leave the destination; at any other time what was found there is of no use.
  const wayBack = of(theLine)?.state === 'undoing';
  return (
    candidates
      .slice(wayBack ? 0 : 1)
      .map(of)
      .map(reported)
      .find((report) => report !== null) ?? null
  );
}

function reported(snapshot: StepSnapshot | undefined): BlockerReport | null {
  const attempt = snapshot?.attempt;
  if (snapshot === undefined || attempt == null || attempt.findings.length === 0) return null;
  if (attempt.state !== 'done' && attempt.state !== 'attention') return null;
  return {
    stepId: snapshot.step.id,
    attemptId: attempt.id,
    side: snapshot.step.side === 'destination' ? 'destination' : 'source',
    seenAt: attempt.lookedAt ?? attempt.startedAt,
    findings: attempt.findings,
    evidence: attempt.evidence,
  };
}
