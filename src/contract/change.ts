import type { FindingCode } from './finding-codes.js';
import type { Json } from './json.js';
import type { Company, Role, Side } from './step.js';

/** What a change is about. `id` is a GUID of the tenant (never an address the migration changes); `label` is for people and outside the hash. */
export interface ObjectRef {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
}

/** One object, from what it is to what it shall be. Values hold exactly the properties the change is about. */
export interface Change {
  readonly side: Side;
  readonly object: ObjectRef;
  readonly before: Json;
  readonly after: Json;
}

/** A sentence for people by code (`locales/<lang>/findings.ts`) and the facts that fill it. */
export interface Remark {
  readonly code: FindingCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly object?: ObjectRef;
}

export interface PlanDraft {
  readonly changes: readonly Change[];
  /** Any blocker forbids approval. */
  readonly blockers: readonly Remark[];
  readonly warnings: readonly Remark[];
  /** Objects deliberately not touched, each with the reason. */
  readonly leftOut: readonly Remark[];
  /** Rough seconds the inverse would take; shown as the way back. */
  readonly undoSeconds?: number;
}

export type FindingStatus = 'passed' | 'failed' | 'unknown';

/** What a check or a verification saw. "Could not see" is `unknown`, never `passed`. */
export interface Finding extends Remark {
  readonly status: FindingStatus;
  /** Not passed, and looking again cannot change that: people are asked at once instead of at the deadline. */
  readonly lasting?: true;
  /** The findings this one only counts, so that whoever accepts it accepts exactly those: a new one among them is said again. */
  readonly standsFor?: { readonly code: string; readonly ids: readonly string[] };
}

/** Something worth keeping and downloading: hashed and stored with the attempt. */
export interface EvidenceFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** A person with a role, as far as a step needs to know them. */
export interface RosterPerson {
  readonly personId: string;
  readonly name: string;
  readonly company: Company;
  readonly roles: readonly Role[];
  /** Address and sign-in name in the host tenant (a guest's carry the home address). */
  readonly email: string | null;
  readonly userPrincipalName: string | null;
}

/** An account no bulk change may touch: the bot's, the mover's, break-glass. Given by configuration. */
export interface ProtectedAccount {
  readonly side: Side;
  /** Object id or sign-in name. */
  readonly account: string;
  readonly why: 'bot' | 'mover' | 'break-glass';
}

export interface MigrationFacts {
  readonly id: string;
  /** Lower case, in the order of the configuration: the first one wins a collision of local parts. */
  readonly movingDomains: readonly string[];
  readonly initialDomain: Readonly<Record<Side, string>>;
  readonly tenantId: Readonly<Record<Side, string>>;
  /** T, the agreed start; null until it is agreed. */
  readonly cutoverAt: string | null;
}

/** What the engine hands to a step's code. Tenants are reached through the clients the step was made with. */
export interface StepContext {
  readonly migration: MigrationFacts;
  readonly roster: readonly RosterPerson[];
  readonly protectedAccounts: readonly ProtectedAccount[];
  /** Migration time. */
  now(): Date;
  /** Waits in migration time (a rehearsal's hour passes in seconds). */
  pause(milliseconds: number): Promise<void>;
  /** Aborted when the process stops: leave promptly, the attempt resumes later. */
  readonly signal: AbortSignal;
  /** The latest evidence file of another step, or null. */
  evidence(stepId: string, name: string): Promise<Buffer | null>;
  /** The stored answers of a decision step, or null. */
  decision(stepId: string): Promise<Readonly<Record<string, string>> | null>;
  /** What the ledger says a step wrote and nobody has undone yet, in the order of writing. */
  written(stepId: string): Promise<readonly Written[]>;
}

/** One object a step wrote, or may have written, and what was there before its first write. */
export interface Written {
  readonly change: Change;
  readonly observedBefore: Json;
  /** When its last write began, in migration time. */
  readonly at: string;
}

/** How one object's write ended. */
export type Applied =
  | { readonly result: 'done' }
  /** Refused for good: the object is left as it is and reported. */
  | { readonly result: 'refused'; readonly remark: Remark }
  /** Certainly not done (429, 503 before work): may be repeated after the wait (seconds of migration time). */
  | { readonly result: 'not-done'; readonly retryAfter: number | null }
  /** No answer: the engine reads back before anything is repeated. */
  | { readonly result: 'in-doubt' }
  /** The tenant does not take it yet, which is normal: nothing was done, and the whole step is offered again when `until` is done. */
  | { readonly result: 'put-off'; readonly until: string; readonly remark: Remark };

