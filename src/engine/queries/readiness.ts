/** What is known, before the night begins, of everything that should be through by then: told at the gate, and nowhere stored. */
import { sql } from 'kysely';
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { runsForward, settled } from '../attempts/readiness.js';
import { seenLast } from '../attempts/rows.js';
import { actionOf, kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import { isTooOld } from '../schedule/not-before.js';
import type { Readiness, StepState } from '../state.js';

export async function readReadiness(
  core: Core,
  gate: Step,
  states: ReadonlyMap<string, StepState>,
): Promise<Readiness> {
  const { runbook } = core.options;
  const later = standingOn(runbook, gate.id);
  const before = runbook.filter((step) => runsForward(step) && step.id !== gate.id && !later.has(step.id));
  const idsOf = (steps: readonly Step[]): readonly string[] => steps.map(({ id }) => id);
  const done = before.filter(({ id }) => states.get(id) === 'done');
  const acceptedIds = await loadAccepted(core, idsOf(done));
  const accepted = done.filter(({ id }) => acceptedIds.has(id));
  const others = done.filter(({ id }) => !acceptedIds.has(id));
  const byWord = others.filter((step) => restsOnAWord(core, step));
  const halted = before.filter(({ id }) => states.get(id) === 'attention');
  const open = before.filter(({ id }) => !settled(states.get(id)) && states.get(id) !== 'attention');
  const tooOld = await loadTooOld(core, open);
  const isOld = new Set(tooOld.map(({ stepId }) => stepId));
  return {
    open: idsOf(open.filter(({ id }) => !isOld.has(id))),
    halted: idsOf(halted),
    tooOld,
    byWord: idsOf(byWord),
    accepted: idsOf(accepted),
    seen: others.filter((step) => !restsOnAWord(core, step) && !isDecided(step)).length,
  };
}

/** Of what is open: what was done once, too long ago. */
async function loadTooOld(core: Core, open: readonly Step[]): Promise<NonNullable<Readiness['tooOld']>> {
  const now = core.options.clock.now().toISOString();
  const aging = open.filter(({ tooOldAfter }) => tooOldAfter !== undefined);
  if (aging.length === 0) return [];
  const rows = await core.db
    .selectFrom('attempt')
    .select(['step_id', 'ended_at', 'looked_at'])
    .where('state', '=', 'done')
    .where('direction', '=', 'do')
    .where(
      'step_id',
      'in',
      aging.map(({ id }) => id),
    )
    .orderBy('number')
    .execute();
  const seen = new Map(rows.map((row) => [row.step_id, seenLast(row)]));
  return aging.flatMap((step) => {
    const seenAt = seen.get(step.id) ?? null;
    return isTooOld(step, seenAt, now) ? [{ stepId: step.id, seenAt, hours: step.tooOldAfter ?? 0 }] : [];
  });
}

/** Done by people, and nothing of the bot looks whether it is so. */
const restsOnAWord = (core: Core, step: Step): boolean =>
  kindNameOf(core, step) === 'task' && actionOf(core, step)?.kind !== 'task';

/** What was decided is neither seen nor claimed. */
const isDecided = ({ kind }: Step): boolean => kind === 'decision' || kind === 'gate';

async function loadAccepted(core: Core, stepIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (stepIds.length === 0) return new Set();
  const rows = await core.db
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .select('step.id')
    .where('step.id', 'in', stepIds)
    .where(
      sql<boolean>`(attempt.troubles <> '[]' or jsonb_path_exists(attempt.findings, '$[*] ? (@.status != "passed")'))`,
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}
