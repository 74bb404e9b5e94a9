/**
 * The real engine over a small world: the real store, real rows of the runbook, people who approve and do. Nothing here does the engine's
 * work; time goes on only while a test waits for something and the engine has nothing left to do but to wait, too.
 */
import type { ActionRegistry } from '../../../src/contract/actions.js';
import type { Change } from '../../../src/contract/change.js';
import type { RosterPerson } from '../../../src/contract/context.js';
import type { Finding } from '../../../src/contract/finding.js';
import type { Step } from '../../../src/contract/step.js';
import type { RecordToSet } from '../../../src/contract/task.js';
import { domainToType } from '../../../src/contract/typed-domain.js';
import type { Actor, Engine } from '../../../src/engine/api.js';
import { fitsField, readForField } from '../../../src/documents/incoming/fits-field.js';
import { createEngine, engineQueues } from '../../../src/engine/index.js';
import type { Attempt, StepSnapshot, StepState } from '../../../src/engine/state.js';
import type { Outcome } from '../../../src/errors.js';
import { stepById } from '../../../src/runbook/index.js';
import { missingRights } from '../../../src/steps/rights/missing-rights.js';
import type { Database } from '../../../src/store/api.js';
import { createDurableJobs } from '../../../src/store/durable.js';
import { moveIn } from '../../engine/support/engine-room.js';
import type { rehearsal } from './small-world.js';

type World = Awaited<ReturnType<typeof rehearsal>>;

/** Two people of two companies can do everything of these steps between them. */
export const anna: RosterPerson = {
  personId: 'id-anna',
  name: 'Anna',
  company: 'destination',
  roles: ['project-manager', 'destination-admin'],
  email: 'anna@elsewhere.example',
  userPrincipalName: 'anna@elsewhere.example',
};
export const sergei: RosterPerson = {
  personId: 'id-sergei',
  name: 'Sergei',
  company: 'source',
  roles: ['business-owner', 'source-admin', 'dns-admin'],
  email: 'sergei@elsewhere.example',
  userPrincipalName: null,
};

/** Rows of the runbook by their ids, each waiting for those among them that it waits for there. */
export function rowsOf(ids: readonly string[], more: Readonly<Record<string, Partial<Step>>> = {}): readonly Step[] {
  return ids.map((id) => {
    const row = stepById(id);
    if (row === undefined) throw new Error(`the runbook has no step ${id}`);
    const { undoneBy, ...rest } = row;
    const chain = (undoneBy ?? []).filter((other) => ids.includes(other));
    return {
      ...rest,
      ...(chain.length > 0 ? { undoneBy: chain } : {}),
      after: row.after.filter((other) => ids.includes(other)),
      ...more[id],
    };
  });
}

/** A row that plans the same once more when somebody asks: what a step would still find to do. */
export const anew = (id: string): Step => {
  const [row] = rowsOf([id]) as [Step];
  return { ...row, id: `${id}-anew`, after: [], onRequest: true };
};

export interface MigrationOptions {
  readonly runbook: readonly Step[];
  readonly people?: readonly [RosterPerson, ...RosterPerson[]];
  /** Other code than the world's own, which is made anew at every look: by the name that a row carries. */
  readonly actions?: ActionRegistry;
}

export interface Carried {
  readonly attempt: Attempt;
  readonly changes: readonly Change[];
  /** Every look of the verification or of the watch, the last one included. */
  readonly looks: readonly (readonly Finding[])[];
}

export interface LedgerLine {
  readonly id: string;
  readonly state: 'pending' | 'started' | 'done' | 'drifted' | 'refused';
  /** How often a write of it was begun that is not known to have come to nothing. */
  readonly tries: number;
  /** Why it was left. */
  readonly code: string | null;
}

export async function beginMigration(world: World, options: MigrationOptions): Promise<Migration> {
  const migration = await moveIn((database) => new Migration(world, database, options));
  await migration.begin();
  return migration;
}

