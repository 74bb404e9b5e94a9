/**
 * What the engine asks of each kind of step, one file a kind: how it begins, who may do what, what asking again and undoing mean. Elsewhere a
 * kind is named only where a thing of that one kind is meant: a task in somebody's hands, the votes of a gate, a run outside.
 */
import type { Finding } from '../../contract/finding.js';
import type { Step } from '../../contract/step.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { Core, Unit } from '../core.js';
import type { Asked, Moment } from '../rights/moment.js';

export interface Misfits {
  readonly open: readonly Finding[];
  /** What was seen on the way and takes the place of what was known: findings, files, what is handed on. */
  readonly keep?: (unit: Unit, attempt: AttemptRow) => Promise<void>;
}

export interface Kind {
  /** Registers the durable work of the kind. */
  register(core: Core): void;
  /** The turn of the step has come. */
  begin(unit: Unit, step: Step): Promise<void>;
  /** The last approval was given, or a stop that held it back is lifted: what was agreed begins. Absent: nothing of the kind is held back. */
  goOn?(unit: Unit, attempt: AttemptRow): Promise<void>;
  /** Who may do what, and what is missing. */
  asked(moment: Moment): Asked;
  /** Somebody asks for another attempt, or another look, and may: `attempt` is the newest. */
  again(unit: Unit, step: Step, attempt: AttemptRow): Promise<void>;
  /** Whether an undo consists of the inverses of its own ledger; people put back the others. */
  readonly undoneFromLedger: boolean;
  /** Opens the undo. */
  undo(unit: Unit, step: Step): Promise<void>;
  /** It is done, and something it reads has changed since: what it would still do, ask for or find open as things are now. Reads only. */
  misfits(core: Core, step: Step, attempt: AttemptRow): Promise<Misfits>;
  /** Whether asking for `misfits` would take hours: then it looks again in an attempt of its own, which a kill does not lose. */
  looksForHours?(core: Core, step: Step): boolean;
  /** Asked of people who may have done it without having said so: on a way back the bot looks whether they have. */
  isPerhapsDone?(core: Core, step: Step, attempt: AttemptRow): boolean;
  /** Under way in a way that can be left at once when the ground is lost. */
  isLeftAtOnce(attempt: AttemptRow): boolean;
}
