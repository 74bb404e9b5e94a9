/** The engine as its neighbours see it: commands that decide, queries that tell, and the outbox that says which cards are out of date. */
import type { Outcome, Refusal } from '../errors.js';
import type { LogFilter } from '../contract/log-filter.js';
import type { Change } from '../contract/change.js';
import type { FileType } from '../contract/files.js';
import type { EvidenceFile } from '../contract/finding.js';
import type { Company, Lang, Role } from '../contract/step.js';
import type {
  Attempt,
  AuditEntry,
  BlockerReport,
  CardDue,
  MigrationFacts,
  MigrationStatus,
  MovedT,
  NextForPerson,
  Person,
  Reminder,
  RoleChange,
  StepSnapshot,
} from './state.js';

/** Who did it: taken from a verified activity, never from card data. */
export interface Actor {
  /** Entra object id in the host tenant. */
  readonly personId: string;
  readonly name: string;
  readonly lang: Lang;
}

export interface PersonToAssign {
  readonly personId: string;
  readonly name: string;
  readonly company: Company;
  readonly email: string | null;
  readonly userPrincipalName: string | null;
  readonly lang: Lang;
}

export interface EngineCommands {
  /** Starts the migration; whoever does it becomes project manager (as `starter`, with their company). T may come later. */
  begin(by: Actor, order: { starter: PersonToAssign; cutoverAt: string | null }): Promise<Outcome<null>>;
  /** Project managers only. */
  assign(by: Actor, order: { role: Role; person: PersonToAssign; anyway?: boolean }): Promise<Outcome<null>>;
  /**
   * Who shall hold each of the roles, all at once. `anyway` false, here and there: refused with `role.other-company` where an admin role of one
   * side would go to somebody of the other company.
   */
  assignRoles(
    by: Actor,
    order: { roles: readonly { role: Role; people: readonly PersonToAssign[] }[]; anyway: boolean },
  ): Promise<Outcome<readonly RoleChange[]>>;
  unassign(by: Actor, order: { role: Role; personId: string }): Promise<Outcome<null>>;
  /** Leads only: nobody waits for a role that nobody holds, and what only it could do falls away. Refused where a step of high risk needs it. */
  declareNotNeeded(by: Actor, order: { role: Role; reason: string }): Promise<Outcome<null>>;
  declareNeeded(by: Actor, order: { role: Role }): Promise<Outcome<null>>;
  /** The hash must be the attempt's own: an approval never covers anything else. `typedDomain` is asked of `final` steps: the one of `domainToType`. */
  approve(by: Actor, order: { attemptId: string; planHash: string; typedDomain?: string }): Promise<Outcome<null>>;
  /** A no to what is asked to be approved, with its reason: while it stands nothing of the attempt runs. */
  refuse(by: Actor, order: { attemptId: string; reason: string }): Promise<Outcome<null>>;
  /** Own approval, or own no; until the first write. */
  takeBack(by: Actor, order: { attemptId: string }): Promise<Outcome<null>>;
  /** The agreed go that begins the night, by whoever gave it, until its first change; everybody is asked again, and reads why. */
  takeGoBack(by: Actor, order: { attemptId: string; reason: string }): Promise<Outcome<null>>;
  /** Gates. A `no` needs a reason. */
  /** `facts` and `drawnAt`: those of the gate as the card showed it. */
  vote(
    by: Actor,
    order: { attemptId: string; vote: 'go' | 'no'; reason?: string; facts?: string; drawnAt?: string },
  ): Promise<Outcome<null>>;
  /** Decisions: the answers of the form. `cutover-date` answers `cutoverAt` (ISO 8601). */
  answer(by: Actor, order: { attemptId: string; answers: Record<string, string> }): Promise<Outcome<null>>;
  /** Tasks: whoever takes one is named on the card. */
  take(by: Actor, order: { attemptId: string }): Promise<Outcome<null>>;
  attach(by: Actor, order: { attemptId: string; note: string }): Promise<Outcome<null>>;
  /**
   * A file that somebody laid beside an open step, judged already. `link`: the upload link it came by, which is used up by it · `field`: the
   * field of its form that it answers, which it has to fit.
   */
  attachFile(
    by: Actor,
    order: { attemptId: string; file: EvidenceFile & { kind?: FileType }; link?: string; field?: string },
  ): Promise<Outcome<null>>;
  /** A file that somebody sent, judged already: kept until they have said where it belongs. */
  holdFile(by: Actor, order: { file: EvidenceFile & { kind?: FileType } }): Promise<Outcome<{ fileId: string }>>;
  /** What the same person sent before, all of it or none. */
  attachHeld(
    by: Actor,
    order: { attemptId: string; fileIds: readonly string[]; field?: string },
  ): Promise<Outcome<null>>;
  /** Tasks: `I have done it`, by whoever has it in hand, or may take it. Needs what the step wants as evidence (given here or before). */
  complete(by: Actor, order: { attemptId: string; note?: string }): Promise<Outcome<null>>;
  /** Leads: another T is proposed, with the reason. Everybody votes on it; until it is agreed the old one holds and the night does not begin. */
  reschedule(by: Actor, order: { cutoverAt: string; reason: string }): Promise<Outcome<MovedT>>;
  /** Leads: a step whose turn has come begins before its hour; the reason is kept. */
  beginEarly(by: Actor, order: { stepId: string; reason: string }): Promise<Outcome<null>>;
  /** Tasks: gives back what somebody took, by them or a lead; `note`: how far it came. */
  handBack(by: Actor, order: { attemptId: string; note?: string }): Promise<Outcome<null>>;
  /** Tasks: whoever took it says that it cannot be done; it stands still for the leads. */
  giveUp(by: Actor, order: { attemptId: string; reason: string }): Promise<Outcome<null>>;
  /** A check once more, or a new plan for a step in `attention` or `asking`. */
  again(by: Actor, order: { stepId: string }): Promise<Outcome<null>>;
  /**
   * Open findings or troubles of a step in `attention` are accepted by name, with a note; the step counts as done once none is left.
   * `kinds`: only findings of those codes; absent: all that is open.
   */
  accept(by: Actor, order: { attemptId: string; note: string; kinds?: readonly string[] }): Promise<Outcome<null>>;
  /** Work outside that is under way: those whose step it is, and the two leads. Pausing is refused where the service cannot. */
  pause(by: Actor, order: { attemptId: string }): Promise<Outcome<null>>;
  goOn(by: Actor, order: { attemptId: string }): Promise<Outcome<null>>;
  /** Ends the round: what is not done by then is left for a retry. */
  halt(by: Actor, order: { attemptId: string }): Promise<Outcome<null>>;
  /** A new round with what failed or was halted, under the approvals there are. */
  retry(by: Actor, order: { attemptId: string }): Promise<Outcome<null>>;
  /**
   * Of a run that cannot be seen, by whoever looked where it would run: that it is the run `outsideId`, or, without one, that nothing of it
   * runs. That ends the round, and all of it is left for a retry.
   */
  accountFor(by: Actor, order: { attemptId: string; reason: string; outsideId?: string }): Promise<Outcome<null>>;
  /**
   * Stops all writes before the next object. Any role holder. Nothing outside is started meanwhile; what runs there goes on or pauses as its
   * step says, or pauses whatever it says (`transfers`).
   */
  stop(by: Actor, order: { reason?: string; transfers?: 'pause' }): Promise<Outcome<null>>;
  /** Lifts the stop; takes two different role holders. What the stop paused outside goes on. */
  resume(by: Actor): Promise<Outcome<{ lifted: boolean }>>;
  /** Without `stepId`: opens the `back-out-decision` gate. With: plans the undo of that one step. */
  backOut(by: Actor, order: { stepId?: string; reason?: string }): Promise<Outcome<null>>;
  /** Has what holds the moving domains read anew, once something was seen; anybody may ask, because it only reads. */
  lookAtBlockers(): Promise<void>;
  /** Writes a refusal decided outside the engine (bad token, edited card) into the audit log. */
  recordRefusal(by: Actor | null, refusal: Refusal, stepId?: string): Promise<void>;
}

