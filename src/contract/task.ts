import type { StepCode, StepContext } from './context.js';
import type { EvidenceFile, Finding, Remark } from './finding.js';
import type { Json } from './json.js';

/** One record a person is to publish or to take away, as the DNS console wants it. `ttl` in seconds. */
export interface RecordToSet {
  readonly action: 'publish' | 'remove';
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly ttl: number;
  /** Of one to publish that is there already: its TTL now. The same: it stays as it is; another: nothing but the TTL changes. */
  readonly was?: number;
}

export const staysAsItIs = ({ ttl, was }: RecordToSet): boolean => was === ttl;
export const changesItsTtl = ({ ttl, was }: RecordToSet): boolean => was !== undefined && was !== ttl;

/** An object as it was found: by its id, or by nothing but its name. */
export type Found = string | { readonly id: string; readonly [property: string]: Json };

/** Exactly what a task asks for: part of the hash that its approval names. Undoing the task asks for the opposite, last record first. */
export interface TaskBrief {
  readonly records: readonly RecordToSet[];
  readonly remarks: readonly Remark[];
  /** What stood there when the task was asked: by it the watch of an undo sees whether it is back. Outside the hash. */
  readonly found?: readonly Found[];
}

/** Work of people that the bot can describe to the letter and watch. */
export interface TaskDefinition extends StepCode {
  readonly kind: 'task';
  /** Reads only. */
  brief(ctx: StepContext): Promise<TaskBrief>;
  /** What people are asked on the way back, as what is there now makes it; absent: the opposite of what was asked. Reads only. */
  back?(ctx: StepContext, order: TaskBrief): Promise<TaskBrief>;
  /** Looks once whether what the brief asks for is so; the engine repeats it. */
  watch(ctx: StepContext, brief: TaskBrief): Promise<readonly Finding[]>;
  /** What a card has no room for, as files: made with the brief, and anew with every look. Reads only. */
  files?(ctx: StepContext): Promise<readonly EvidenceFile[]>;
  /** Seconds of migration time: how long it may take until people are told, and how often the bot looks. */
  readonly watchWithin: number;
  readonly watchEvery: number;
}

export const defineTask = (definition: Omit<TaskDefinition, 'kind'>): TaskDefinition => ({
  kind: 'task',
  ...definition,
});
