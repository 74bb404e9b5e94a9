/** Everybody looks at the channel and presses what is theirs. */
import { letsTimePass, type BeforeAPress } from './before-a-press.js';
import { choosePress, hasPress, readStepCard } from './card-reading.js';
import type { ClockWatch } from './clock-watch.js';
import type { Course } from './course.js';
import { askAgainMs, lookAgainMs } from './patience.js';
import type { PlayOptions } from './play-options.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';
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
  ) {}

  /** Everybody looks at the channel once and presses what is theirs; true when somebody did something. */
  async everybodyActs(): Promise<boolean> {
    let acted = false;
    for (const person of this.people) {
      for (const card of person.cards('channel')) {
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
    const press = choosePress(card, this.clock.now, this.before.rather(read));
    if (press === null) return false;
    const { verb, title } = press.button;
    if (verb === 'again' && somebodySaidNo(card)) return false;
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
    if (read !== null && this.before.waitsForClearing(read)) return false;
    if (read !== null && verb === 'again' && this.before.hasLookedEnough(read)) return false;
    const key = `${person.key} ${card.messageId} ${card.version} ${verb}`;
    if (this.tried.has(key)) return false;
    if (this.justPressedByAnother(person, card)) return false;
    // Before such a press time is let pass.
    if (read !== null && letsTimePass(read, press) && this.waiting.timeIsHeld()) return false;
    this.tried.set(key, Date.now());
    const last = { by: person.key, version: card.version, at: Date.now(), worked: false };
    this.lastPress.set(card.messageId, last);
    if (read !== null && !(await this.before.doByHand(person, card, read, press))) {
      this.tried.delete(key);
      return false;
    }
    const outcome = await person.press(card, press.button, press.values);
    this.course.actedAt = Date.now();
    if (outcome.kind === 'error' && outcome.text === null) {
      // The client says that it did not work (the bot is away, or its database): whoever pressed waits a moment and presses again.
      this.tried.delete(key);
      return false;
    }
    this.course.pressed.set(verb ?? '', (this.course.pressed.get(verb ?? '') ?? 0) + 1);
    this.course.sleeps = 0;
    last.worked = outcome.kind === 'card' && verb === 'complete';
    if (outcome.kind === 'message' || outcome.kind === 'error') {
      const why = outcome.kind === 'message' ? outcome.text : `${outcome.why} ${outcome.text ?? ''}`;
      this.course.refusals.push(`${person.key}: ${title}: ${why}`);
      this.course.tell('refused', person.key, `${read?.stepId ?? ''} ${title}: ${why}`);
    } else this.course.tell('pressed', person.key, `${read?.stepId ?? ''}: ${title}`);
    return true;
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
