/** An engine on the real store, with people, a clock the test holds, and a runbook of its own. */
import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ActionDefinition, ConditionDefinition } from '../../../src/contract/actions.js';
import { defineDecision, type FormField } from '../../../src/contract/decision.js';
import { defineGate } from '../../../src/contract/gate.js';
import { defineAnswers } from '../../../src/contract/output.js';
import type { Company, Role, Step } from '../../../src/contract/step.js';
import { stepById } from '../../../src/runbook/index.js';
import type { Actor, Engine, PersonToAssign } from '../../../src/engine/api.js';
import type { Clock, ClockReading } from '../../../src/engine/clock.js';
import { createEngine, engineMigrations, engineQueues } from '../../../src/engine/index.js';
import type { Attempt, StepState } from '../../../src/engine/state.js';
import type { Database } from '../../../src/store/api.js';
import { createDurableJobs } from '../../../src/store/durable.js';
import { migrate } from '../../../src/store/migrate.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { folderWithEngine, stamp } from './engine-folder.js';
import type { EngineOptions } from '../../../src/engine/options.js';
import { fitsField, readForField } from '../../../src/documents/incoming/fits-field.js';
import { moveIn, moveOut, onlyErrors } from './engine-room.js';

export class TestClock implements Clock {
  private last: ClockReading = { at: '2026-11-30T08:00:00.000Z', wallAt: new Date().toISOString(), rate: 1 };
  private readonly listeners = new Set<(reading: ClockReading) => void>();

  reading = (): ClockReading => this.last;
  now = (): Date => {
    const gone = (Date.now() - Date.parse(this.last.wallAt)) * this.last.rate;
    return new Date(Date.parse(this.last.at) + gone);
  };
  /** Who waits for the clock just now, the engine's own timers among them. */
  get followers(): number {
    return this.listeners.size;
  }
  onChange(listener: (reading: ClockReading) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  set(change: { advance?: number; to?: string; rate?: number }): void {
    const at = change.to ?? new Date(this.now().getTime() + (change.advance ?? 0) * 1000).toISOString();
    this.last = { at, wallAt: new Date().toISOString(), rate: change.rate ?? this.last.rate };
    for (const listener of this.listeners) listener(this.last);
  }
}

/** A step with an id of the real runbook has what makes that one special. */
function traitsOf(id: string): Partial<Step> {
  const real = stepById(id);
  if (real === undefined) return {};
  const { setsT, beginsTheNight, line, decidesBackOut, scans, takesNamesOff, readsRoster } = real;
  const { decidesMail, parksMail, bringsMailIn, saysMailboxes, listsErrors } = real;
  const mail = { decidesMail, parksMail, bringsMailIn, saysMailboxes, listsErrors };
  return JSON.parse(
    JSON.stringify({ setsT, beginsTheNight, line, decidesBackOut, scans, takesNamesOff, readsRoster, ...mail }),
  ) as Partial<Step>;
}

export const step = (id: string, more: Partial<Step> = {}): Step => ({
  ...traitsOf(id),
  id,
  guide: [],
  phase: 'prepare',
  side: 'source',
  kind: 'task',
  risk: 'low',
  roles: ['source-admin'],
  after: [],
  undo: 'with-back-out',
  // What a step wants to be shown is told where a test is about it.
  evidence: 'none',
  ...more,
});

export interface HouseOptions {
  readonly runbook: readonly Step[];
  readonly actions?: Readonly<Record<string, ActionDefinition | ConditionDefinition>>;
  /** Forms of decisions and gates that have no other code, by step. */
  readonly forms?: Readonly<Record<string, readonly FormField[]>>;
  readonly clock?: TestClock;
  readonly movingDomains?: readonly string[];
  /** It is closed and opened again, as a process that ends and another that starts: in a folder of its own. */
  readonly restarts?: true;
  /** PostgreSQL instead of the embedded database: a house beside another one works on the same data. */
  readonly databaseUrl?: string;
  /** Another process has its own: DBOS keeps its state in module variables. */
  readonly createJobs?: typeof createDurableJobs;
  /** A reading that takes as long as the test wants. */
  readonly readForField?: EngineOptions['readForField'];
}

/** A form as code that asks it of whoever's step it is. */
function asking({ runbook, forms = {} }: HouseOptions): Readonly<Record<string, ActionDefinition>> {
  return Object.fromEntries(
    Object.entries(forms).map(([id, fields]): [string, ActionDefinition] => {
      const questions = {
        answers: defineAnswers(id, z.record(z.string())),
        form: () => Promise.resolve({ fields, remarks: [] }),
      };
      const isGate = runbook.some((row) => row.id === id && row.kind === 'gate');
      return [id, isGate ? defineGate({ name: id, questions }) : defineDecision({ name: id, ...questions })];
    }),
  );
}

const companies: Record<string, Company> = { anna: 'destination', sergei: 'source', priya: 'destination' };

export const actor = (name: string): Actor => ({ personId: `id-${name}`, name, lang: 'en' });
export const personToAssign = (name: string): PersonToAssign => ({
  personId: `id-${name}`,
  name,
  company: companies[name] ?? 'source',
  email: `${name}@example.com`,
  userPrincipalName: `${name}@example.com`,
  lang: 'en',
});

export class House {
  readonly clock: TestClock;
  engine!: Engine;
  database!: Database;

