/** What the engine tells the outside about a migration: plain values, ready to be shown. Views read these and nothing else. */
import type { Change } from '../contract/change.js';
import type { Form } from '../contract/decision.js';
import type { Finding, ObjectRef, Remark } from '../contract/finding.js';
import type { SpareRole } from '../contract/spare-role.js';
import type { TaskBrief } from '../contract/task.js';
import type { Company, Direction, Lang, Phase, Role, Side, Step, StepKind } from '../contract/step.js';

/**
 * waiting: steps before it are not done · ready: its turn, nothing has begun · working: reading or planning ·
 * asking: waits for people · running: writing, or being done by a person who took it · verifying: reading back ·
 * done: verified · attention: needs a person · not-applicable · undoing: an inverse attempt is under way · undone
 */
export type StepState =
  | 'waiting'
  | 'ready'
  | 'working'
  | 'asking'
  | 'running'
  | 'verifying'
  | 'done'
  | 'attention'
  | 'not-applicable'
  | 'undoing'
  | 'undone';

/**
 * How an attempt stands. The last four are ends without having come to its end. voided: the tenant was no longer what was approved ·
 * withdrawn: it lost its ground · put-off: the tenant does not take it yet · replaced: somebody asked for another attempt
 */
export type AttemptState = StepState | 'voided' | 'withdrawn' | 'put-off' | 'replaced';

export const isSuperseded = (state: AttemptState): boolean =>
  state === 'voided' || state === 'withdrawn' || state === 'put-off' || state === 'replaced';

export interface Person {
  /** Entra object id in the host tenant. */
  readonly id: string;
  readonly name: string;
  readonly company: Company;
  readonly lang: Lang;
  readonly roles: readonly Role[];
}

export interface Approval {
  readonly person: Person;
  readonly at: string;
  readonly vote: 'approve' | 'go' | 'no';
  readonly reason: string | null;
}

/** What somebody said, and when. `by` null: nobody knows any more. */
export interface Word<Who = Person> {
  readonly by: Who | null;
  readonly at: string;
}

export type GivenWord = Word<Person> & { readonly reason: string | null };

/** `taken`: somebody took it as it is, and the step was not through with that. */
export type Point = Finding & { readonly taken?: GivenWord };

/**
 * What the end of a step rests on. `seen`: a reading of the bot ended it, whatever somebody had `said` before · `said`: a person's word, and
 * nothing else · `accepted`: open points were taken as they are; `atTheEnd`: the bot can see them · `decided`: answers, or votes
 */
export type RestsOn<Who = Person> =
  | { readonly on: 'seen'; readonly said: Word<Who> | null }
  | ({ readonly on: 'said' } & Word<Who>)
  | ({ readonly on: 'accepted'; readonly reason: string | null; readonly atTheEnd: boolean } & Word<Who>)
  | { readonly on: 'decided'; readonly by: readonly Who[]; readonly at: string };

/** Part of the end, taken as it is although the bot can see for itself: nobody may call that finished. */
export const isNotGreen = (rests: RestsOn<unknown> | null | undefined): boolean =>
  rests?.on === 'accepted' && rests.atTheEnd;

/** What somebody said of an open attempt and what no longer counts. */
export interface LapsedVote {
  readonly person: Person;
  readonly at: string;
  readonly vote: Approval['vote'];
  /**
   * no-role: they hold none that is asked any more · roles-changed: asked anew since · other-answers: it was said of an earlier proposal ·
   * decision-changed: a decision it covered was answered differently · asked-anew: what was approved lost what it stood on, or they their role for a while ·
   * too-old: said more than twelve hours ago · facts-changed: something it rested on is not as it was · short-of-time: the T that it was
   * said to leaves too little time for something that it left time for then · not-on-record: nobody wrote down why
   */
  readonly why:
    | 'no-role'
    | 'roles-changed'
    | 'other-answers'
    | 'decision-changed'
    | 'asked-anew'
    | 'too-old'
    | 'facts-changed'
    | 'short-of-time'
    | 'not-on-record';
  /** Id of what is not as it was. */
  readonly moved?: string;
}

