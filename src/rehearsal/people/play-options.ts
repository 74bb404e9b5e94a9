/** What the scripted people are asked for, what they tell on the way, and how it ended. */
import type { CastMember } from '../cast.js';
import type { RestsOn } from './card-reading.js';
import type { Errand } from './errand.js';
import type { Notebook } from './notebook.js';
import type { Obstacle } from './obstacles.js';

export interface PlayOptions {
  readonly baseUrl: string;
  readonly cast: readonly CastMember[];
  /** Keys of people somebody else acts as. */
  readonly except?: readonly string[];
  /** Ids of steps nobody here presses on: somebody else decides them. */
  readonly leave?: readonly string[];
  /** Ends when this step's card says that it is through; `backOutAt` turns back there instead. */
  readonly until: string;
  readonly backOutAt?: string;
  /** Ids of the steps right behind the one it ends with: they show that it has come to its end where it has no card of its own. */
  readonly followedBy?: readonly string[];
  /** Somebody else has turned back already: only the way back is worked on. */
  readonly turnedBack?: boolean;
  /** Steps that may be undone one by one once the back-out is through; those that were done are, the last one first. */
  readonly alsoUndo?: readonly string[];
  /** Ids of the steps that only the way back has. */
  readonly wayBack?: readonly string[];
  /** They say that everything is done, and do nothing by hand at the DNS console and at the destination, and write no letter. */
  readonly claimsOnly?: boolean;
  /** Something new holds the domain just before its removal is approved; which thing, this number says. */
  readonly provokeRefusal?: number;
  /** Everything up to there is through, and nobody has turned back yet. */
  readonly beforeTurningBack?: () => Promise<void>;
  /** Before somebody approves a step for the first time, or sets the records it asks for: nothing of it is written yet. */
  readonly beforeFirstWrite?: (stepId: string) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: PlayEvent) => void;
  /** What others have written down of their hand work, too; otherwise one of their own. */
  readonly notebook?: Notebook;
  /** How long, in real time, what one of `except` could press is left to them; otherwise as `patience.ts` has it. */
  readonly fairWhileMs?: number;
  /** Nothing moved for this long in real time, and nothing is due: the play is stuck. */
  readonly patienceMs?: number;
}

export interface PlayEvent {
  /** going-back: somebody is about to approve an undo of the step for the first time. */
  readonly kind:
    'pressed' | 'refused' | 'said' | 'through' | 'going-back' | 'undone' | 'jumped' | 'by-hand' | 'planted';
  readonly who: string;
  readonly what: string;
  /** What was done by hand, and for which step. */
  readonly errand?: Errand;
  readonly stepId?: string;
}

export interface PlayResult {
  readonly ended: 'finished' | 'backed-out' | 'stuck' | 'aborted';
  readonly presses: number;
  /** By what the pressed buttons do. */
  readonly pressesBy: Readonly<Record<string, number>>;
  /** New posts of the bot in the channel, and those of them that called somebody. */
  readonly posted: { readonly cards: number; readonly calling: number };
  /** Steps that came to their end, by what their cards say that rests on. */
  readonly through: Readonly<Record<RestsOn, readonly string[]>>;
  readonly undone: readonly string[];
  /** Those of the way back that somebody took as they are. */
  readonly undoneAsIs: readonly string[];
  readonly refusals: readonly string[];
  /** Ids of the objects that scans named after something had been planted, as their evidence has them. */
  readonly named: readonly string[];
  /** What cards have said against claims, where people only claimed: step and sentence. */
  readonly contradicted: readonly string[];
  /** What it got stuck at, what was tried most first; empty where it did not. */
  readonly stuckAt: readonly Obstacle[];
  /** What was on the cards when the play got stuck. */
  readonly open: readonly string[];
}