const gathering: Step = {
  id: 'everybody-is-there',
  guide: [],
  phase: 'prepare',
  side: 'none',
  kind: 'task',
  risk: 'low',
  roles: ['project-manager'],
  after: [],
  undo: 'never',
};
const afterGathering = (row: Step): Step =>
  row.after.length > 0 || row.onRequest === true || row.phase === 'back-out' ? row : { ...row, after: [gathering.id] };

/** Where nobody agrees on T, what has an hour relative to it would wait for ever. */
function withoutHours(rows: readonly Step[]): readonly Step[] {
  if (rows.some(({ setsT }) => setsT === true)) return rows;
  return rows.map(({ notBefore: _notBefore, tooOldAfter: _tooOldAfter, ...row }) => row);
}

/** How far a wait in the middle of the engine's work is moved on at a time. */
const stepMs = 15_000;

export class Migration {
  readonly engine: Engine;
  /** Told when the engine waits in the middle of its work, before time goes on. */
  onWait: () => Promise<void> = () => Promise.resolve();
  private readonly people: readonly [RosterPerson, ...RosterPerson[]];
  private ended = false;

  constructor(
    readonly world: World,
    private readonly database: Database,
    { runbook, people = [anna, sergei], actions = world.actionsAnew }: MigrationOptions,
  ) {
    this.people = people;
    const { migration, protectedAccounts } = world.ctx;
    this.engine = createEngine({
      database,
      jobs: createDurableJobs({ database, queues: engineQueues, pollMs: 10 }),
      runbook: [gathering, ...withoutHours(runbook).map(afterGathering)],
      actions,
      clock: world.clock,
      migration: { ...migration, sourceName: 'Contoso', destinationName: 'Fabrikam' },
      protectedAccounts,
      mode: 'rehearsal',
      hostTenantId: migration.tenantId.destination,
      defaultLang: 'en',
      readForField,
      fitsField,
      missingRights: missingRights(world),
      log: (level, message, fields) => {
        if (level === 'error') process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
      },
    });
  }

  async begin(): Promise<void> {
    const { clock } = this.world;
    await this.engine.start();
    // The engine's own timers follow the clock, too.
    const followers = clock.followers;
    let moving = false;
    const letWaitEnd = async (): Promise<void> => {
      if (moving) return;
      moving = true;
      while (clock.followers > followers && !this.ended) {
        await this.onWait();
        await this.world.ctx.pause(stepMs);
      }
      moving = false;
    };
    clock.waited = () => void setImmediate(() => void letWaitEnd());
    await this.gather();
  }

  /** The first step is begun when everybody is on the roster: plans leave them out. */
  private async gather(): Promise<void> {
    const { commands } = this.engine;
    const [starter, ...others] = this.people;
    const by = actorOf(starter);
    const known = (person: RosterPerson) => ({ ...person, lang: 'en' as const });
    taken(await commands.begin(by, { starter: known(starter), cutoverAt: null }));
    for (const person of [starter, ...others])
      for (const role of person.roles.filter((one) => person !== starter || one !== 'project-manager'))
        taken(await commands.assign(by, { role, person: known(person) }));
    const { id: attemptId } = await this.reach(gathering.id, 'asking');
    taken(await commands.take(by, { attemptId }));
    taken(await commands.complete(by, { attemptId, note: 'everybody is there' }));
  }

  step(stepId: string): Promise<StepSnapshot> {
    return this.engine.queries.step(stepId).then((found) => {
      if (found === null) throw new Error(`there is no step ${stepId}`);
      return found;
    });
  }

  /** Lets the engine work, and time go on, until it is so. `seen`: told of every state in which the engine rested on the way. */
  async reach(
    stepId: string,
    wanted: StepState | ((step: StepSnapshot) => boolean),
    seen: (attempt: Attempt) => void = () => undefined,
  ): Promise<Attempt> {
    const isThere = typeof wanted === 'string' ? ({ state }: StepSnapshot) => state === wanted : wanted;
    for (;;) {
      const next = await this.rest();
      const step = await this.step(stepId);
      if (step.attempt !== null) seen(step.attempt);
      if (step.attempt !== null && isThere(step)) return step.attempt;
      if (next === null) throw new Error(`${stepId} stays ${step.state}: ${JSON.stringify(step.attempt)}`);
      await this.world.ctx.pause(Date.parse(next) - this.world.ctx.now().getTime());
    }
  }