/** One thing still missing before the attempt may go on, and who could give it. */
export interface Need {
  /**
   * `role`: an approval by a holder of any of the roles · `second-person` · `other-company` · `no`: those named said no to it, and it goes no
   * further until they take that back · `vote` of the role · `answer` · `evidence` ·
   * `settle`: it came to a halt, and somebody has to look again or to take it as it is · `begin-again`: it was undone alone, and nobody
   * does it by itself a second time · `put-right`: the team turned back, and it stays as it was done until somebody has it undone
   */
  readonly kind:
    | 'role'
    | 'second-person'
    | 'other-company'
    | 'no'
    | 'vote'
    | 'answer'
    | 'evidence'
    | 'settle'
    | 'begin-again'
    | 'put-right';
  readonly roles: readonly Role[];
  readonly people: readonly Person[];
}

/** What somebody may do with an attempt as it stands: decided in one place, for the commands and for the buttons. */
export type Deed =
  | 'approve'
  /** Says no to what others are asked to agree to. */
  | 'refuse'
  /** Takes back an approval, or a no. */
  | 'take-back'
  | 'vote'
  | 'answer'
  | 'take'
  | 'complete'
  /** Gives back what somebody has in hand, also where it was said to be done and is not seen yet. */
  | 'hand-back'
  /** Says, with the reason, that it cannot be done. */
  | 'give-up'
  | 'attach'
  | 'repeat'
  | 'accept'
  | 'pause'
  | 'go-on'
  | 'stop'
  | 'halt'
  | 'retry'
  /** Says, with the reason, what became of a run that the service cannot tell of. */
  | 'account-for'
  | 'reschedule';

/** Ids of the people who may do each. */
export type May = Readonly<Record<Deed, readonly string[]>>;

export interface PlanSummary {
  readonly hash: string;
  readonly plannedAt: string;
  readonly changes: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly sample: readonly Change[];
  readonly blockers: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly leftOut: readonly Remark[];
  readonly undoSeconds: number | null;
  /** What a task asks for, to the letter. */
  readonly brief?: TaskBrief;
}

export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly drifted: number;
  readonly refused: number;
  readonly startedAt: string;
  /** Measured over this attempt; null until there is something to measure. */
  readonly minutesLeft: number | null;
}

/** How far a check has come that reads for hours. */
export interface Reading {
  readonly total: number;
  readonly done: number;
  readonly minutesLeft: number;
  /** By the parts that were read so far; false: nobody has measured it yet. */
  readonly measured: boolean;
}

/** Work outside, as it was seen last: of the newest round. */
export interface OutsideRun {
  readonly round: number;
  /** starting: begun, or about to be, and not seen yet · ended: by itself or `halted` */
  readonly state: 'starting' | 'running' | 'paused' | 'ended';
  /** Asked of it, and not seen yet. */
  readonly wanted: 'pause' | 'go-on' | 'halt' | null;
  readonly halted: boolean;
  readonly pausedByStop: boolean;
  /** Of this round. */
  readonly items: { readonly total: number; readonly done: number; readonly failed: number };
  /** `total` null: the service does not know it yet. */
  readonly bytes: { readonly done: number; readonly total: number | null } | null;
  /** Of all rounds together. */
  readonly planned: number;
  /** Not done yet, over all rounds: once it ended, what a retry takes. */
  readonly left: number;
  /** Measured over this round, without its pauses; null until there is something to measure. */
  readonly bytesPerMinute: number | null;
  readonly minutesLeft: number | null;
  /** Items that failed, as far as the look named them. */
  readonly failed: readonly Remark[];
  readonly beganAt: string;
  readonly lookedAt: string | null;
  readonly endedAt: string | null;
}

/** Why the approvals of an attempt no longer count. */
export interface Voided {
  readonly at: string;
  readonly planHash: string;
  readonly appeared: readonly ObjectRef[];
  readonly gone: readonly ObjectRef[];
  readonly different: readonly ObjectRef[];
  /** Warnings, and objects left out, that were not on the card when it was approved; absent in what older versions kept. */
  readonly newToKnow?: readonly Remark[];
}

export interface EvidenceSummary {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly at: string;
  readonly by: Person | null;
  /** The field of the form that it was handed in for. */
  readonly field?: string;
  /** Text a person wrote, when the evidence is a note. */
  readonly note: string | null;
}