/** What is there now: the value to compare with `before` and `after`, or that it could not be seen. */
export type Observed = { readonly seen: true; readonly value: Json } | { readonly seen: false; readonly why: string };

export interface ChangeDefinition {
  readonly kind: 'change';
  readonly name: string;
  /** Reads only. Complete or throws: a partial list would approve a partial change. */
  plan(ctx: StepContext): Promise<PlanDraft>;
  /**
   * Reads the present value of each object, in the order given, by id and not through an index that lags. The engine compares it
   * with `fulfils(change.before)` and `fulfils(change.after)`: neither = drifted, untouched.
   */
  observe(ctx: StepContext, changes: readonly Change[]): Promise<readonly Observed[]>;
  /** Writes `after` to each object (all were seen at `before` shortly before), one answer an object, in the order given. Twice is harmless. */
  apply(ctx: StepContext, changes: readonly Change[]): Promise<readonly Applied[]>;
  /** Reads back from the tenant as a whole, independently of `apply`. Lists what is still wrong as `failed`; lag is the engine's to wait out. */
  verify(ctx: StepContext, changes: readonly Change[]): Promise<readonly Finding[]>;
  /** The change that restores what the ledger saw before the first write. `observedBefore` is that full value. */
  invert(change: Change, observedBefore: Json): Change | { readonly irreversible: Remark };
  /**
   * Whether a value is one that an object passes through between `before` and `after` where a change takes several writes: found in the
   * ledger as begun, it goes on from there. Absent: there is none.
   */
  onTheWay?(change: Change, observed: Json): boolean;
  /** Objects per batch: at most 20 (a Graph `$batch`). */
  readonly batchSize: number;
  /** Batches of one tenant that may run at once. */
  readonly concurrency: number;
  /** Seconds of migration time an unanswered write may still take effect: wait this long before repeating it. */
  readonly settleSeconds: number;
  /** How long `verify` may go on failing before people are told, and how often it looks (seconds of migration time). */
  readonly verifyWithin: number;
  readonly verifyEvery: number;
  /** Whether the step applies at all; absent: it does. */
  applies?(ctx: StepContext): Promise<Applicability>;
}

export type Applicability = { readonly applies: true } | { readonly applies: false; readonly because: Remark };

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly evidence: readonly EvidenceFile[];
}

export interface CheckDefinition {
  readonly kind: 'check';
  readonly name: string;
  run(ctx: StepContext): Promise<CheckResult>;
  applies?(ctx: StepContext): Promise<Applicability>;
}

/** One record a person is to publish or to take away, as the DNS console wants it. `ttl` in seconds. */
export interface RecordToSet {
  readonly action: 'publish' | 'remove';
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly ttl: number;
}

/** Exactly what a task asks for: part of the hash that its approval names. Undoing the task asks for the opposite, last record first. */
export interface TaskBrief {
  readonly records: readonly RecordToSet[];
  readonly remarks: readonly Remark[];
}

/** Work of people that the bot can describe to the letter and watch. */
export interface TaskDefinition {
  readonly kind: 'task';
  readonly name: string;
  /** Reads only. */
  brief(ctx: StepContext): Promise<TaskBrief>;
  /** Looks once whether what the brief asks for is so; the engine repeats it. */
  watch(ctx: StepContext, brief: TaskBrief): Promise<readonly Finding[]>;
  /** Seconds of migration time: how long it may take until people are told, and how often the bot looks. */
  readonly watchWithin: number;
  readonly watchEvery: number;
  applies?(ctx: StepContext): Promise<Applicability>;
}

/** Answers a condition that the runbook names, for steps without code of their own. */
export interface ConditionDefinition {
  readonly kind: 'condition';
  readonly name: string;
  applies(ctx: StepContext): Promise<Applicability>;
}

export type ActionDefinition = ChangeDefinition | CheckDefinition | TaskDefinition;

export const defineChange = (definition: Omit<ChangeDefinition, 'kind'>): ChangeDefinition => ({
  kind: 'change',
  ...definition,
});
export const defineCheck = (definition: Omit<CheckDefinition, 'kind'>): CheckDefinition => ({
  kind: 'check',
  ...definition,
});

export const defineTask = (definition: Omit<TaskDefinition, 'kind'>): TaskDefinition => ({
  kind: 'task',
  ...definition,
});

export const defineCondition = (definition: Omit<ConditionDefinition, 'kind'>): ConditionDefinition => ({
  kind: 'condition',
  ...definition,
});

/** The code of the runbook's steps and of its conditions by name, handed to the engine. */
export type ActionRegistry = ReadonlyMap<string, ActionDefinition | ConditionDefinition>;