  private ended = true;

  private constructor(
    private readonly options: HouseOptions,
    private readonly ownFolder: string | null,
  ) {
    this.clock = options.clock ?? new TestClock();
  }

  static async build(options: HouseOptions): Promise<House> {
    const house = new House(options, options.restarts === true ? await folderWithEngine() : null);
    if (house.isApart) {
      await moveOut();
      await house.open();
    } else {
      await moveIn((database) => Object.assign(house, { database }));
      await house.begin();
    }
    return house;
  }

  /** Its database is not that of the test file. */
  private get isApart(): boolean {
    return this.ownFolder !== null || this.options.databaseUrl !== undefined;
  }

  /** The start of a process. */
  async open(): Promise<void> {
    this.database = await openDatabase({
      databaseUrl: this.options.databaseUrl ?? null,
      dataDir: this.ownFolder ?? '',
      stamp,
      log: onlyErrors,
    });
    await migrate(this.database.pool, engineMigrations);
    await this.begin();
  }

  private async begin(): Promise<void> {
    const forms = this.options.forms ?? {};
    this.engine = createEngine({
      database: this.database,
      jobs: (this.options.createJobs ?? createDurableJobs)({
        database: this.database,
        queues: engineQueues,
        pollMs: 10,
        log: onlyErrors,
      }),
      runbook: this.options.runbook.map((row) => (row.id in forms ? { ...row, action: row.id } : row)),
      actions: new Map(Object.entries({ ...asking(this.options), ...this.options.actions })),
      clock: this.clock,
      migration: {
        id: 'test',
        movingDomains: this.options.movingDomains ?? ['contoso.com'],
        initialDomain: { source: 's.onmicrosoft.com', destination: 'd.onmicrosoft.com' },
        tenantId: { source: 'source', destination: 'destination' },
        sourceName: 'Contoso',
        destinationName: 'Fabrikam',
      },
      protectedAccounts: [],
      mode: 'rehearsal',
      hostTenantId: 'destination',
      defaultLang: 'en',
      readForField: this.options.readForField ?? readForField,
      fitsField,
      log: (level, message, fields) => {
        if (level === 'error') process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
      },
    });
    this.ended = false;
    await this.engine.start();
  }

  /** The end of a process: what ran is cut off, the data stays. */
  async close(): Promise<void> {
    if (!this.isApart) throw new Error('only a house that restarts is closed');
    await this.end();
    await this.database.close();
  }

  async pullDown(): Promise<void> {
    await this.end();
    if (this.isApart) await this.database.close();
    if (this.ownFolder !== null) await rm(this.ownFolder, { recursive: true, force: true });
  }

  /** The engine stops; once is enough. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await this.engine.stop();
  }

  query<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return this.database.pool.query<T>(text, [...values]).then(({ rows }) => rows);
  }

  async people(given: Readonly<Record<string, readonly Role[]>>): Promise<void> {
    await this.engine.commands.begin(actor('anna'), { starter: personToAssign('anna'), cutoverAt: null });
    for (const [name, roles] of Object.entries(given))
      for (const role of roles)
        await this.engine.commands.assign(actor('anna'), { role, person: personToAssign(name) });
  }

  async reach(
    stepId: string,
    state: StepState | ((attempt: Attempt | null) => boolean),
    within = 90_000,
  ): Promise<Attempt> {
    const end = Date.now() + within;
    for (;;) {
      const committed = this.nextCommit(end - Date.now());
      if (typeof state === 'string' && Date.now() <= end && !(await this.isIn(stepId, state))) {
        await committed;
        continue;
      }
      const now = await this.engine.queries.step(stepId);
      const there = typeof state === 'string' ? now?.state === state : state(now?.attempt ?? null);
      if (there && now?.attempt) return now.attempt;
      if (Date.now() > end)
        throw new Error(`${stepId} is ${now?.state} (${JSON.stringify(now?.attempt)}), not ${String(state)}`);
      await committed;
    }
  }

  /** One question instead of the ten of a whole snapshot, and most commits do not yet bring what is waited for. */
  private async isIn(stepId: string, state: StepState): Promise<boolean> {
    const [row] = await this.query<{ state: StepState }>('select state from engine.step where id = $1', [stepId]);
    return row?.state === state;
  }

  /** The next time the engine commits anything, or the end of the patience. */
  private nextCommit(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        unlisten();
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, patienceMs)).unref();
      const unlisten = this.engine.onChange(done);
    });
  }

  async approve(stepId: string, names: readonly string[], typedDomain?: string): Promise<Attempt> {
    const attempt = await this.reach(stepId, (current) => current?.state === 'asking');
    for (const name of names) {
      const answer = await this.engine.commands.approve(actor(name), {
        attemptId: attempt.id,
        planHash: attempt.plan?.hash ?? '',
        ...(typedDomain === undefined ? {} : { typedDomain }),
      });
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`);
    }
    return attempt;
  }

  async until(what: () => boolean | Promise<boolean>, within = 90_000): Promise<void> {
    const end = Date.now() + within;
    while (!(await what())) {
      if (Date.now() > end) throw new Error('it did not come to that');
      await wait(10);
    }
  }
}
