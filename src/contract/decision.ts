/** Questions put to people: a form computed by code, answers typed by a schema, and rules across its fields. */
import type { StepCode, StepContext } from './context.js';
import type { FileWanted, KeptFile } from './files.js';
import type { EvidenceFile, Remark } from './finding.js';
import type { LeadTime, LeadTimesLook } from './lead-time.js';
import type { Output, RecordedOutput } from './output.js';

/** What can be chosen. `label` is the tenant's own word; without one the wording of the locales is shown. */
export interface Choice {
  readonly value: string;
  readonly label?: string;
}

interface Asked {
  /** Also the id of its input on the card, and the name of its answer: one name space for the forms of all steps. */
  readonly id: string;
  readonly required: boolean;
  /** What the form proposes: it stands in the field until somebody changes it. */
  readonly proposal?: string;
}

/**
 * person: somebody of the roster, by person id; the engine offers who is on it when the form is shown and when it is answered ·
 * mailbox: one of a tenant's, by its primary address; there may be thousands ·
 * file: handed in beside the card, because cards have no input for one; the engine says which lies there. Its answer is the file's id
 */
export type FormField = Asked &
  (
    | { readonly kind: 'text' | 'date' | 'time' | 'number' }
    | ToggleField
    | { readonly kind: 'choice' | 'mailbox'; readonly choices: readonly Choice[] }
    | { readonly kind: 'person'; readonly choices?: readonly Choice[] }
    | FileField
  );

/**
 * `insteadOf`: a field of the kind file; a file cannot be taken back from a card, so whoever ticks this leaves it aside ·
 * `about`: a field of the kind file; asked because of what was found in the one that lies there, and only as long as it does
 */
export type ToggleField = { readonly kind: 'toggle'; readonly insteadOf?: string; readonly about?: string };

export type FileField = Asked & {
  readonly kind: 'file';
  readonly wanted: FileWanted;
  /** The newest that was handed in for it. */
  readonly handedIn?: KeptFile;
  /** Asked again: the one that was answered with before. */
  readonly inForce?: KeptFile;
};

/** Which one an answer names. */
export const fileIn = ({ handedIn, inForce }: FileField): KeptFile | undefined => handedIn ?? inForce;

export const choicesOf = (field: FormField): readonly Choice[] => ('choices' in field ? (field.choices ?? []) : []);

/** Stored with the attempt that asks it: answers are checked against the form that was shown. */
export interface Form {
  readonly fields: readonly FormField[];
  /** What the bot saw and whoever answers should know: shown above the fields. */
  readonly remarks: readonly Remark[];
  /** Of a decision that is asked again: the answers that hold until new ones are given. */
  readonly inForce?: Readonly<Record<string, string>>;
  /** What the answers may stand on, as it was judged before anybody could answer with it. */
  readonly judged?: readonly Judged[];
  /** Of the form that asks for T: what T has to leave time for, as last seen. */
  readonly leadTimes?: readonly LeadTime[];
}

/** What was found in something that answers may stand on: a file that was handed in, or what the bot itself proposes. */
export interface Judgement {
  /** Null: answers may stand on it. */
  readonly broken: Omit<BrokenRule, 'field'> | null;
  /** What the card says of it: what is wrong first, or what comes with it. */
  readonly remarks: readonly Remark[];
  /** Of what answers may stand on: what nobody should pass over. */
  readonly warnings?: readonly Remark[];
  /** Kept with the attempt whatever was found: the faults beside the rows, the difference to what holds. */
  readonly evidence: readonly EvidenceFile[];
  /** Ids of toggles: what nobody forbids, and whoever answers with the file says by itself that it is meant. A rule of the step asks for them. */
  readonly toAccept?: readonly string[];
  /** Once somebody answers with it: what later steps read, and the file that they work from. */
  readonly freezes?: { readonly outputs: readonly RecordedOutput[]; readonly file: EvidenceFile };
}

/** As it is stored with the form. */
export interface Judged {
  readonly field: string;
  /** Id of the file; null: what the form itself proposes, taken by ticking the field. */
  readonly file: string | null;
  readonly broken: BrokenRule | null;
  readonly remarks: readonly Remark[];
  readonly warnings?: readonly Remark[];
  readonly freezes?: {
    readonly outputs: readonly RecordedOutput[];
    /** The evidence that holds it until then, and the name it gets. */
    readonly evidence: string;
    readonly name: string;
  };
}

/** What the bot brings to a form besides its fields. */
export interface Proposal {
  readonly remarks: readonly Remark[];
  readonly evidence: readonly EvidenceFile[];
  /** A field of the kind toggle that takes it as it stands; it is asked only where nothing is wrong with it. */
  readonly takenBy: { readonly field: string; readonly judgement: Judgement };
}

/** A rule that the answers break together: the field to correct, and the sentence in `locales/<lang>/refusals.ts` that says how. */
export interface BrokenRule {
  readonly field: string;
  readonly code: `answer.${string}`;
  readonly facts?: Remark['facts'];
}

export interface Questions<Answers> {
  /** Reads only. */
  form(ctx: StepContext): Promise<Form>;
  /** What later steps read. Empty fields are left out of what the schema is given. */
  readonly answers: Output<Answers>;
  /** Across fields, once each field fits by itself. */
  rules?(answers: Answers, form: Form): readonly BrokenRule[];
  /** What the bot would answer, worked out from the tenants in durable work, once, before the form is shown. Reads only. */
  propose?(ctx: StepContext): Promise<Proposal>;
  /** What is in a file that was handed in, in durable work: no answer is taken with one that was not judged. Reads only. */
  judge?(ctx: StepContext, field: string, file: EvidenceFile): Promise<Judgement>;
  /**
   * What only a look outside tells of answers that keep the rules, given by somebody who may give them. Whoever answered waits for it, so it
   * asks no tenant, asks all at one time and judges by those that answer; `ctx.signal` is given when nobody waits any longer. Where it takes
   * too long, or nothing can be seen, the answers are taken, and the step that stands on them looks again.
   */
  look?(ctx: StepContext, answers: Answers): Promise<readonly BrokenRule[]>;
  /** Of the step that sets T. */
  readonly leadTimes?: LeadTimesLook;
}

export interface DecisionOf<Answers> extends StepCode, Questions<Answers> {}

/** A decision as the engine holds it: whatever its answers, they are what its own schema read. */
export interface DecisionDefinition extends DecisionOf<unknown> {
  readonly kind: 'decision';
}

export const defineDecision = <Answers>(definition: DecisionOf<Answers>): DecisionDefinition => ({
  kind: 'decision',
  ...definition,
});

/**
 * A date and a time of one name (`cutoverDate`, `cutoverTime`) are one moment: picked in the reader's own zone and kept in UTC. What was kept is
 * never put into such a field: pressed as it stands it would be taken for another moment.
 */
export const isHalfAMoment = ({ id, kind }: FormField, fields: readonly FormField[]): boolean =>
  (kind === 'date' && id.endsWith('Date') && hasField(fields, id.replace(/Date$/, 'Time'))) ||
  (kind === 'time' && id.endsWith('Time') && hasField(fields, id.replace(/Time$/, 'Date')));

const hasField = (fields: readonly FormField[], id: string): boolean => fields.some((field) => field.id === id);
