/** What has come to pass so far, as the people see it in the channel. */
import { readStepCard, type RestsOn, type StepCard } from './card-reading.js';
import type { PlayEvent, PlayOptions } from './play-options.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';
import { decision, gate } from './steps-by-hand.js';

export class Course {
  readonly through = new Map<string, RestsOn>();
  /** Came to their end without a card: nothing of them was to be done. */
  readonly unseen = new Set<string>();
  readonly undone = new Set<string>();
  readonly refusals: string[] = [];
  readonly pressed = new Map<string, number>();
  /** Long waits since somebody pressed something. */
  sleeps = 0;
  /** All long waits of the play. */
  nights = 0;
  /** Waits of any length since somebody pressed something or a step came to its end. */
  jumps = 0;
  turnedBack: boolean;
  /** Steps that somebody has approved, or set the records of: something of them may be written. */
  readonly begun = new Set<string>();
  /** Somebody said or pressed something. */
  actedAt = Date.now();
  newsAt = Date.now();
  readonly undoneAsIs = new Set<string>();
  readonly contradicted = new Set<string>();

  constructor(
    private readonly options: PlayOptions,
    private readonly people: readonly PersonInRoom[],
  ) {
    this.turnedBack = options.turnedBack ?? false;
  }

  get lead(): PersonInRoom {
    return this.people[0] as PersonInRoom;
  }

  tell(kind: PlayEvent['kind'], who: string, what: string): void {
    this.options.onEvent?.({ kind, who, what });
  }

  readTheChannel(): void {
    const own = this.people.flatMap((person) => person.cards('personal'));
    for (const card of [...this.lead.cards('channel'), ...own]) {
      const read = readStepCard(card);
      if (this.options.claimsOnly === true && read?.attention === true)
        for (const said of saidAgainst(card)) this.contradicted.add(`${read.stepId}: ${said}`);
      if (read === null || read.through === null) continue;
      const { stepId, through, undo } = read;
      const isNew = !(undo ? this.undone : this.through).has(stepId);
      if (undo) {
        this.undone.add(stepId);
        if (through === 'accepted') this.undoneAsIs.add(stepId);
      } else this.through.set(stepId, through);
      if (isNew) this.jumps = 0;
      if (isNew) this.tell(undo ? 'undone' : 'through', 'room', stepId);
    }
  }

  cardsOf(wanted: (read: StepCard) => boolean): readonly StepCard[] {
    return this.lead.cards('channel').flatMap((card) => {
      const read = readStepCard(card);
      return read !== null && wanted(read) ? [read] : [];
    });
  }

  /** Nobody ends in the middle of other work, nor turns back in it by day: what was begun comes to its end first, and nothing else is pressed. */
  letsOthersEnd(): boolean {
    const { backOutAt, until } = this.options;
    if (this.turnedBack || !this.isOver(backOutAt ?? until)) return false;
    if (backOutAt !== undefined) return !this.through.has(gate) && [...this.begun].some((id) => !this.through.has(id));
    const isUnderWay = ({ stepId, undo, through, putAside }: StepCard): boolean =>
      this.begun.has(stepId) && !this.through.has(stepId) && !undo && through === null && !putAside;
    return this.cardsOf(isUnderWay).length > 0;
  }

  isOver(stepId: string): boolean {
    return this.through.has(stepId) || this.unseen.has(stepId);
  }

  isWayBack(stepId: string): boolean {
    return stepId === decision || (this.options.wayBack ?? []).includes(stepId);
  }
}

/** Rows below the head that say what is not so. */
const saidAgainst = ({ texts }: VisibleCard): readonly string[] => texts.slice(2).filter((text) => /^[✕▲] /.test(text));