export interface Attempt {
  readonly id: string;
  readonly number: number;
  readonly direction: Direction;
  readonly state: AttemptState;
  readonly plan: PlanSummary | null;
  readonly approvals: readonly Approval[];
  readonly needs: readonly Need[];
  readonly may: May;
  /** Steps it stands on that are not settled any more: until they are again, nobody can agree to it. */
  readonly waitsFor: readonly string[];
  /** It is agreed to once the team has decided whether to turn back. */
  readonly besideVote?: boolean;
  /** Set on a decision that is done, while its answers have to stay as they are: the step that holds them. */
  readonly heldBy?: { readonly stepId: string; readonly why: 'being-written' | 'irreversible' };
  readonly progress: Progress | null;
  /** Of a check that reads in parts, while it does. */
  readonly reading?: Reading;
  /** Of a transfer, once it has begun. */
  readonly outside: OutsideRun | null;
  readonly findings: readonly Point[];
  /** Who took a change that is not whole as it is, in their order; while it is in `attention` somebody else has to, too: whoever `may.accept` names. */
  readonly accepting?: readonly GivenWord[];
  /** Set on the voided attempt and on the one that replaced it. */
  readonly voided: Voided | null;
  /** Set when the tenant did not take it yet, which is normal: the step is offered again once `until` is done. */
  readonly putOff: { readonly until: string; readonly remark: Remark } | null;
  /**
   * Why it was withdrawn. t-moved: it was timed by another T, and is asked for again by the new one · go-taken-back: it was offered by a go that
   * somebody took back
   */
  readonly aside?: 't-moved' | 'go-taken-back';
  /** A lead let it begin before its hour. */
  readonly begunEarly?: { readonly by: Person; readonly at: string; readonly from: string; readonly reason: string };
  readonly takenBy: Person | null;
  /** The last time somebody said that it is done. */
  readonly said: Word | null;
  /** Null until it has come to its end. */
  readonly restsOn: RestsOn | null;
  /** It was in somebody's hands, and is to be taken anew. */
  readonly handedBackAt?: string;
  /** What it asks; null where nothing is asked, or not yet. */
  readonly form: Form | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly evidence: readonly EvidenceSummary[];
  /** Objects that were neither at before nor at after, and those the service refused. */
  readonly troubles: readonly Remark[];
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** When a check, a watch or a reading back last saw something; null before the first look. */
  readonly lookedAt: string | null;
  /** Of a check: when it last found what nobody had been called for; a look that finds nothing new is no news. */
  readonly newsAt?: string;
  /** An undo that two people approved since writes were stopped: it is written all the same. */
  readonly despiteStop: boolean;
}

/** Nobody can agree to it just now, and so it is nobody's turn. */
export const isHeldUp = ({ besideVote, waitsFor }: Pick<Attempt, 'besideVote' | 'waitsFor'>): boolean =>
  besideVote === true || waitsFor.length > 0;

/** What is missing can be given by nobody on the roster, or somebody said no: it stands still, and a lead has to see to it. */
export const isStuck = ({ needs, endedAt }: Pick<Attempt, 'needs' | 'endedAt'>): boolean =>
  endedAt === null &&
  needs.some(({ kind, people, roles }) => kind === 'no' || (people.length === 0 && roles.length > 0));

/** Planned against actual; see `schedule/timetable.ts`. */
export interface StepTimes {
  /** T and the end of the step's window; null while T is open, and for steps without a window. */
  readonly plannedEnd: string | null;
  /** Start of the first attempt. */
  readonly startedAt: string | null;
  /** Set while the step is done. */
  readonly endedAt: string | null;
  /** Minutes later than planned, negative when earlier; null where nothing is planned, or not due yet. */
  readonly slipMinutes: number | null;
}

export interface PhaseTimes {
  readonly plannedEnd: string;
  /** The planned end with the delay of what is late; the actual one once the phase is done. */
  readonly expectedEnd: string;
  readonly endedAt: string | null;
  readonly slipMinutes: number;
}

export interface TurnBack {
  /** Latest moment at which turning back ends before the domain was planned to have left. */
  readonly until: string;
  /** What undoing takes by the plans done so far. */
  readonly undoSeconds: number;
  readonly passed: boolean;
  /** The domain has left, or is leaving. */
  readonly needsBothTenants: boolean;
}