export interface EngineQueries {
  status(): Promise<MigrationStatus>;
  /** What every card tells of the migration, and who is on the roster: its cost does not grow with the steps. */
  migration(): Promise<{ readonly facts: MigrationFacts; readonly roster: readonly Person[] }>;
  next(personId: string): Promise<NextForPerson | null>;
  roster(): Promise<readonly Person[]>;
  step(stepId: string): Promise<StepSnapshot | null>;
  /** The step with the given attempt in the place of its newest one. */
  attempt(attemptId: string): Promise<StepSnapshot | null>;
  /** All of them, for lists: plans, findings and troubles are cut to what decides a step's sign. `step` and `attempt` give the whole. */
  steps(): Promise<readonly StepSnapshot[]>;
  plan(attemptId: string, page: { offset: number; limit: number }): Promise<readonly Change[]>;
  /** What holds the moving domains, as it was last seen; null before anything was looked at. */
  /** Checks that are done, whole. */
  checksDone(): Promise<readonly StepSnapshot[]>;
  blockers(): Promise<BlockerReport | null>;
  /** What the clock told somebody, by the key of its card, and what of it waits still. */
  reminder(key: string): Promise<Reminder | null>;
  attemptsOf(stepId: string): Promise<readonly Attempt[]>;
  evidence(evidenceId: string): Promise<{ name: string; contentType: string; content: Buffer } | null>;
  /** Whether a file has come by that upload link. */
  uploadUsed(link: string): Promise<boolean>;
  /** Newest first. */
  log(page: LogFilter & { before?: number; limit: number }): Promise<readonly AuditEntry[]>;
  /** Recomputes the chain; the number of the first entry that does not fit, or null. */
  checkLog(): Promise<{ entries: number; brokenAt: number | null }>;
}

