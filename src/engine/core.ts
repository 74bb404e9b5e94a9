import { setMaxListeners } from 'node:events';
import { Kysely, PostgresDialect, type Selectable } from 'kysely';
import type { StepCode } from '../contract/context.js';
import type { Transaction } from 'kysely';
import type { ActionDefinition } from '../contract/actions.js';
import type { Step, StepKind } from '../contract/step.js';
import { WakeUpCalls } from '../store/wake-up-calls.js';
import type { EngineOptions } from './options.js';
import type { EngineTables } from './schema.js';
import type { StepState } from './state.js';
import { wallTimeOf } from './schedule/wall-time.js';

/** What every room of the engine shares: the house's options, the tables, and who wants to be woken. */
export interface Core {
  readonly options: EngineOptions;
  readonly db: Kysely<EngineTables>;
  readonly steps: ReadonlyMap<string, Step>;
  readonly stopping: AbortController;
  readonly dueListeners: Set<() => void>;
  /** Told of every committed change, also of those that make no card due. */
  readonly changeListeners: Set<() => void>;
  /** What the other processes on this database are told, and tell. */
  readonly calls: WakeUpCalls;
  /** Begins what a decision made ready, and asks anew about what moved; called at the end of a transaction in which something was settled or moved. */
  readonly advance: (unit: Unit) => Promise<void>;
}

export interface StepMove {
  readonly stepId: string;
  readonly state: StepState;
}

/** One transaction at one moment of migration time. Everything decided in it is true together, or not at all. */
export interface Unit {
  readonly core: Core;
  readonly trx: Transaction<EngineTables>;
  readonly now: Date;
  readonly at: string;
  /** Read with the lock that the transaction holds (`migration-row.ts`). */
  readonly held: { migration: Selectable<EngineTables['migration']> | null };
  readonly effects: {
    woken: boolean;
    settled: boolean;
    /** Steps that stand otherwise than before. */
    readonly moves: StepMove[];
    readonly armed: { jobId: string; dueAt: string; notBefore: Date }[];
  };
}

export function makeCore(options: EngineOptions, advance: Core['advance']): Core {
  const db = new Kysely<EngineTables>({ dialect: new PostgresDialect({ pool: options.database.pool }) });
  const dueListeners = new Set<() => void>();
  const changeListeners = new Set<() => void>();
  const calls = new WakeUpCalls({
    database: options.database,
    processId: options.jobs.processId,
    log: { warn: (facts, message) => options.log('warn', message, { ...facts }) },
    onCall: () => [...dueListeners, ...changeListeners].forEach((listener) => listener()),
  });
  return {
    options,
    db: db.withSchema('engine'),
    steps: new Map(options.runbook.map((step) => [step.id, step])),
    stopping: stoppingOf(),
    dueListeners,
    changeListeners,
    calls,
    advance,
  };
}

/** Every lane that waits for a service listens to it: more than Node takes for usual. */
function stoppingOf(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}

/**
 * Runs `work` in one transaction behind the migration's row. `decide` lets one in at a time; `write` (the ledger) lets many in, but
 * none beside a decision: that is why no object is written after `/stop` has answered.
 * Inside, use `unit.trx` only: a second connection awaited in a transaction is a deadlock on the embedded database.
 */
export async function transact<T>(
  core: Core,
  work: (unit: Unit) => Promise<T>,
  kind: 'decide' | 'write' = 'decide',
): Promise<T> {
  const effects: Unit['effects'] = { woken: false, settled: false, moves: [], armed: [] };
  const result = await core.db.transaction().execute(async (trx) => {
    const row = trx.selectFrom('migration').selectAll().where('id', '=', core.options.migration.id);
    const migration = (await (kind === 'decide' ? row.forUpdate() : row.forShare()).executeTakeFirst()) ?? null;
    const now = core.options.clock.now();
    const unit: Unit = { core, trx, now, at: now.toISOString(), held: { migration }, effects };
    const outcome = await work(unit);
    if (effects.settled || effects.moves.length > 0) await core.advance(unit);
    if (effects.woken) await core.calls.call(trx);
    return outcome;
  });
  await followJump(core, effects.armed);
  if (effects.woken || effects.armed.length > 0) wake(core);
  tellChange(core);
  return result;
}

/** The clock may have jumped while the transaction was open: what it armed was out of reach of the one who follows the clock. */
async function followJump(core: Core, armed: Unit['effects']['armed']): Promise<void> {
  for (const { jobId, dueAt, notBefore } of armed) {
    const wanted = wallTimeOf(dueAt, core.options.clock.reading());
    if (Math.abs(wanted.getTime() - notBefore.getTime()) > 250)
      await core.options.jobs.reschedule([{ jobId, notBefore: wanted }]);
  }
}

/** Wakes who listens in this process. */
export const wake = (core: Core): void => core.dueListeners.forEach((listener) => listener());

export const tellChange = (core: Core): void => core.changeListeners.forEach((listener) => listener());

export function stepOf(core: Core, stepId: string): Step {
  const step = core.steps.get(stepId);
  if (step === undefined) throw new Error(`the runbook has no step ${stepId}`);
  return step;
}

export function actionOf(core: Core, step: Step): ActionDefinition | undefined {
  const action = step.action === undefined ? undefined : core.options.actions.get(step.action);
  return action?.kind === 'condition' ? undefined : action;
}

/** The code that says whether a step applies; undefined where it always does. */
export function conditionOf(core: Core, step: Step): StepCode | undefined {
  const own = actionOf(core, step);
  if (own?.applies !== undefined) return own;
  const named = step.condition === undefined ? undefined : core.options.actions.get(step.condition);
  return named?.applies === undefined ? undefined : named;
}

/** The decisions that the step works from: it follows what they say. */
export const decisionsUnder = (core: Core, step: Step): readonly string[] =>
  [
    ...new Set(
      [actionOf(core, step), conditionOf(core, step)].flatMap((code) => (code?.reads ?? []).map((one) => one.step)),
    ),
  ].filter((id) => core.steps.get(id)?.kind === 'decision');

/** How the engine treats a step: as its kind says where there is code for it, otherwise people do it. */
export function kindNameOf(core: Core, step: Step): StepKind {
  if (step.kind === 'decision' || step.kind === 'gate') return step.kind;
  return actionOf(core, step)?.kind ?? 'task';
}

type Trait =
  | 'setsT'
  | 'beginsTheNight'
  | 'line'
  | 'decidesBackOut'
  | 'provesBackOut'
  | 'decidesMail'
  | 'parksMail'
  | 'bringsMailIn'
  | 'saysMailboxes'
  | 'countsTheWayBack'
  | 'toldBeforeTheNight'
  | 'listsErrors';

/** The step of the runbook that has the trait; a runbook of a test may have none. */
export const stepWith = (core: Core, trait: Trait): Step | undefined =>
  core.options.runbook.find((step) => step[trait] === true);

/** Only these run anything outside: of others no runs need be asked for. */
export function isTransfer(core: Core, stepId: string): boolean {
  const step = core.steps.get(stepId);
  return step !== undefined && kindNameOf(core, step) === 'transfer';
}
