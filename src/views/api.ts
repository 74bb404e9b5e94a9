/** What the views offer the bot: one pure function per card, from the engine's state to an expanded Adaptive Card. */
import type { Refusal } from '../errors.js';
import type { LogFilter } from '../contract/log-filter.js';
import type { Change } from '../contract/change.js';
import type { Lang, Phase, Role } from '../contract/step.js';
import type {
  AuditEntry,
  BlockerReport,
  MigrationFacts,
  MigrationStatus,
  NextForPerson,
  Person,
  RoleChange,
  StepSnapshot,
  MovedT,
  Reminder,
} from '../engine/state.js';

export interface Card {
  /** Adaptive Card 1.5 with `fallbackText`, ready to attach. */
  readonly content: Record<string, unknown>;
  /** One line for notifications and chat lists. */
  readonly summary: string;
}

/** Who will look at the card: nobody in particular (the channel), or one person who gets the buttons they may press. */
export interface Reader {
  readonly person: Person | null;
  readonly lang: Lang;
}

export interface Surroundings {
  readonly status: MigrationFacts;
  readonly roster: readonly Person[];
  /** Bot Framework ids (`29:…`) of people by Entra object id: for mentions and `refresh.userIds`. */
  readonly channelIds: ReadonlyMap<string, string>;
  /** Everybody in the channel, where it is known. */
  readonly members?: readonly { readonly id: string; readonly name: string }[];
  /** Makes a signed download link. */
  readonly link: (what: 'evidence' | 'plan' | 'log', id: string, format: string) => string;
  /** Makes the link by which one person leaves one file beside an attempt. */
  readonly uploadLink: (upload: {
    readonly attemptId: string;
    readonly personId: string;
    readonly lang: Lang;
    readonly files: number;
    /** The field of its form that the file answers. */
    readonly field?: string;
  }) => string;
}

/** For cards that tell where the migration is. */
export interface WholeSurroundings extends Surroundings {
  readonly status: MigrationStatus;
}

/** What was just done with roles, or is asked about before it is done. */
export type RolesTold =
  | { readonly kind: 'changed'; readonly changes: readonly RoleChange[] }
  | {
      readonly kind: 'asked';
      /** Who shall hold them. */
      readonly wanted: readonly { readonly role: Role; readonly people: readonly string[] }[];
      readonly who: string;
      readonly role: Role;
    };

/** The part of the log that is shown. */
export interface LogShown {
  readonly filter: LogFilter;
  /** There are older entries like these. */
  readonly more: boolean;
  /** There are newer ones. */
  readonly later: boolean;
}

/** Where a file may go: beside a task, or to a field of a form. */
export interface FilePlace {
  readonly step: StepSnapshot;
  readonly field?: string;
}

export interface Views {
  welcome(around: WholeSurroundings, reader: Reader): Card;
  board(phase: Phase, steps: readonly StepSnapshot[], around: WholeSurroundings, reader: Reader): Card;
  /** A step in any state and of any kind, do or undo. For the channel it carries `refresh` with the ids of those who may act. */
  step(step: StepSnapshot, around: Surroundings, reader: Reader, mention: readonly Person[]): Card;
  /** In the place of the card of a step that came to a halt since: its next form is a new post. */
  moved(step: StepSnapshot, around: Surroundings, reader: Reader): Card;
  /** What waits for one person, or a lead has to hear of, called again by the clock. */
  reminder(
    reminder: Reminder,
    steps: readonly StepSnapshot[],
    around: Surroundings,
    reader: Reader,
    mention: readonly Person[],
  ): Card;
  stop(around: Surroundings, reader: Reader, mention: readonly Person[]): Card;
  status(steps: readonly StepSnapshot[], around: WholeSurroundings, reader: Reader): Card;
  /** Checks that are through, the newest first, from `offset` on: what each has read, with its files. */
  checks(checks: readonly StepSnapshot[], offset: number, around: Surroundings, reader: Reader): Card;
  next(next: NextForPerson | null, steps: readonly StepSnapshot[], around: WholeSurroundings, reader: Reader): Card;
  roles(around: Surroundings, reader: Reader, told?: RolesTold): Card;
  plan(step: StepSnapshot, changes: readonly Change[], offset: number, around: Surroundings, reader: Reader): Card;
  /** What is no longer as it was approved, object by object; the whole plan is a press further. */
  changed(step: StepSnapshot, around: Surroundings, reader: Reader): Card;
  /** `Ask why`: what the step is for, what it waits for, who must do what. */
  why(step: StepSnapshot, around: Surroundings, reader: Reader): Card;
  /** What holds the moving domains: the ten searches, or (`kind`) what one of them found, from `offset` on. */
  blockers(report: BlockerReport | null, kind: string, offset: number, around: WholeSurroundings, reader: Reader): Card;
  log(
    entries: readonly AuditEntry[],
    check: { entries: number; brokenAt: number | null },
    around: Surroundings,
    reader: Reader,
    shown?: LogShown,
  ): Card;
  /** What an entry says after the name of who did it, for the file. */
  logSentence(entry: AuditEntry, lang: Lang): string;
  help(reader: Reader): Card;
  /** Files that one person sent, and where they may belong, the likeliest first. */
  whichTask(
    files: readonly { readonly id: string; readonly name: string }[],
    open: readonly FilePlace[],
    around: Surroundings,
    reader: Reader,
  ): Card;
  /** What was proposed, what holds until then, and what the new T leaves too little time for: one message of plain text. */
  rescheduled(moved: MovedT, lang: Lang): string;
  /** To people who have just got a role, while something of it waits already. */
  called(lang: Lang): string;
  refusal(refusal: Refusal, reader: Reader): Card;
  /** The same refusal as one line of text, for clients that cannot take a card. */
  refusalText(refusal: Refusal, lang: Lang): string;
}
