/** The words of the runbook as types. A step is data: it survives `JSON.stringify`, and its wording lives in `locales/` under its id. */
import type { Evidence } from './evidence.js';

export type Side = 'source' | 'destination';
export type StepSide = Side | 'both' | 'none';
export type StepKind = 'check' | 'change' | 'task' | 'decision' | 'transfer' | 'gate';
export type Risk = 'none' | 'low' | 'high' | 'final' | 'gate';
export type Phase = 'prepare' | 'stage' | 'eve' | 'cutover' | 'after' | 'back-out';
/** Which company a person on the roster belongs to; a `final` step needs two different ones. */
export type Company = Side | 'other';
export type Lang = 'en' | 'ru';
/** Which way an attempt goes: the step itself, or taking it back. */
export type Direction = 'do' | 'undo';

export const phases = ['prepare', 'stage', 'eve', 'cutover', 'after', 'back-out'] as const satisfies readonly Phase[];

export const roles = [
  'project-manager',
  'business-owner',
  'source-admin',
  'destination-admin',
  'dns-admin',
  'migration-operator',
  'onprem-exchange-admin',
  'communications-lead',
  'test-lead',
] as const;
export type Role = (typeof roles)[number];

/**
 * `with-back-out`: undone by the back-out, or alone while nothing that stands on it is done.
 * `on-request`: undone one by one when somebody asks. `never`: the card says so.
 */
export type Undo = 'with-back-out' | 'on-request' | 'never';

/** A moment by which a step is timed. */
export interface TimedBy {
  /** Negative: before it. */
  readonly hours: number;
  /** Id of the step from whose end they are counted; absent: from T. */
  readonly after?: string;
}

export interface Step {
  readonly id: string;
  /** Numbers of the guide, as printed on cards: `['67', '68']`; empty for steps of ours. */
  readonly guide: readonly string[];
  readonly phase: Phase;
  readonly side: StepSide;
  readonly kind: StepKind;
  readonly risk: Risk;
  /** Whose turn it is: holders of any of these. For a gate, each of these must say go. */
  readonly roles: readonly Role[];
  /** Ids of steps that must be done (or not applicable) before this one is offered. */
  readonly after: readonly string[];
  /** In a back-out this step is undone only after these are: where plain reverse order would be wrong. */
  readonly undoAfter?: readonly string[];
  /** Steps of the phase `back-out` that undo this one together, in this order, because it takes several people; absent: the inverse of its own ledger. */
  readonly undoneBy?: readonly string[];
  readonly undo: Undo;
  /** Name of the question that decides whether the step applies, answered by the step's code; absent: always. */
  readonly condition?: string;
  /** Hours relative to T (negative before): when the step is meant to happen. Advice shown as early or late, never a lock. */
  readonly window?: { readonly from: number; readonly until: number };
  /** Not offered before the last of these moments, unless a lead says why it begins early. */
  readonly notBefore?: readonly TimedBy[];
  /** So many hours after it was done, or last looked at, the night does not begin on it any more: it is asked for again. */
  readonly tooOldAfter?: number;
  /** Name of the code that carries the step out; absent: people do it, with a general instruction and evidence. */
  readonly action?: string;
  /** What whoever carries it out by hand has to show for it. */
  readonly evidence?: Evidence;
  /** A back stop: never offered by its turn coming, and nobody waits for it. Somebody with its role asks for it. */
  readonly onRequest?: boolean;
  /** Runs again every night of migration time once it has run. */
  readonly nightly?: boolean;
  /** What it found stands by name on the card of the gate that begins the night: it looks once more when that is asked, and in the last hour before T. */
  readonly toldBeforeTheNight?: true;
  /** Its answers are T. */
  readonly setsT?: true;
  /** Its go begins the night. */
  readonly beginsTheNight?: true;
  /** The line of the night: before it a way back touches the source only, after it both tenants. */
  readonly line?: true;
  /** The gate at which the team decides to go back as a whole. */
  readonly decidesBackOut?: true;
  /**
   * Of the way back: what the undo of that step leaves for people to do. It is offered once everything is undone, if that step was among it, and the
   * way back is not over before it.
   */
  readonly afterUndoOf?: string;
  /** It reads both tenants when everything has been undone, and the way back is over when it is through. */
  readonly provesBackOut?: true;
  /** The step, `onRequest`, that is asked for where this one is refused or takes too long. */
  readonly backStop?: string;
  /** The check whose findings it is about: what that found open stands on its card. It comes after it. */
  readonly about?: string;
  /** The check that says why the tenant does not let the domain go. */
  readonly scannedBy?: string;
  /** It looks for what holds the moving domains: from the first day, right before they leave the source, or before they leave the destination again. */
  readonly scans?: 'from-day-one' | 'before-leaving' | 'before-leaving-again';
  /** It takes names off the moving domains: what was seen to hold them before is no longer so once it is done. */
  readonly takesNamesOff?: true;
  /** It looks at the people on the roster: somebody who came since is not among those it has seen. */
  readonly readsRoster?: true;
  /** The migration is finished when it is: what it finds contradicted is mended, and cannot be accepted as it is. */
  readonly lastLook?: true;
  /** Its answers say what becomes of mail while nobody owns the domain. */
  readonly decidesMail?: true;
  /** Its answers say how many mailboxes move (`mailboxes`). */
  readonly saysMailboxes?: true;
  /** Counts what of the mover's licences the way back would take: the go tells it. */
  readonly countsTheWayBack?: true;
  /** Whoever carries it out leaves a list of what the copies before the night could not take. */
  readonly listsErrors?: true;
  /** From its end on MX leads to where mail waits. */
  readonly parksMail?: true;
  /** From its end on MX leads to where mail is taken. */
  readonly bringsMailIn?: true;
  /** A domain leaves a tenant with it: its watch is shown as one. */
  readonly releases?: true;
}

/** Two people agree to it, and it is hard to take back. A `final` step is of high risk, too. */
export const isHighRisk = ({ risk }: Pick<Step, 'risk'>): boolean => risk === 'high' || risk === 'final';
