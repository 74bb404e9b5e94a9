import type { Finding } from '../../contract/finding.js';
import type { Step } from '../../contract/step.js';
import type { Refusal } from '../../errors.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { RunRow } from '../attempts/transfer-rows.js';
import type { Attempt, Deed, May, MigrationStatus, Need, Person, StepState } from '../state.js';
import { holdersOf } from './policy.js';
import type { Vote } from './policy.js';

/** All that decides who may do what with a step and its attempt, as plain values. */
export interface Moment {
  readonly step: Step;
  readonly stepState: StepState;
  readonly migrationState: MigrationStatus['state'];
  readonly hasForm: boolean;
  /** Why a decision that is done keeps its answers: a step that stands on them is being written, or cannot be taken back. */
  readonly held: HeldBy | null;
  readonly attempt:
    | (Pick<
        AttemptRow,
        | 'state'
        | 'direction'
        | 'plan'
        | 'troubles'
        | 'taken_by'
        | 'carried_out_at'
        | 'answers'
        | 'ended_at'
        | 'accepting'
      > & { readonly findings: readonly Finding[] })
    | null;
  /** Steps it stands on that are not settled any more, or not yet again: nothing is agreed on such ground. */
  readonly unsettled: readonly string[];
  /** The newest outside run of a transfer, and whether the service can pause it. */
  readonly run: RunRow | null;
  readonly canPause: boolean;
  readonly votes: readonly Vote[];
  readonly roster: readonly Person[];
}

/** What is missing before an attempt may go on and who could give it, and who may do what meanwhile. */
export interface Asked {
  /** Steps it stands on that have to be settled before it is agreed to. */
  readonly waitsFor: readonly string[];
  readonly needs: readonly Need[];
  readonly may: May;
  /** It is agreed to once the team has decided whether to turn back. */
  readonly besideVote?: boolean;
  /** Why what is open cannot be taken as done; null: it can. */
  readonly whyNotAccept: Refusal | null;
  /** It is taken as it is by those who could agree to it, and by as many of them. */
  readonly byApprovers?: boolean;
  /** Why it cannot be begun anew, where there is more to say than that it is not the time. */
  readonly whyNotRepeat?: Refusal | null;
  /** The step that keeps the answers of a decision as they are. */
  readonly heldBy?: HeldBy | null;
}

export type HeldBy = NonNullable<Attempt['heldBy']>;

export const nobodyMay: May = {
  approve: [],
  refuse: [],
  'take-back': [],
  vote: [],
  answer: [],
  take: [],
  complete: [],
  'hand-back': [],
  'give-up': [],
  attach: [],
  repeat: [],
  accept: [],
  pause: [],
  'go-on': [],
  halt: [],
  retry: [],
  'account-for': [],
  stop: [],
  reschedule: [],
};
const deeds = Object.keys(nobodyMay) as readonly Deed[];

/** While it is open, whoever's step it is may lay evidence beside it. */
export const attachers = ({ step, attempt, roster }: Moment): readonly Person[] =>
  attempt !== null && attempt.ended_at === null ? holdersOf(roster, step.roles) : [];

/** Who is not named may not. */
export const mayOnly = (given: Partial<Record<Deed, readonly Person[]>>): May =>
  deeds.reduce<May>(
    (may, deed) => ({ ...may, [deed]: [...new Set((given[deed] ?? []).map(({ id }) => id))] }),
    nobodyMay,
  );