  /** Waits until only people or time can go on; when time does, or null. */
  private async rest(): Promise<string | null> {
    for (;;) {
      const committed = this.nextCommit();
      const { busy, next } = await this.underWay();
      if (!busy) return next;
      await committed;
    }
  }

  private nextCommit(): Promise<void> {
    return new Promise((resolve) => {
      const unlisten = this.engine.onChange(() => {
        unlisten();
        resolve();
      });
    });
  }

  /** Whether the engine has anything to do just now, and when it has next. What it does every night, and when it calls people again, nobody waits for. */
  private async underWay(): Promise<{ readonly busy: boolean; readonly next: string | null }> {
    const { rows } = await this.database.pool.query<{ busy: boolean; next: string | null }>(
      `select coalesce(bool_or(due_at is null or due_at <= $1), false) as busy,
              min(due_at) filter (where due_at > $1 and name not in ('engine.nightly', 'engine.remind')) as next from engine.work`,
      [this.world.ctx.now().toISOString()],
    );
    return rows[0] ?? { busy: false, next: null };
  }

  /** The plan that people are asked about, or told cannot be carried out. */
  async planned(stepId: string): Promise<{ readonly attempt: Attempt; readonly changes: readonly Change[] }> {
    const attempt = await this.reach(stepId, ({ state, attempt }) =>
      attempt?.direction === 'undo' ? attempt.state !== 'working' : state === 'asking' || state === 'attention',
    );
    return { attempt, changes: await this.changesOf(attempt) };
  }

  changesOf({ id }: Attempt): Promise<readonly Change[]> {
    return this.engine.queries.plan(id, { offset: 0, limit: 5_000 });
  }

  /** Whose turn it is asks for the step, or for its plan, once more. */
  async again(stepId: string): Promise<void> {
    const { step, attempt } = await this.step(stepId);
    const may = attempt?.may.repeat[0];
    const by = this.people.find(({ personId, roles }) =>
      may === undefined ? roles.some((role) => step.roles.includes(role)) : personId === may,
    );
    taken(await this.engine.commands.again(actorOf(by ?? anna), { stepId }));
  }

  /** Everybody who is asked says yes, for as long as anybody is. */
  async approve(stepId: string): Promise<Attempt> {
    const { attempt: asking } = await this.step(stepId);
    if (asking === null) throw new Error(`${stepId} asks nobody`);
    for (let attempt: Attempt | null = asking; ; attempt = (await this.step(stepId)).attempt) {
      const [next] = attempt?.id === asking.id ? attempt.may.approve : [];
      if (next === undefined) return asking;
      const order = {
        attemptId: asking.id,
        planHash: asking.plan?.hash ?? '',
        typedDomain: domainToType(this.world.ctx.migration.movingDomains, asking.plan?.sample ?? []),
      };
      taken(await this.engine.commands.approve(this.actor(next), order));
    }
  }

  actor(personId: string | undefined): Actor {
    const person = this.people.find((one) => one.personId === personId);
    if (person === undefined) throw new Error('nobody may');
    return actorOf(person);
  }

  /** From the plan to the end of the step, or to where it needs a person. A plan that was no longer true is approved anew. */
  async carry(stepId: string): Promise<Carried> {
    for (let round = 0; ; round += 1) {
      const { attempt, changes } = await this.planned(stepId);
      if (attempt.plan?.blockers.length !== 0) throw new Error(`${stepId} is blocked: ${JSON.stringify(attempt)}`);
      await this.approve(stepId);
      const carried = await this.toItsEnd(stepId, attempt.id);
      if (carried.attempt.id === attempt.id) return { ...carried, changes };
      if (round > 3) throw new Error(`the plan of ${stepId} is never the same twice`);
    }
  }

