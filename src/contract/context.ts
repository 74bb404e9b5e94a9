/** What the engine hands to a step's code. Tenants are reached through the clients the step was made with. */
import type { Change } from './change.js';
import type { EvidenceFile, Finding, Remark } from './finding.js';
import type { Json } from './json.js';
import type { KeptFileId, Output, OutputFile, Source } from './output.js';
import type { Company, Direction, Lang, Role, Side } from './step.js';
import type { TaskBrief } from './task.js';

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

export interface StepContext {
  readonly migration: MigrationFacts;
  readonly roster: readonly RosterPerson[];
  readonly protectedAccounts: readonly ProtectedAccount[];
  /** The migration's language: of files that everybody is given. */
  readonly lang: Lang;
  /** Which way the attempt goes: the step itself, or its undo. Never to be guessed from the changes. */
  readonly direction: Direction;
  /** How often a verification or a watch of this attempt has looked before, since when, and what a verification saw last; a process that begins anew goes on counting. */
  readonly looks: { readonly before: number; readonly since: string | null; readonly last?: readonly Finding[] };
  /** Migration time. */
  now(): Date;
  /** Waits in migration time (a rehearsal's hour passes in seconds). */
  pause(milliseconds: number): Promise<void>;
  /** Aborted when the process stops: leave promptly, the attempt resumes later. In a look at answers also when nobody waits any longer. */
  readonly signal: AbortSignal;
  /** What an earlier step handed on, or null: it has not come so far, does not apply, or was undone. Only what `reads` names. */
  output<T>(output: Output<T>): Promise<T | null>;
  /** The newest of a file that another step kept, or null. Only what `reads` names. */
  file(file: OutputFile): Promise<Buffer | null>;
  /** What somebody answered with, or null: it is not of a decision whose answers `reads` names. */
  keptFile(id: KeptFileId): Promise<EvidenceFile | null>;
  /** What the ledger says a step wrote and nobody has undone yet, in the order of writing. */
  written(stepId: string): Promise<readonly Written[]>;
  /** What a step wrote when it was last done and is undone now: each object with what was there before. Nothing before it is undone. */
  takenBack(stepId: string): Promise<readonly Written[]>;
  /** What people were asked for when a task was last put back, or null: it was not. */
  putBack(stepId: string): Promise<TaskBrief | null>;
  /** When a step last came to its good end; null: it has not, or was undone since. */
  endedAt(stepId: string): Promise<string | null>;
  /** What steps did to objects of a tenant since then, whichever steps they were: the oldest first. */
  doneSince(side: Side, since: string): Promise<readonly Deed[]>;
  /** What a task asked for each time that people worked on it, oldest first; nothing once it was put back. */
  worked(stepId: string): Promise<readonly TaskBrief[]>;
}

/** What one step did, or may have done, to one object: a write of the bot's, or work that people took on. */
export interface Deed {
  readonly step: string;
  readonly direction: Direction;
  /** When its last write began, or people said that it was done; null: somebody has it in hand. */
  readonly at: string | null;
  /** Every id by which the object may go, those of what the write made included. */
  readonly ids: readonly string[];
  readonly byHand: boolean;
  /** What was there, and what the bot wrote; null: what people make of it nobody wrote down. */
  readonly before: Json;
  readonly after: Json;
}

/** One object a step wrote, or may have written, and what was there before its first write. */
export interface Written<Value extends Json = Json> {
  readonly change: Change<Value>;
  readonly observedBefore: Value;
  /** What the write brought into being, if it did: an undo removes exactly that. */
  readonly made: readonly MadeObject[];
  /** When its last write began, in migration time. */
  readonly at: string;
}

/** An object that did not exist before, by the id the service gave it. */
export interface MadeObject {
  readonly kind: string;
  readonly id: string;
}

/** `alreadySo`: not because nobody wants it, but because what it would do is so: where the step itself did it, it is well done. */
export type Applicability =
  { readonly applies: true } | { readonly applies: false; readonly because: Remark; readonly alreadySo?: true };

export type Calls = Readonly<Partial<Record<Side, readonly string[]>>>;

/** What the code of every kind of step has. */
export interface StepCode {
  readonly name: string;
  /** What it reads of earlier steps, conditions included. Answers that change make those steps be planned anew. */
  readonly reads?: readonly Source[];
  /** What it calls in each tenant, as `graph.users`: which rights that takes is said where the call is (`systems/<system>/rights.ts`). */
  readonly calls?: Calls;
  /** Whether the step applies at all; absent: it does. */
  applies?(ctx: StepContext): Promise<Applicability>;
}