/** What a back-out would consist of as things stand. */
export interface BackOutOutline {
  /** In the order in which they will be undone. */
  readonly steps: readonly { readonly stepId: string; readonly undoSeconds: number | null }[];
  /** Done, for good, and of weight. */
  readonly never: readonly string[];
  /** Done before the night: they stay, and are undone one by one where somebody asks. */
  readonly onRequest: readonly string[];
  readonly leftForPeople: readonly LeftForPeople[];
  readonly reason: string | null;
}

/** A step of the way back that people carry out when all is undone, the step whose undo leaves it, and since when that one was done. */
export interface LeftForPeople {
  readonly stepId: string;
  readonly of: string;
  readonly since: string | null;
}

/** What the night would begin with, of all that does not stand on the gate before it. Ids of steps in the order of the runbook. */
export interface Readiness {
  readonly open: readonly string[];
  readonly halted: readonly string[];
  /** Done, and nobody but a person saw it. */
  readonly byWord: readonly string[];
  /** Done, with points that somebody accepted by name. */
  readonly accepted: readonly string[];
  /** What those points are, kind by kind: of which step, and whose word it was. What a later step fails for comes first. */
  readonly acceptedPoints?: readonly AcceptedPoints[];
  /** Done too long ago for the night, and asked for again. */
  readonly tooOld?: readonly { readonly stepId: string; readonly seenAt: string; readonly hours: number }[];
  /** Done, and read by the bot itself: how many. */
  readonly seen: number;
}

/** Points of one kind that were taken as they are, told by the first of them. */
export interface AcceptedPoints {
  readonly stepId: string;
  readonly first: Remark;
  readonly count: number;
  readonly failsLater: boolean;
  readonly by: readonly Person[];
  readonly at: string;
}

/** When each step ended that takes names off the domains. */
export interface NamesTakenOff {
  readonly stepId: string;
  readonly at: string;
}

/** The newest look at what holds the moving domains. */
export interface BlockerReport {
  readonly stepId: string;
  readonly attemptId: string;
  readonly side: Side;
  readonly seenAt: string;
  readonly findings: readonly Finding[];
  readonly evidence: readonly EvidenceSummary[];
  /** When the domains left that side; absent while they are there. */
  readonly leftAt?: string;
  /** The bot looks right now. */
  readonly looking?: true;
  /** The check's own look, where somebody asked for another one since. */
  readonly before?: { readonly seenAt: string; readonly findings: readonly Finding[] };
  /** Steps that took names off since the check's own look. */
  readonly takenOff?: readonly NamesTakenOff[];
  /** A look that somebody asked for, and that could not be completed. */
  readonly failed?: { readonly at: string; readonly message: string };
}

/** What T waits for; its sentence knows from when on it would hold, were it begun now. */
export interface TimeNeeded {
  readonly because: Remark;
  readonly from: string;
}

export interface LeadTimes {
  /** Ids of steps that should have been done by now. */
  readonly late: readonly string[];
  /** What was read and this T does not leave time for; while none is proposed, all that was read. */
  readonly needed: readonly TimeNeeded[];
  /** The first T that leaves every one of them its time; null: nothing that is open has to be done ahead of T. */
  readonly earliest: string | null;
}

/** Another T is proposed. */
export interface MovedT {
  /** What holds until it is agreed: a T that all said go to, the one given at the start, or none; `corrected`: it is the one to plan by from now on. */
  readonly holds: 'agreed' | 'given' | 'none' | 'corrected';
  /** That T. */
  readonly cutoverAt: string | null;
  /** What the proposed one leaves too little time for. */
  readonly leadTimes: LeadTimes;
}

/** Ids of steps by how they stand just now. */
export interface UnderWay {
  readonly running: readonly string[];
  readonly asking: readonly string[];
  readonly attention: readonly string[];
}

