/** The newest look at what holds the moving domains at the side that is to let them go. */
import { loadAttemptsOf, loadSteps } from './snapshots.js';
import type { Core } from '../core.js';
import type { Attempt, BlockerReport, NamesTakenOff, StepSnapshot } from '../state.js';
import { migrationHasTurnedBack } from '../attempts/rows.js';
import { blockersWork } from '../kinds/reading/blockers-work.js';
import type { Step } from '../../contract/step.js';

/** At the source: the night's own check once it has run, before that the one that runs from day one. */
const forward = ['before-leaving', 'from-day-one'] as const;
const back = ['before-leaving-again'] as const;

export async function readBlockers(core: Core): Promise<BlockerReport | null> {
  for (const scans of (await leavesDestination(core)) ? back : forward) {
    const step = scanning(core, scans);
    const attempt = step === undefined ? undefined : (await loadAttemptsOf(core, step.id)).filter(saw).at(-1);
    if (step !== undefined && attempt !== undefined)
      return withLooks(core, {
        stepId: step.id,
        attemptId: attempt.id,
        side: step.side === 'destination' ? 'destination' : 'source',
        seenAt: attempt.lookedAt ?? attempt.startedAt,
        findings: attempt.findings,
        evidence: attempt.evidence,
      });
  }
  return null;
}

/** A look that somebody asked for since, and what took names off. */
async function withLooks(core: Core, own: BlockerReport): Promise<BlockerReport> {
  const { db } = core;
  const under = await db.selectFrom('work').select('key').where('key', '=', blockersWork).executeTakeFirst();
  const look = await db.selectFrom('blocker_look').selectAll().where('step_id', '=', own.stepId).executeTakeFirst();
  const takenOff = await namesTakenOff(core, own);
  const leftAt = await leftAtOf(core, own);
  const around = {
    ...(leftAt === undefined ? {} : { leftAt }),
    ...(under === undefined ? {} : { looking: true as const }),
    ...(takenOff.length === 0 ? {} : { takenOff }),
  };
  const seenAt = look?.at != null && look.at > own.seenAt ? look.at : null;
  const failed = look?.failed_at != null && look.failed_at > (seenAt ?? own.seenAt) ? look.failed_at : null;
  return {
    ...own,
    ...around,
    ...(seenAt === null || look === undefined
      ? {}
      : { seenAt, findings: look.findings, before: { seenAt: own.seenAt, findings: own.findings } }),
    ...(failed === null ? {} : { failed: { at: failed, message: look?.message ?? '' } }),
  };
}

/** Nothing holds what has gone: when the step that lets the domains go was done there, whichever of them it was. */
async function leftAtOf(core: Core, { side }: BlockerReport): Promise<string | undefined> {
  const ids = core.options.runbook.filter((step) => step.releases === true && step.side === side).map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const row = await core.db
    .selectFrom('step')
    .select('since')
    .where('id', 'in', ids)
    .where('state', '=', 'done')
    .orderBy('since')
    .limit(1)
    .executeTakeFirst();
  return row?.since;
}

/** The oldest first. */
async function namesTakenOff(core: Core, { side, seenAt }: BlockerReport): Promise<readonly NamesTakenOff[]> {
  const ids = core.options.runbook
    .filter((step) => step.takesNamesOff === true && step.side === side)
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await core.db
    .selectFrom('step')
    .select(['id', 'since'])
    .where('id', 'in', ids)
    .where('state', '=', 'done')
    .where('since', '>', seenAt)
    .orderBy('since')
    .execute();
  return rows.map(({ id, since }) => ({ stepId: id, at: since }));
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
