/**
 * Work outside that runs for hours: a MigrationWiz pass over a project, a copy job of a vendor. The engine starts it, keeps its id, looks at it
 * and stops it; what it does meanwhile leaves no ledger, so its progress is what a look sees.
 */
import type { StepCode, StepContext } from './context.js';
import type { Finding, ObjectRef, Remark } from './finding.js';
import type { Json } from './json.js';
import type { RecordedOutput } from './output.js';

/** One item of a run: a mailbox of a project. */
export interface TransferItem {
  readonly object: ObjectRef;
  /** What is approved with it, by name: addresses, kind of pass, dates. Never what changes by itself, or the approvals are void in the next hour. */
  readonly facts?: { readonly [name: string]: Json };
}

export interface TransferDraft {
  /** Each object once. */
  readonly items: readonly TransferItem[];
  /** Any blocker forbids approval. */
  readonly blockers: readonly Remark[];
  readonly warnings: readonly Remark[];
  /** Objects deliberately not taken along, each with the reason. */
  readonly leftOut: readonly Remark[];
  /** What later steps may read once this one is done. */
  readonly outputs?: readonly RecordedOutput[];
}

/** What is to run outside once: a retry is another round, over what the rounds before it left. */
export interface TransferRun {
  /** Names this run and no other, however often its start is tried: to be given to the service where it takes a name. */
  readonly key: string;
  /** From 1. */
  readonly round: number;
  readonly items: readonly TransferItem[];
  /** Written before the first start (migration time): a service that takes no key is asked for what began since then. */
  readonly begunAt: string;
}

/** How a start ended. */
export type Started =
  | { readonly result: 'started'; readonly outsideId: string }
  /** Refused for good: nothing runs, and people are told. */
  | { readonly result: 'refused'; readonly remark: Remark }
  /** Certainly not begun (429, 503 before work): tried again after the wait (seconds of migration time). */
  | { readonly result: 'not-done'; readonly retryAfter: number | null }
  /** No answer, or begun in part: it is looked for before it is started again under the same key. */
  | { readonly result: 'in-doubt' };

/**
 * What became of a start nobody answered. part: a start of many calls that was cut off; what is there is started to the end, or halted, under
 * the id given here.
 */
export type Found =
  | { readonly seen: true; readonly begun: 'nothing' }
  | { readonly seen: true; readonly begun: 'part' | 'whole'; readonly outsideId: string }
  | { readonly seen: false; readonly why: string };

export interface TransferLook {
  readonly state: 'running' | 'paused' | 'ended';
  readonly items: { readonly total: number; readonly done: number; readonly failed: number };
  /** `total` null: nobody knows yet. */
  readonly bytes?: { readonly done: number; readonly total: number | null };
  /** With their objects. Of a run that ended each item that is not done stands here, those that were never reached too: a retry takes exactly these. */
  readonly failed: readonly Remark[];
  /** What holds of the whole run: anything not passed is shown, and keeps the step from being done. */
  readonly findings: readonly Finding[];
}

export interface TransferOf extends StepCode {
  /** Reads only. Complete or throws: a partial list would approve a partial transfer. */
  plan(ctx: StepContext): Promise<TransferDraft>;
  /**
   * Starts the run, once. Called again under the same key only after `find` saw nothing of it, or a part: a start of many calls looks call
   * by call and leaves out what is there. Gives up well before `settleSeconds`.
   */
  start(ctx: StepContext, run: TransferRun): Promise<Started>;
  /** Reads only. Where names are not unique and more than one run answers to it, `seen: false` and why: people decide. */
  find(ctx: StepContext, run: TransferRun): Promise<Found>;
  /** Reads only. */
  look(ctx: StepContext, outsideId: string): Promise<TransferLook>;
  /** Where the service can: twice is harmless, and what becomes of it is seen by the next look. */
  readonly pause?: (ctx: StepContext, outsideId: string) => Promise<void>;
  readonly goOn?: (ctx: StepContext, outsideId: string) => Promise<void>;
  /** Twice is harmless, and so is halting what has ended. */
  halt(ctx: StepContext, outsideId: string): Promise<void>;
  /** What `/stop` means for a run that is under way, unless whoever stops says otherwise. Nothing is ever started while writes are stopped. */
  readonly whenStopped: 'goes-on' | 'pauses';
  /** Seconds of migration time an unanswered start, or an order that was taken back, may still take effect. */
  readonly settleSeconds: number;
  /** Seconds of migration time from look to look. */
  readonly lookEvery: number;
  /** Seconds of migration time without anything having moved, after which people are asked to look; the run goes on. Absent: it is left alone. */
  readonly lookWithin?: number;
}

export interface TransferDefinition extends TransferOf {
  readonly kind: 'transfer';
}

export const defineTransfer = (definition: TransferOf): TransferDefinition => ({ kind: 'transfer', ...definition });
