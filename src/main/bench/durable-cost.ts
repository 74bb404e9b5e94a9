/**
 * What it costs that a change survives a crash: objects through the engine's ledger, batches and jobs with a tenant that answers at once,
 * against the least any durable record costs, one committed row an object in the same database.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Json } from '../../contract/json.js';
import { defineChange, type Change, type ChangeDefinition } from '../../contract/change.js';
import type { Step } from '../../contract/step.js';
import type { Actor, Engine } from '../../engine/api.js';
import { wallClock } from '../../engine/clock.js';
import { fitsField, readForField } from '../../documents/incoming/fits-field.js';
import { createEngine, engineMigrations, engineQueues } from '../../engine/index.js';
import type { Database } from '../../store/api.js';
import { createDurableJobs } from '../../store/durable.js';
import { migrate } from '../../store/migrate.js';
import { openDatabase } from '../../store/open-database.js';

export interface DurableCost {
  /** Milliseconds an object, one sample a round. */
  readonly engine: readonly number[];
  readonly insert: readonly number[];
}

const admin: Actor = { personId: 'admin', name: 'Admin', lang: 'en' };
const ids = { source: 'bench-source', destination: 'bench-destination' };

export async function durableCost(objects: number, rounds: number): Promise<DurableCost> {
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-bench-'));
  const database = await openDatabase({
    databaseUrl: null,
    dataDir,
    stamp: { mode: 'rehearsal', sourceTenantId: ids.source, destinationTenantId: ids.destination },
  });
  try {
    await migrate(database.pool, engineMigrations);
    await database.pool.query('create schema bench');
    await database.pool.query(
      'create table bench.raw (id integer primary key, before jsonb not null, after jsonb not null)',
    );
    const changes = Array.from({ length: rounds }, (_, round) => instantChange(stepIn(round), objects));
    const readBack = (round: number): Promise<void> => (changes[round] as InstantChange).readBack;
    const engine = await engineOver(
      database,
      changes.map(({ definition }) => definition),
    );
    try {
      const samples = { engine: [] as number[], insert: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        samples.insert.push((await inserted(database, objects, round)) / objects);
        samples.engine.push((await changed(engine, objects, stepIn(round), readBack(round))) / objects);
      }
      return samples;
    } finally {
      await engine.stop();
    }
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const stepIn = (round: number): string => `bench-${round}`;

async function engineOver(database: Database, changes: readonly ChangeDefinition[]): Promise<Engine> {
  const engine = createEngine({
    database,
    // As a rehearsal polls.
    jobs: createDurableJobs({ database, queues: engineQueues, pollMs: 30 }),
    runbook: changes.map(({ name }) => stepOf(name)),
    actions: new Map(changes.map((definition) => [definition.name, definition])),
    clock: wallClock,
    migration: {
      id: 'bench',
      movingDomains: ['contoso.com'],
      initialDomain: { source: 'contoso.onmicrosoft.com', destination: 'fabrikam.onmicrosoft.com' },
      tenantId: ids,
      sourceName: 'Contoso',
      destinationName: 'Fabrikam',
    },
    protectedAccounts: [],
    mode: 'rehearsal',
    hostTenantId: ids.destination,
    defaultLang: 'en',
    readForField,
    fitsField,
    log: () => undefined,
  });
  await engine.start();
  const starter = {
    personId: admin.personId,
    name: admin.name,
    company: 'source' as const,
    email: null,
    userPrincipalName: null,
    lang: admin.lang,
  };
  await engine.commands.begin(admin, { starter, cutoverAt: null });
  await engine.commands.assign(admin, { role: 'source-admin', person: starter });
  return engine;
}

const stepOf = (id: string): Step => ({
  id,
  guide: [],
  phase: 'prepare',
  side: 'source',
  kind: 'change',
  risk: 'low',
  roles: ['source-admin'],
  after: [],
  undo: 'never',
  action: id,
});

interface InstantChange {
  readonly definition: ChangeDefinition;
  /** Resolves when everything is written and the engine reads back. */
  readonly readBack: Promise<void>;
}

/** Shaped as a change of sign-in names; the tenant is a map in memory and answers at once. */
function instantChange(name: string, objects: number): InstantChange {
  let reading = (): void => undefined;
  const readBack = new Promise<void>((resolve) => (reading = resolve));
  const before = (n: number): Json => ({ userPrincipalName: `user${n}@contoso.com` });
  const after = (n: number): Json => ({ userPrincipalName: `user${n}@contoso.onmicrosoft.com` });
  const present = new Map(Array.from({ length: objects }, (_, n) => [`${name}-${n}`, before(n)]));
  const numberOf = (change: Change): number => Number(change.object.id.slice(name.length + 1));
  const definition = defineChange({
    name,
    batchSize: 20,
    concurrency: 4,
    settleSeconds: 60,
    verifyWithin: 600,
    verifyEvery: 30,
    plan: async () => ({
      changes: Array.from({ length: objects }, (_, n): Change => ({
        side: 'source',
        object: { kind: 'user', id: `${name}-${n}`, label: `user${n}@contoso.com` },
        before: before(n),
        after: after(n),
      })),
      blockers: [],
      warnings: [],
      leftOut: [],
    }),
    observe: async (_ctx, changes) =>
      changes.map(({ object }) => ({ seen: true, value: present.get(object.id) ?? null })),
    apply: async (_ctx, changes) =>
      changes.map((change) => {
        present.set(change.object.id, after(numberOf(change)));
        return { result: 'done' };
      }),
    verify: async (_ctx, changes) => {
      reading();
      return [{ status: 'passed', code: 'name-renamed', facts: { count: changes.length } }];
    },
    invert: (change) => ({ ...change, before: change.after, after: change.before }),
  });
  return { definition, readBack };
}

/** From the approval to the verified step: planning again, every ledger row before and after its write, verification. */
async function changed(engine: Engine, objects: number, stepId: string, readBack: Promise<void>): Promise<number> {
  const asked = await reach(engine, stepId, 'asking');
  const started = performance.now();
  const answer = await engine.commands.approve(admin, { attemptId: asked.id, planHash: asked.plan?.hash ?? '' });
  if (!answer.ok) throw new Error(`the approval was refused: ${answer.refusal.code}`);
  // Each look at a step is a dozen statements of its own: nobody looks before there is something to see.
  await readBack;
  const ended = await reach(engine, stepId, 'done');
  const elapsed = performance.now() - started;
  if (ended.progress?.done !== objects) throw new Error(`${ended.progress?.done} of ${objects} objects were changed`);
  return elapsed;
}

const patienceMs = 300_000;

async function reach(engine: Engine, stepId: string, state: 'asking' | 'done') {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const now = await engine.queries.step(stepId);
    if (now?.state === 'attention') throw new Error(`${stepId} needs attention`);
    if (now?.state === state && now.attempt !== null) return now.attempt;
    await wait(20);
  }
  throw new Error(`${stepId} did not become ${state}`);
}

async function inserted(database: Database, objects: number, round: number): Promise<number> {
  const client = await database.pool.connect();
  try {
    const started = performance.now();
    for (let n = 0; n < objects; n += 1) {
      await client.query('insert into bench.raw (id, before, after) values ($1, $2, $3)', [
        round * objects + n,
        JSON.stringify({ userPrincipalName: `user${n}@contoso.com` }),
        JSON.stringify({ userPrincipalName: `user${n}@contoso.onmicrosoft.com` }),
      ]);
    }
    return performance.now() - started;
  } finally {
    client.release();
  }
}
