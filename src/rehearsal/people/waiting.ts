/** What people do while there is nothing to do: they wait for news, open the channel anew, and move the clock on to what is due. */
import { askedOf, choosePress, isOpenApproval, readStepCard, type Press } from './card-reading.js';
import type { ClockWatch } from './clock-watch.js';
import type { Course } from './course.js';
import { News } from './news.js';
import { askAgainMs, mostLooksAnew, nearSeconds, quietMs, restedMs, settledMs, togetherMs } from './patience.js';
import type { Portals } from './portals.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';
import type { Sayings } from './sayings.js';

export class Waiting {
  private readonly news: News;
  /** What had been done last when everybody opened the channel anew, how often since, and when. */
  private looked = { after: 0, times: 0, at: 0 };
  /** How often the bot had told of itself when the clock was last moved on. */
  private toldBeforeJump = 0;

  constructor(
    private readonly people: readonly PersonInRoom[],
    /** Those somebody else acts as: only seen over the shoulder. */
    private readonly byHand: readonly PersonInRoom[],
    private readonly clock: ClockWatch,
    private readonly course: Course,
    private readonly sayings: Sayings,
    private readonly portals: Portals,
    /** Ids of steps that somebody else decides, and sees to the clock as well. */
    private readonly left: readonly string[] = [],
  ) {
    this.news = new News(people, clock);
  }

  /** Nobody here lets even minutes pass while the clock is stopped, or while what waits for somebody played by hand is theirs alone. */
  timeIsHeld(): boolean {
    return this.clock.paused || this.waitsByHand((card) => !this.othersCan(card));
  }

  /** Nor days while anything at all waits for one of them, whoever could do it as well, or while somebody has stopped all writes. */
  private daysAreHeld(): boolean {
    if (this.clock.paused || this.isStopped()) return true;
    return this.waitsByHand((card, { button }) => button.verb !== 'again' || !this.othersCan(card));
  }

  /** A plan that somebody has to agree to, or nobody can: no night makes that good. What people leave lying on purpose holds nothing up. */
  private approvalIsOpen(): boolean {
    if (this.course.letsOthersEnd()) return false;
    return [...this.people, ...this.byHand].some((person) =>
      person.cards('channel').some((card) => {
        if (!isOpenApproval(card)) return false;
        const read = readStepCard(card);
        if (read === null || read.putAside || read.through !== null || this.left.includes(read.stepId)) return false;
        return !this.course.turnedBack || read.undo || this.course.isWayBack(read.stepId);
      }),
    );
  }

  private waitsByHand(holds: (card: VisibleCard, press: Press) => boolean): boolean {
    return this.byHand.some((person) =>
      person.cards('channel').some((card) => {
        const press = askedOf(card, this.clock.now, this.course);
        return press !== null && holds(card, press);
      }),
    );
  }

  private othersCan({ messageId }: VisibleCard): boolean {
    return this.people.some((other) => {
      const theirs = other.card(messageId);
      return theirs !== null && choosePress(theirs, this.clock.now) !== null;
    });
  }

  /** As the stop's own card shows it to whoever may lift it. An answer to `/status` may be of yesterday. */
  private isStopped(): boolean {
    return [...this.people, ...this.byHand].some((person) =>
      person
        .cards('channel')
        .some(({ buttons }) => ['resume', 'see-status'].every((verb) => buttons.some((one) => one.verb === verb))),
    );
  }

  async waitForNews(): Promise<boolean> {
    const before = this.news.changes;
    await this.news.next(this.clock.resting ? togetherMs : quietMs);
    return this.news.changes !== before;
  }

  /** Nothing anybody did is still on its way, and what the bot last said of itself was said after it. */
  private hasSettled(): boolean {
    const now = Date.now();
    if (now - this.course.actedAt < settledMs || now - this.course.newsAt < togetherMs) return false;
    return [...this.people, ...this.byHand].every(
      (person) => !person.cards('channel').some(({ refreshing }) => refreshing),
    );
  }

  /** The bot rests and has answered everybody; one that does not say so is given a while. */
  hasComeToRest(): boolean {
    if (Date.now() - this.course.newsAt >= restedMs) return true;
    return this.clock.resting && !this.sayings.awaitsAnAnswer() && this.hasSettled();
  }

  /** Somebody's own form of a card may never have come, from a bot that was slow or away: who opens the channel anew is served again. */
  async lookOnceMore(): Promise<boolean> {
    const { after, times, at } = this.looked;
    const before = after === this.course.actedAt ? times : 0;
    if (before === mostLooksAnew || Date.now() - Math.max(this.course.newsAt, this.course.actedAt) < restedMs)
      return false;
    if (before > 0 && Date.now() - at < askAgainMs) return false;
    this.looked = { after: this.course.actedAt, times: before + 1, at: Date.now() };
    await Promise.all(this.people.map((person) => person.look()));
    this.course.newsAt = Date.now();
    return true;
  }

  /** Nobody has anything to do: the clock is moved on to what is due next, if the bot says it waits for that. */
  async jump(quietForMs: number): Promise<boolean> {
    const { nextDue, told } = this.clock;
    if (nextDue === null || told === this.toldBeforeJump || !this.hasSettled()) return false;
    if (this.daysAreHeld()) return false;
    const far = (await this.portals.secondsUntil(nextDue)) > nearSeconds;
    // Where the last long wait brought nobody anything to do, and the bot rests, the next one needs no second look around.
    const sleepsOn = this.course.sleeps > 0 && this.clock.resting;
    if (far && !sleepsOn && quietForMs < restedMs) return false;
    if (far && this.approvalIsOpen()) return false;
    this.course.jumps += 1;
    if (far) this.course.sleeps += 1;
    if (far) this.course.nights += 1;
    this.toldBeforeJump = told;
    await this.portals.advanceTo(nextDue);
    this.course.tell('jumped', 'room', nextDue);
    return true;
  }
}