/** So many sends within so long, at most. */
export interface SendLimit {
  readonly count: number;
  readonly withinMs: number;
}

/** A card to be sent, or, when there is none, how long until one is due without anybody saying so (null: none is waiting). */
export type NextCard = { readonly card: CardDue } | { readonly card: null; readonly waitMs: number | null };

/**
 * The bot's side of the cards: what is out of date, and what became of sending it; and what several processes must know together about
 * the channel. Each call is committed before it returns.
 */
export interface EngineOutbox {
  /**
   * Takes the most urgent card that is due. Nobody else is given it until this process has told what became of it, or is dead: the
   * calls below have no effect on a card that somebody else has taken since.
   */
  claim(): Promise<NextCard>;
  /**
   * Written before the first post of a card, so that a crash in between is known as in doubt (never posted twice). False: the card is
   * this process's no more, and must not be posted.
   */
  posting(key: string): Promise<boolean>;
  /** Due again after `restMs` at the earliest. */
  posted(
    key: string,
    version: number,
    where: { conversationId: string; activityId: string },
    restMs?: number,
  ): Promise<void>;
  edited(key: string, version: number, restMs?: number): Promise<void>;
  /** Certainly not sent (412, 429, 5xx answered by the service, or it could not be drawn): due again after the wait. */
  notSent(key: string, retryAfterMs: number): Promise<void>;
  /** The card was deleted by someone: it is posted again. */
  vanished(key: string): Promise<void>;
  /** The first post was begun and never answered. True once for each such card: the channel should be told. */
  unanswered(key: string): Promise<boolean>;
  /** Cards that a process was posting when it died. Each is given once, to one process: the channel should be told. */
  newlyInDoubt(): Promise<readonly CardDue[]>;
  /** A card in doubt showed itself on the channel. False when it was not in doubt. */
  found(key: string, where: { conversationId: string; activityId: string }): Promise<boolean>;
  /** No card is due for so long, for any process; 0: from now on they are again. */
  pause(milliseconds: number): Promise<void>;
  /** A turn to send something to a conversation: 0 when it was given (and counts), otherwise how long to wait before asking again. */
  takeTurn(conversation: string, limits: readonly SendLimit[], overall: SendLimit): Promise<number>;
  /** True the first time, until then. */
  admit(activity: string, until: Date): Promise<boolean>;
  /** From now on the message is a card like the others, and edited; of those of its kind (the key up to the colon) it is the only one. */
  follow(key: string, where: { readonly conversationId: string; readonly activityId: string }): Promise<void>;
  /** Called when something became due, also through another process; returns how to stop listening. */
  onDue(listener: () => void): () => void;
  /** Small facts of the bot that must survive: conversation references, thread roots. */
  remember(key: string, value: string): Promise<void>;
  recall(key: string): Promise<string | null>;
  /** Remembers `value` if what is known is still `known` (null: nothing); answers what stands then. */
  settle(key: string, known: string | null, value: string): Promise<string>;
}

/** Under what the zone of a person is remembered: the bot hears of it, and what calls them again waits by it for a decent hour. */
export const zoneFact = (personId: string): string => `zone:${personId}`;

export interface Engine {
  readonly commands: EngineCommands;
  readonly queries: EngineQueries;
  readonly outbox: EngineOutbox;
  /** Recovers what a crash left and begins to work. */
  start(): Promise<void>;
  /** Lets what runs come to the end of its object, then stops. */
  stop(): Promise<void>;
  /** Due time of the nearest timer in migration time, or null. */
  nextDueAt(): Promise<string | null>;
  /** The next moment that people are timed by, or null: timers before it are the bot's own looking. */
  nextForPeopleAt(): Promise<string | null>;
  /** Called after every committed change; how to stop it is given back. What only the clock changes is not told. */
  onChange(listener: () => void): () => void;
  /** True when nothing runs, nothing is queued and every card is on the channel: only people or a timer can go on. */
  idle(): Promise<boolean>;
}
