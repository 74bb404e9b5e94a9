/** Everybody looks at the channel and presses what is theirs. */
import { letsTimePass, type BeforeAPress } from './before-a-press.js';
import { choosePress, hasPress, readStepCard, type Press, type StepCard } from './card-reading.js';
import type { ClockWatch } from './clock-watch.js';
import type { Course } from './course.js';
import type { Courtesy } from './courtesy.js';
import { PortalRefused } from './errand.js';
import type { Obstacles } from './obstacles.js';
import { askAgainMs, lookAgainMs } from './patience.js';
import type { PlayOptions } from './play-options.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';
import { namesTheSynced } from './sync-work.js';
import type { Waiting } from './waiting.js';

export class Presses {
  private readonly tried = new Map<string, number>();
  private readonly lastPress = new Map<string, { by: string; version: number; at: number; worked: boolean }>();

  constructor(
    private readonly options: PlayOptions,
    private readonly people: readonly PersonInRoom[],
    private readonly clock: ClockWatch,
    private readonly course: Course,
    private readonly before: BeforeAPress,
    private readonly waiting: Waiting,
    private readonly obstacles: Obstacles,
    private readonly courtesy: Courtesy,
  ) {}

  /** Everybody looks at the channel once and presses what is theirs; true when somebody did something. */
  async everybodyActs(): Promise<boolean> {
    let acted = false;
    for (const person of this.people) {
      // In their own chat lies what they asked for because it never came to the channel.
      const own = person.cards('personal').filter((card) => readStepCard(card) !== null);
      for (const card of [...person.cards('channel'), ...own]) {
        if (!hasPress(card)) continue;
        if (this.options.signal.aborted) return acted;
        if (card.refreshing) continue;
        if (await this.act(person, card)) acted = true;
      }
    }
    return acted;
  }

  private async act(person: PersonInRoom, card: VisibleCard): Promise<boolean> {
    const read = readStepCard(card);
    const press = choosePress(card, this.clock.now, this.before.rather(read, card));
    if (press === null) return false;
    const { verb, title } = press.button;
    const isToBeCleared = read !== null && namesTheSynced(read.stepId, card.texts);
    if (verb === 'again' && somebodySaidNo(card) && !isToBeCleared) return false;
    if (read !== null && (this.options.leave ?? []).includes(read.stepId)) return false;
    // Forward work that stands on a step people have turned back from is left lying, but for what somebody has in hand.
    if (
      this.course.turnedBack &&
      read !== null &&
      !read.undo &&
      !this.course.isWayBack(read.stepId) &&
      verb !== 'complete'
    )
      return false;
    if (read !== null && !this.course.begun.has(read.stepId) && this.course.letsOthersEnd()) return false;
    if (read !== null && this.before.waitsForClearing(read)) return false;
    if (read !== null && verb === 'again' && this.before.hasLookedEnough(read)) return false;
    if (read !== null && this.obstacles.isTriedEnough(this.asShownToAll(card), read, verb ?? '')) return false;
    const key = `${person.key} ${card.messageId} ${card.version} ${verb}`;
    if (this.tried.has(key)) return false;
    if (this.justPressedByAnother(person, card)) return false;
    if (this.courtesy.leaves(card, verb)) return false;
    // Before such a press time is let pass.
    const takesTime = read !== null && (letsTimePass(read, press) || (verb === 'again' && isToBeCleared));
    if (takesTime && this.waiting.timeIsHeld()) return false;
    this.tried.set(key, Date.now());
    const last = { by: person.key, version: card.version, at: Date.now(), worked: false };
    this.lastPress.set(card.messageId, last);
    const isDone = read === null ? 'done' : await this.handWork(person, card, read, press);
    if (isDone === 'not yet') this.tried.delete(key);
    if (isDone !== 'done') return false;
    const outcome = await person.press(card, press.button, press.values);
    this.course.actedAt = Date.now();
    if (outcome.kind === 'error' && outcome.text === null) {
      // The client says that it did not work (the bot is away, or its database): whoever pressed waits a moment and presses again.
      this.tried.delete(key);
      return false;
    }
    this.course.pressed.set(verb ?? '', (this.course.pressed.get(verb ?? '') ?? 0) + 1);
    this.course.sleeps = 0;
    this.course.jumps = 0;
    if (read !== null) this.obstacles.pressed(this.asShownToAll(card), read, verb ?? '');
    last.worked = outcome.kind === 'card' && verb === 'complete';
    if (outcome.kind === 'message' || outcome.kind === 'error') {
      const why = outcome.kind === 'message' ? outcome.text : `${outcome.why} ${outcome.text ?? ''}`;
      this.course.refusals.push(`${person.key}: ${title}: ${why}`);
      this.course.tell('refused', person.key, `${read?.stepId ?? ''} ${title}: ${why}`);
    } else this.course.tell('pressed', person.key, `${read?.stepId ?? ''}: ${title}`);
    return true;
  }

  /** Where a portal goes on saying no, whoever does it leaves it, and what it says is part of the verdict. */
  private async handWork(
    person: PersonInRoom,
    card: VisibleCard,
    read: StepCard,
    press: Press,
  ): Promise<'done' | 'not yet' | 'never'> {
    try {
      return (await this.before.doByHand(person, card, read, press)) ? 'done' : 'not yet';
    } catch (fault) {
      if (!(fault instanceof PortalRefused)) throw fault;
      return this.obstacles.refused(read.stepId, fault.message) ? 'never' : 'not yet';
    }
  }

  /** Everybody has a form of their own, in their own language. */
  private asShownToAll(card: VisibleCard): VisibleCard {
    return this.course.lead.card(card.messageId) ?? card;
  }

  /** A colleague pressed on this very card a moment ago: better look what became of it first. */
  private justPressedByAnother(person: PersonInRoom, card: VisibleCard): boolean {
    const last = this.lastPress.get(card.messageId);
    if (last === undefined || last.by === person.key || last.version !== card.version) return false;
    // Who was told that it is done sees to it that the card says so, too, before anybody does it again.
    return Date.now() - last.at < (last.worked ? askAgainMs : lookAgainMs);
  }
}

/** A plan that is shown and asked for by nobody: the same once more would not change their mind. */
const somebodySaidNo = ({ buttons }: VisibleCard): boolean =>
  buttons.some(({ verb }) => verb === 'see-plan') &&
  !buttons.some(({ verb }) => verb === 'approve' || verb === 'accept');
