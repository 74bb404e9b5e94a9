/**
 * Nine scripted people take a company through the runbook. They see only what the room shows them, press what it offers them, and do
 * hand work at the portals only.
 */
import { begin } from './beginning.js';
import { BeforeAPress } from './before-a-press.js';
import { ClockWatch } from './clock-watch.js';
import { Course } from './course.js';
import { Courtesy } from './courtesy.js';
import { PortalRefused } from './errand.js';
import { askFacts, type RehearsalFacts } from './facts.js';
import { MissingCards } from './missing-cards.js';
import { Obstacles, type Obstacle } from './obstacles.js';
import { fairWhileMs, mostJumps, mostNights, mostSleeps } from './patience.js';
import type { PlayOptions, PlayResult } from './play-options.js';
import { resultOf } from './play-result.js';
import { Portals } from './portals.js';
import { Presses } from './presses.js';
import { joinRoom, RoomRefused, WaitedInVain, type PersonInRoom } from './room-client.js';
import { Sayings } from './sayings.js';
import { Waiting } from './waiting.js';
import { WayBack } from './way-back.js';
import { WithoutACard, type EndWithoutACard } from './without-a-card.js';

export type { PlayEvent, PlayOptions, PlayResult } from './play-options.js';

export async function play(options: PlayOptions): Promise<PlayResult> {
  const players = options.cast.filter(({ key }) => !(options.except ?? []).includes(key));
  const people = await Promise.all(players.map(({ key }) => joinRoom(options.baseUrl, key)));
  const byHand = await Promise.all((options.except ?? []).map((key) => joinRoom(options.baseUrl, key)));
  const clock = new ClockWatch(options.baseUrl);
  const over = new AbortController();
  const unwatched = clock.follow(over.signal).then((): never => {
    throw new Error('Nobody watches the clock any more.');
  });
  try {
    const game = new Game(options, people, byHand, clock, await askFacts(options.baseUrl));
    return await Promise.race([game.run(), unwatched]);
  } finally {
    over.abort();
    for (const person of [...people, ...byHand]) person.leave();
  }
}

class Game {
  private readonly course: Course;
  private readonly sayings: Sayings;
  private readonly before: BeforeAPress;
  private readonly waiting: Waiting;
  private readonly presses: Presses;
  private readonly missing: MissingCards;
  private readonly wayBack: WayBack;
  private readonly withoutACard: WithoutACard;
  private readonly obstacles = new Obstacles();

  constructor(
    private readonly options: PlayOptions,
    private readonly people: readonly PersonInRoom[],
    byHand: readonly PersonInRoom[],
    private readonly clock: ClockWatch,
    facts: RehearsalFacts,
  ) {
    const portals = new Portals(options.baseUrl, options.signal);
    this.course = new Course(options, people);
    this.sayings = new Sayings(options, this.course);
    this.before = new BeforeAPress(options, facts, this.course, portals, this.obstacles);
    this.waiting = new Waiting(people, byHand, clock, this.course, this.sayings, portals, options.leave);
    this.presses = new Presses(
      options,
      people,
      clock,
      this.course,
      this.before,
      this.waiting,
      this.obstacles,
      new Courtesy(byHand, options.fairWhileMs ?? fairWhileMs),
    );
    this.missing = new MissingCards(people, clock, this.course);
    this.wayBack = new WayBack(options, this.course, this.sayings, this.waiting);
    this.withoutACard = new WithoutACard(options, this.course);
  }

  /** Ends with a verdict, also where a door stays shut. */
  async run(): Promise<PlayResult> {
    try {
      return await this.untilTheEnd();
    } catch (fault) {
      const isShut = [WaitedInVain, PortalRefused, RoomRefused].some((kind) => fault instanceof kind);
      if (!isShut || this.options.signal.aborted) throw fault;
      const says = [(fault as Error).message];
      return this.result('stuck', [{ stepId: '', undo: false, title: 'Nobody gets any further', says, tries: 0 }]);
    }
  }

  private async untilTheEnd(): Promise<PlayResult> {
    await begin(this.options, this.people, this.course, this.sayings, this.clock);
    await this.before.exportSource();
    const { patienceMs: patience = 60_000, until, backOutAt } = this.options;
    let jumpedAt = this.course.newsAt;
    while (!this.options.signal.aborted) {
      this.course.readTheChannel();
      if (await this.wayBack.turnBackWhenDue()) this.course.newsAt = Date.now();
      const end = this.wayBack.end();
      if (end !== null) return this.result(end);
      if (
        (await this.sayings.sayAgain()) ||
        (await this.presses.everybodyActs()) ||
        (await this.waiting.waitForNews()) ||
        (await this.wayBack.undoTheNextOnRequest())
      ) {
        this.course.newsAt = Date.now();
      } else {
        const unseen = await this.withoutACard.lookUp();
        if (unseen !== null && backOutAt !== undefined) return this.nothingToTurnBackFrom(backOutAt, unseen);
        if (unseen !== null) {
          this.course.unseen.add(until);
          continue;
        }
        if ((await this.waiting.lookOnceMore()) || (await this.missing.ask(false))) continue;
        if (await this.waiting.jump(Date.now() - Math.max(jumpedAt, this.course.newsAt))) jumpedAt = Date.now();
        else if (Date.now() - Math.max(jumpedAt, this.course.newsAt) > patience && !(await this.missing.ask(true)))
          return this.result('stuck');
      }
      // Something is due every night for ever: news by itself is no progress.
      const { sleeps, nights, jumps } = this.course;
      if (sleeps > mostSleeps || nights > mostNights || jumps > mostJumps) return this.result('stuck');
    }
    return this.result('aborted');
  }

  private nothingToTurnBackFrom(stepId: string, how: EndWithoutACard): PlayResult {
    const says = [how === 'verified' ? 'It found nothing to do: nothing can be taken back.' : 'It does not apply.'];
    return this.result('stuck', [{ stepId, undo: true, title: stepId, says, tries: 0 }]);
  }

  private result(ended: PlayResult['ended'], besides: readonly Obstacle[] = []): PlayResult {
    const onCards = ended === 'stuck' ? this.obstacles.verdict(this.course.lead.cards('channel')) : [];
    return resultOf(this.course, this.people, { ended, named: this.before.named, stuckAt: [...besides, ...onCards] });
  }
}