export interface StepSnapshot {
  readonly step: Step;
  /** How it is carried out: people do what has no code. */
  readonly kind: StepKind;
  readonly state: StepState;
  readonly since: string;
  readonly attempt: Attempt | null;
  /** Steps it still waits for. */
  readonly waitsFor: readonly string[];
  readonly timing: 'early' | 'on-time' | 'late' | null;
  /** Set while its turn has come and its hour has not. `from` null: as soon as T is agreed. `mayBegin`: ids of the people who may begin it now. */
  readonly early?: { readonly from: string | null; readonly mayBegin: readonly string[] };
  readonly notApplicable: Remark | null;
  /** Set where nobody has anything to do but wait, or where other steps undo it: what goes on beside it. */
  readonly beside?: UnderWay;
  /** Set on the last look, once it is done: steps that were taken as they are, and do not keep the migration from being finished. */
  readonly takenAsIs?: readonly string[];
  /** Set with it: steps that keep the migration from being finished although all are through. */
  readonly notGreen?: readonly string[];
  /** Set while people are asked for T, and on the T that is agreed: what it leaves too little time for, and the first T that leaves enough. */
  readonly leadTimes?: LeadTimes;
  /** Set while people are asked for T: what was taken as it is until then, kind by kind. */
  readonly acceptedPoints?: readonly AcceptedPoints[];
  /** Whether `/backout <step>` would be taken now. */
  readonly undoable: boolean;
  /** The team has turned back, and its undo is still to come or under way. */
  readonly toBeUndone: boolean;
  /** It was done, and is not any more: asked anew, or something new was found. */
  readonly openAgain?: boolean;
  readonly times: StepTimes;
  /** Set at the gate that decides a back-out, while it is open. */
  readonly backOut?: BackOutOutline;
  /** Set at the gate that begins the night, while it is open. */
  readonly readiness?: Readiness;
  /** Set with it, where T is known. */
  readonly night?: NightAhead;
  /** Set with it. */
  readonly whatMoves?: WhatMoves;
  /** Set on the go that begins the night, once it is agreed and until the first change of the night: ids of those who gave it. */
  readonly mayTakeGoBack?: readonly string[];
  /** Set while that gate asks again because somebody took the go back. */
  readonly goTakenBack?: { readonly by: Person; readonly at: string; readonly reason: string };
  /** Set while people are asked for it again: when the tenant refused it before, and why. */
  readonly refusedBefore?: { readonly at: string; readonly remarks: readonly Remark[] };
  /** Set while people are asked, where something that was said counts no more. */
  readonly lapsed?: readonly LapsedVote[];
  /** Set at an open gate whose facts may move: what they are, by their hash, and when they were read. */
  readonly facts?: { readonly hash: string; readonly asOf: string };
  /** Set while people carry it out: what the check that it is about found open, also where somebody took that as it is, and its files. */
  readonly about?: {
    readonly stepId: string;
    readonly findings: readonly Point[];
    readonly evidence: readonly EvidenceSummary[];
  };
  /** When somebody at an open gate was last asked anew. */
  readonly askedAnewAt?: string;
}

/** What a gate tells of otherwise than the card did from which somebody says go. */
export interface Moved {
  readonly steps: readonly string[];
  /** What has moved since is not among them. */
  readonly readAt: string;
  /** The T that was proposed when this was read: a go counts for no other. */
  readonly cutoverAt: string | null;
}

/** What people are called for anew while an attempt asks: the first no that stands, or the last time that a go was asked for anew. */
export type CalledAnew =
  { readonly for: 'no'; readonly at: string; readonly by: Person } | { readonly for: 'lapsed'; readonly at: string };

export function calledAnew({ step, attempt, askedAnewAt }: StepSnapshot): CalledAnew | null {
  if (attempt === null || attempt.endedAt !== null) return null;
  const isGate = step.kind === 'gate';
  if (attempt.state !== 'asking' && !(isGate && attempt.state === 'attention')) return null;
  // Of a plan only that of somebody who is still asked; a gate says so by its state.
  const against = attempt.needs.filter(({ kind }) => kind === 'no').flatMap(({ people }) => people.map(({ id }) => id));
  const no = attempt.approvals.find(
    ({ vote, person }) => vote === 'no' && (isGate ? attempt.state === 'attention' : against.includes(person.id)),
  );
  if (askedAnewAt !== undefined && (no === undefined || no.at < askedAnewAt)) return { for: 'lapsed', at: askedAnewAt };
  return no === undefined ? null : { for: 'no', at: no.at, by: no.person };
}

