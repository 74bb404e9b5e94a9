import type { MadeObject, StepCode, StepContext } from './context.js';
import type { Finding, ObjectRef, Remark } from './finding.js';
import type { Json } from './json.js';
import type { RecordedOutput } from './output.js';
import type { Side } from './step.js';

/** One object, from what it is to what it shall be. Values hold exactly the properties the change is about. */
export interface Change<Value extends Json = Json> {
  readonly side: Side;
  /** Of what does not exist yet, the id is the composite of what it is made for. */
  readonly object: ObjectRef;
  readonly before: Value;
  readonly after: Value;
  /** In an undo: the object as the way forward named it, where this one is another (what was made has an id of its own). */
  readonly undoes?: ObjectRef;
}

export interface PlanDraft<Value extends Json = Json> {
  /** One change an object: a plan with two is refused as a whole. */
  readonly changes: readonly Change<Value>[];
  /** Any blocker forbids approval. */
  readonly blockers: readonly Remark[];
  readonly warnings: readonly Remark[];
  /**
   * What this step wrote before and would not write as things are now: it is told with the warnings, and where a decision is answered anew
   * while the step is done it keeps the step from fitting. Nothing takes it back by itself.
   */
  readonly wantedNoMore?: readonly Remark[];
  /** Objects deliberately not touched, each with the reason. */
  readonly leftOut: readonly Remark[];
  /** Rough seconds the inverse would take; shown as the way back. */
  readonly undoSeconds?: number;
  /** What later steps may read once this one is done. */
  readonly outputs?: readonly RecordedOutput[];
}

/**
 * How one object's write ended. `made`: what did not exist before, recorded with the object, so that an undo removes that and nothing of the
 * same name. `wrote`, where an object takes several writes: an earlier one of them did happen, so there is something to undo whatever became
 * of the rest (`afterAWrite`).
 */
export type Applied =
  | { readonly result: 'done'; readonly made?: Made }
  /** Refused for good: the object is left as it is and reported. */
  | { readonly result: 'refused'; readonly remark: Remark; readonly wrote?: true; readonly made?: Made }
  /** Certainly not done (429, 503 before work): may be repeated after the wait (seconds of migration time). */
  | { readonly result: 'not-done'; readonly retryAfter: number | null; readonly wrote?: true; readonly made?: Made }
  /** No answer: the engine reads back before anything is repeated. */
  | { readonly result: 'in-doubt'; readonly made?: Made }
  /** The tenant does not take it yet, which is normal: nothing was done, and the whole step is offered again when `until` is done. */
  | {
      readonly result: 'put-off';
      readonly until: string;
      readonly remark: Remark;
      readonly wrote?: true;
      readonly made?: Made;
    };

type Made = readonly MadeObject[];

/** The answer of a later write of the same object, once one before it was done, and had brought `made` into being. */
export function afterAWrite(answer: Applied, made: Made = []): Applied {
  const all = [...made, ...(answer.made ?? [])];
  const whole = all.length === 0 ? answer : { ...answer, made: all };
  // What is in doubt counts as written anyway.
  return whole.result === 'done' || whole.result === 'in-doubt' ? whole : { ...whole, wrote: true };
}

/**
 * What is there now: the value to compare with `before` and `after`, or that it could not be seen. `made`: what a write of ours that got no
 * answer is seen to have brought into being; without it an undo could not tell it from what was there.
 */
export type Observed =
  | { readonly seen: true; readonly value: Json; readonly made?: readonly MadeObject[] }
  | { readonly seen: false; readonly why: string };

/** The code of a change, over the value its plans, the ledger and the tenant's answers are compared as. */
export interface ChangeOf<Value extends Json> extends StepCode {
  /** Reads only. Complete or throws: a partial list would approve a partial change. */
  plan(ctx: StepContext): Promise<PlanDraft<Value>>;
  /**
   * Reads the present value of each object, in the order given, by id and not through an index that lags. The engine compares it
   * with `fulfils(change.before)` and `fulfils(change.after)`: neither = drifted, untouched. It is handed changes of the way forward and of the
   * way back: where a creation is undone, the kind of their objects tells which.
   */
  observe(ctx: StepContext, changes: readonly Change<Value>[]): Promise<readonly Observed[]>;
  /** Writes `after` to each object (all were seen at `before` shortly before), one answer an object, in the order given. Twice is harmless. */
  apply(ctx: StepContext, changes: readonly Change<Value>[]): Promise<readonly Applied[]>;
  /**
   * Reads back from the tenant as a whole, independently of `apply`, in the direction `ctx` tells. `changes` are those that were done: what
   * was refused or has drifted is reported by the engine and not among them; what they made is `ctx.written` of the own step. Lists what is still wrong as `failed`; lag is the engine's to wait out.
   */
  verify(ctx: StepContext, changes: readonly Change<Value>[]): Promise<readonly Finding[]>;
  /**
   * The change that restores what the ledger saw before the first write. `observedBefore` is that full value, `made` what the write
   * brought into being: the inverse of a creation is about that object, and removes it; of several, about all of them under one composite id.
   * Nothing made that should have been: irreversible, by name.
   */
  invert(
    change: Change<Value>,
    observedBefore: Value,
    made: readonly MadeObject[],
  ): Change<Value> | { readonly irreversible: Remark };
  /**
   * Whether a value is one that an object passes through between `before` and `after` where a change takes several writes: found in the
   * ledger as begun, it goes on from there. Absent: there is none.
   */
  onTheWay?(change: Change<Value>, observed: Json): boolean;
  /** Objects per batch: at most 20 (a Graph `$batch`). */
  readonly batchSize: number;
  /** Batches of one tenant that may run at once. */
  readonly concurrency: number;
  /** Seconds of migration time an unanswered write may still take effect: wait this long before repeating it. */
  readonly settleSeconds: number;
  /** How long `verify` may go on failing before people are told, and how often it looks (seconds of migration time). */
  readonly verifyWithin: number;
  readonly verifyEvery: number;
}

/** A change as the engine holds it: whatever its value, it is JSON, and the ledger gives back what the definition itself put there. */
export interface ChangeDefinition extends ChangeOf<Json> {
  readonly kind: 'change';
}

/** Values are type aliases, not interfaces: only those are seen to be JSON. */
export const defineChange = <Value extends Json>(definition: ChangeOf<Value>): ChangeDefinition => ({
  kind: 'change',
  ...definition,
});
