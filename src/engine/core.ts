import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import type { ActionDefinition, TaskDefinition } from '../contract/change.js';
import type { Step } from '../contract/step.js';
import { WakeUpCalls } from '../store/wake-up-calls.js';
import type { EngineOptions } from './options.js';
import type { EngineTables } from './schema.js';
import { wallTimeOf } from './schedule/wall-time.js';

/** What every room of the engine shares: the house's options, the tables, and who wants to be woken. */
export interface Core {
  readonly options: EngineOptions;
  readonly db: Kysely<EngineTables>;
  readonly steps: ReadonlyMap<string, Step>;
  readonly stopping: AbortController;
  readonly dueListeners: Set<() => void>;
  /** What the other processes on this database are told, and tell. */
  readonly calls: WakeUpCalls;
  /** Goes on with whatever is being undone; given by the room `back-out`, called when a step has ended. */
  readonly goBack: (unit: Unit) => Promise<void>;
}

/** One transaction at one moment of migration time. Everything decided in it is true together, or not at all. */
export interface Unit {
  readonly core: Core;
  readonly trx: Transaction<EngineTables>;
  readonly now: Date;
  readonly at: string;
  readonly effects: { woken: boolean; readonly armed: { jobId: string; dueAt: string; notBefore: Date }[] };
}

export function makeCore(options: EngineOptions, goBack: Core['goBack']): Core {
  const db = new Kysely<EngineTables>({ dialect: new PostgresDialect({ pool: options.database.pool }) });
  const dueListeners = new Set<() => void>();
  const calls = new WakeUpCalls({
    database: options.database,
    processId: options.jobs.processId,
    log: { warn: (facts, message) => options.log('warn', message, { ...facts }) },
    onCall: () => dueListeners.forEach((listener) => listener()),
  });
  return {
    options,
    db: db.withSchema('engine'),
    steps: new Map(options.runbook.map((step) => [step.id, step])),
    stopping: new AbortController(),
    dueListeners,
    calls,
    goBack,
  };
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
  const effects: Unit['effects'] = { woken: false, armed: [] };
  const result = await core.db.transaction().execute(async (trx) => {
    const row = trx.selectFrom('migration').select('id').where('id', '=', core.options.migration.id);
    await (kind === 'decide' ? row.forUpdate() : row.forShare()).executeTakeFirst();
    const now = core.options.clock.now();
    const done = await work({ core, trx, now, at: now.toISOString(), effects });
    if (effects.woken) await core.calls.call(trx);
    return done;
  });
  await followJump(core, effects.armed);
  if (effects.woken || effects.armed.length > 0) wake(core);
  return result;
}

/** The clock may have jumped while the transaction was open: what it armed was out of reach of the one who follows the clock. */
async function followJump(core: Core, armed: Unit['effects']['armed']): Promise<void> {
  for (const { jobId, dueAt, notBefore } of armed) {
    const wanted = wallTimeOf(dueAt, core.options.clock.reading());
    if (Math.abs(wanted.getTime() - notBefore.getTime()) > 250) await core.options.jobs.reschedule(jobId, wanted);
  }
}

/** Wakes who listens in this process. */
export const wake = (core: Core): void => core.dueListeners.forEach((listener) => listener());

export function stepOf(core: Core, stepId: string): Step {
  const step = core.steps.get(stepId);
  if (step === undefined) throw new Error(`the runbook has no step ${stepId}`);
  return step;
}

export function actionOf(core: Core, step: Step): ActionDefinition | undefined {
  const action = step.action === undefined ? undefined : core.options.actions.get(step.action);
  return action?.kind === 'condition' ? undefined : action;
}

export function taskDefinition(core: Core, step: Step): TaskDefinition | undefined {
  const action = actionOf(core, step);
  return action?.kind === 'task' ? action : undefined;
}

/** How the engine treats a step: as its kind says where there is code for it, otherwise people do it. */
export type Treatment = 'check' | 'change' | 'task' | 'decision' | 'gate';

export function treatmentOf(core: Core, step: Step): Treatment {
  if (step.kind === 'decision' || step.kind === 'gate' || step.kind === 'task') return step.kind;
  return actionOf(core, step)?.kind ?? 'task';
}