/** Of the steps that are through: how many rest on what. `notNeeded`: those that do not apply. */
export type HowDone = Readonly<Record<RestsOn['on'] | 'notNeeded', number>>;

export interface PhaseSummary {
  readonly phase: Phase;
  readonly total: number;
  readonly done: number;
  /** Adds up to `done`. */
  readonly how?: HowDone;
  readonly running: readonly string[];
  /** Of those that run: what a person has taken, and is to report. */
  readonly inHand?: readonly { readonly stepId: string; readonly by: Person }[];
  readonly asking: readonly { readonly stepId: string; readonly needs: readonly Need[] }[];
  readonly attention: readonly string[];
  readonly next: string | null;
  readonly times: PhaseTimes | null;
}

export interface Stop {
  readonly by: Person;
  readonly at: string;
  readonly reason: string | null;
  /** People who asked to lift it so far; two different ones are needed. */
  readonly lifting: readonly Person[];
  /** What begins again at once when it is lifted, and how many changes or items of each are left. */
  readonly goesOn?: readonly { readonly stepId: string; readonly left: number; readonly undo?: true }[];
}

export interface WayBack {
  /** Since the team turned back. */
  readonly undone: number;
  /** Those being undone now among them. */
  readonly left: number;
  /** Whose undo comes next, where it has not begun. */
  readonly next?: string | null;
}

/** Ids of steps, in the order of the runbook. */
export interface Remains {
  readonly undone: readonly string[];
  /** Done, and not undone: those that cannot be, and those nobody asked to undo. */
  readonly stays: readonly string[];
  /** Of those, and of what was done in part, what can be undone when somebody asks, and whose it is. */
  readonly toPutRight?: readonly { readonly stepId: string; readonly needs: readonly Need[] }[];
}

/** Who got a role, and who holds it no more. */
export interface RoleChange {
  readonly role: Role;
  readonly given: readonly string[];
  readonly taken: readonly string[];
  /** How many hold it now. */
  readonly holders: number;
}

/** A role that a lead declared not needed. */
export interface NotNeeded {
  readonly role: Role;
  readonly reason: string;
  readonly personId: string;
  readonly name: string;
  readonly at: string;
}