  async toItsEnd(stepId: string, attemptId: string): Promise<Omit<Carried, 'changes'>> {
    const looks = new Map<string, readonly Finding[]>();
    const attempt = await this.reach(
      stepId,
      ({ attempt }) => attempt?.id !== attemptId || attempt.endedAt !== null || attempt.state === 'attention',
      ({ id, lookedAt, findings }) => {
        if (id === attemptId && lookedAt !== null) looks.set(lookedAt, findings);
      },
    );
    return { attempt, looks: [...looks.values()] };
  }

  /** As `carry`, and it must have come to its good end. */
  async carryToTheEnd(stepId: string): Promise<Carried> {
    const carried = await this.carry(stepId);
    const { state } = carried.attempt;
    if (state !== 'done' && state !== 'undone')
      throw new Error(`${stepId} ended as ${state}: ${JSON.stringify(carried.attempt)}`);
    return carried;
  }

  async undo(stepId: string): Promise<void> {
    taken(await this.engine.commands.backOut(actorOf(this.people[0]), { stepId }));
  }

  /** Asks for the whole way back; the gate that decides it is voted on. */
  async backOut(): Promise<void> {
    taken(await this.engine.commands.backOut(actorOf(this.people[0]), { reason: 'the test turns back' }));
  }

  async answer(stepId: string, answers: Record<string, string>): Promise<void> {
    const attempt = await this.reach(stepId, 'asking');
    taken(await this.engine.commands.answer(this.actor(attempt.may.answer[0]), { attemptId: attempt.id, answers }));
  }

  /** Agreed where it must be, taken, done to the letter, and told; what the bot watches is not waited for. */
  async work(stepId: string, byHand: (records: readonly RecordToSet[]) => Promise<void>): Promise<Attempt> {
    const { commands } = this.engine;
    const asked = (await this.planned(stepId)).attempt;
    await this.approve(stepId);
    const { attempt } = await this.step(stepId);
    taken(await commands.take(this.actor(attempt?.may.take[0]), { attemptId: asked.id }));
    await byHand(asked.plan?.brief?.records ?? []);
    const by = (await this.step(stepId)).attempt?.may.complete[0];
    taken(
      await commands.complete(this.actor(by), {
        attemptId: asked.id,
        note: 'done as the card says, see https://contoso.sharepoint.com/move/done.xlsx',
      }),
    );
    return asked;
  }

  /** A task from the brief to the end of its watch. */
  async workToTheEnd(stepId: string, byHand: (records: readonly RecordToSet[]) => Promise<void>): Promise<Carried> {
    const { id } = await this.work(stepId, byHand);
    const carried = await this.toItsEnd(stepId, id);
    if (carried.attempt.endedAt === null) throw new Error(`${stepId}: ${JSON.stringify(carried.attempt)}`);
    return { ...carried, changes: [] };
  }

  async vote(stepId: string, vote: 'go' | 'no' = 'go'): Promise<void> {
    const { id: attemptId, may } = await this.reach(stepId, 'asking');
    for (const person of may.vote) taken(await this.engine.commands.vote(this.actor(person), { attemptId, vote }));
  }

  /** What became of each object of a plan, in its order. */
  async ledger({ id }: Attempt): Promise<readonly LedgerLine[]> {
    const { rows } = await this.database.pool.query<LedgerLine>(
      `select object_id as id, state, tries, remark ->> 'code' as code from engine.ledger where attempt_id = $1 order by ordinal`,
      [id],
    );
    return rows;
  }

  /** A file that the bot kept with an attempt. */
  async file(attempt: Attempt, index: number): Promise<Buffer> {
    const found = await this.engine.queries.evidence(attempt.evidence[index]?.id ?? '');
    if (found === null) throw new Error('there is no such file');
    return found.content;
  }

  async end(): Promise<void> {
    this.ended = true;
    this.world.clock.waited = () => undefined;
    await this.engine.stop();
  }
}

const actorOf = ({ personId, name }: RosterPerson): Actor => ({ personId, name, lang: 'en' });

function taken<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
}