/** What people decided of mail while nobody owns the domain. */
export interface MailDecided {
  readonly stepId: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** MX leads to where mail waits: at a relay, or at its senders. */
export interface WaitingMail {
  /** When MX was seen to lead there. */
  readonly since: string;
  /** As MX has them. */
  readonly exchangers: readonly string[];
  readonly decided: MailDecided | null;
}

/** The night by its plan, as it is told before anybody agrees to it. */
export interface NightAhead {
  readonly from: string;
  /** The domain has left the source. */
  readonly leaves: string;
  /** MX leads to where mail is taken; null: no step of the night does that. */
  readonly mailIn: string | null;
  readonly until: string;
  /** Turning back within the source alone. */
  readonly turnBackUntil: string;
  readonly mail: MailDecided | null;
}

/** How much the night is about, and what the copies left behind, as it was recorded. */
export interface WhatMoves {
  /** As people decided it; null: they have not. */
  readonly mailboxes: number | null;
  /** Licences that mail on the way back would take, beyond those of the way there; absent: nobody has counted. */
  readonly wayBackLicences?: number;
  /** Of the outside runs that the bot saw: how many items are not copied; absent: it saw none. */
  readonly open?: { readonly items: number; readonly of: number };
  /** What whoever looks after the errors left last; the bot counts nothing of it. */
  readonly errors?: {
    readonly stepId: string;
    readonly at: string;
    readonly by: Person | null;
    readonly says: string;
    readonly file?: EvidenceSummary;
  };
  /** What was found last of who has come and gone since people decided who moves; accepted or not. */
  readonly found?: { readonly stepId: string; readonly at: string; readonly findings: readonly Finding[] };
}

/** What is known of a migration without looking at its steps. */
export interface MigrationFacts {
  readonly id: string;
  readonly mode: 'rehearsal' | 'live';
  /** not-started · under-way · backing-out · backed-out · finished */
  readonly state: 'not-started' | 'under-way' | 'backing-out' | 'backed-out' | 'finished';
  readonly movingDomains: readonly string[];
  readonly sourceName: string;
  readonly destinationName: string;
  readonly cutoverAt: string | null;
  readonly now: string;
  readonly stop: Stop | null;
  /** Absent: it comes in somewhere, or comes back to its senders at once. */
  readonly mailWaits?: WaitingMail;
  /** Nobody holds them, and they are needed. */
  readonly emptyRoles: readonly Role[];
  readonly notNeeded?: readonly NotNeeded[];
  /** Of the empty roles those that a lead may declare not needed. */
  readonly dispensable?: readonly Role[];
  /** Of the empty roles those that have nothing to do, as the tenants show. */
  readonly spare?: readonly SpareRole[];
}

export interface MigrationStatus extends MigrationFacts {
  /** The phase that has something running, asking or next, which has not been through once. */
  readonly phase: Phase;
  /** Steps of the way forward that were done and are open again, in whatever phase. */
  readonly openAgain?: readonly string[];
  readonly phases: readonly PhaseSummary[];
  /** Null while T is open, and once the team has turned back. */
  readonly turnBack: TurnBack | null;
  /** Steps of the way forward that keep it from being finished although all are through, in the order of the runbook: the bot can look, and did not see them green. */
  readonly notGreen?: readonly string[];
  /** Steps of the way forward that were taken as they are, and do not keep it from being finished: they prepared, or nobody can look. */
  readonly takenAsIs?: readonly string[];
  /** Steps of the way forward that rest on a person's word alone. */
  readonly byWord?: readonly string[];
  /** Of a T that was given at the start, until one is agreed: what it leaves too little time for by the windows of the runbook. */
  readonly leadTimes?: LeadTimes;
  /** How far the way back has come, in steps; null while nobody goes it. */
  readonly wayBack: WayBack | null;
  /** What the steps undone, on the way back those since the team turned, rest on; absent while nobody goes back. */
  readonly howUndone?: HowDone;
  /** Null until the migration is backed out. */
  readonly remains: Remains | null;
}

/** One thing for one person. */
export interface NextForPerson {
  readonly person: Person;
  /** Steps of theirs, or that they may begin, whose hour has not come. */
  readonly later?: readonly { readonly stepId: string; readonly from: string | null; readonly mayBegin: boolean }[];
  readonly todo: readonly { readonly stepId: string; readonly attemptId: string; readonly need: Need }[];
  /** When nothing is to do: what is waited for, and from whom. */
  readonly waitedFor: readonly { readonly stepId: string; readonly need: Need }[];
  readonly nextDueAt: string | null;
}

export interface AuditEntry {
  readonly number: number;
  readonly at: string;
  /** Null: the bot itself. */
  readonly person: Person | null;
  /** A stable word such as `approved`, `refused`, `voided`, `step-done`; sentence in `locales/<lang>/chrome.ts` under `log.<what>`. */
  readonly what: string;
  readonly stepId: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly hash: string;
}

/** One thing that the clock tells a person of. */
export interface ReminderItem {
  readonly stepId: string;
  readonly attemptId: string;
  /** `watched`: they reported it, and it is not seen yet. */
  readonly kind: Need['kind'] | 'watched';
  /** Since when it waits for them. */
  readonly since: string;
  /** Ids of those who have not done it, where a lead is told of others. */
  readonly of?: readonly string[];
}

/** What somebody was told at a time, and whether it waits still. */
export interface Reminder {
  readonly key: string;
  readonly person: Person;
  readonly at: string;
  readonly items: readonly (ReminderItem & { readonly waits: boolean; readonly others: readonly Person[] })[];
}

/** A card that must be on the channel in its newest form. */
export interface CardDue {
  /** `welcome` · `board:<phase>` · `attempt:<attemptId>` · `stop` · `blockers` · `reminder:<personId>:<number>` */
  readonly key: string;
  /** The thread it belongs to: the phase's, or null for the channel itself (boards and the welcome start threads). */
  readonly thread: Phase | null;
  readonly version: number;
  /** Set once it was posted: edit this one. */
  readonly posted: { readonly conversationId: string; readonly activityId: string } | null;
  /** People to mention when it is posted for the first time. */
  readonly mention: readonly Person[];
  /** How often in a row it could not be sent. */
  readonly failures: number;
}
