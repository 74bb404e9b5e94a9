/**
 * Nine scripted people take a company through the runbook. They see only what the room shows them, press what it offers them, and do
 * hand work at the portals only.
 */
import type { CastMember } from '../cast.js';
import {
  choosePress,
  hasPress,
  readStepCard,
  rolesSettledOn,
  stepOf,
  type Preference,
  type Press,
  type RestsOn,
  type StepCard,
} from './card-reading.js';
import { dayOfT } from './answers.js';
import { ClockWatch } from './clock-watch.js';
import { isDestinationWork } from './destination-work.js';
import type { Errand } from './errand.js';
import { askFacts, type RehearsalFacts } from './facts.js';
import { HandWork } from './hand-work.js';
import { isLetterWriting } from './letter-writing.js';
import { namedOn } from './evidence.js';
import { News } from './news.js';
import { plant } from './planting.js';
import { Portals } from './portals.js';
import { everyRecord } from './record-pages.js';
import { joinRoom, type PersonInRoom, type VisibleCard } from './room-client.js';

export interface PlayOptions {
  readonly baseUrl: string;
  readonly cast: readonly CastMember[];
  /** Keys of people somebody else acts as. */
  readonly except?: readonly string[];
  /** Ids of steps nobody here presses on: somebody else decides them. */
  readonly leave?: readonly string[];
  /** Ends when this step's card says that it is through; `backOutAt` turns back there instead. */
  readonly until: string;
  readonly backOutAt?: string;
  /** Somebody else has turned back already: only the way back is worked on. */
  readonly turnedBack?: boolean;
  /** Steps that may be undone one by one once the back-out is through; those that were done are, the last one first. */
  readonly alsoUndo?: readonly string[];
  /** Ids of the steps that only the way back has. */
  readonly wayBack?: readonly string[];
  /** They say that everything is done, and do nothing by hand at the DNS console and at the destination, and write no letter. */
  readonly claimsOnly?: boolean;
  /** Something new holds the domain just before its removal is approved; which thing, this number says. */
  readonly provokeRefusal?: number;
  /** Everything up to there is through, and nobody has turned back yet. */
  readonly beforeTurningBack?: () => Promise<void>;
  /** Before somebody approves a step for the first time, or sets the records it asks for: nothing of it is written yet. */
  readonly beforeFirstWrite?: (stepId: string) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: PlayEvent) => void;
  /** Nothing moved for this long in real time, and nothing is due: the play is stuck. */
  readonly patienceMs?: number;
}

export interface PlayEvent {
  /** going-back: somebody is about to approve an undo of the step for the first time. */
  readonly kind:
    'pressed' | 'refused' | 'said' | 'through' | 'going-back' | 'undone' | 'jumped' | 'by-hand' | 'planted';
  readonly who: string;
  readonly what: string;
  /** What was done by hand, and for which step. */
  readonly errand?: Errand;
  readonly stepId?: string;
}

export interface PlayResult {
  readonly ended: 'finished' | 'backed-out' | 'stuck' | 'aborted';
  readonly presses: number;
  /** By what the pressed buttons do. */
  readonly pressesBy: Readonly<Record<string, number>>;
  /** New posts of the bot in the channel, and those of them that called somebody. */
  readonly posted: { readonly cards: number; readonly calling: number };
  /** Steps that came to their end, by what their cards say that rests on. */
  readonly through: Readonly<Record<RestsOn, readonly string[]>>;
  readonly undone: readonly string[];
  /** Those of the way back that somebody took as they are. */
  readonly undoneAsIs: readonly string[];
  readonly refusals: readonly string[];
  /** Ids of the objects that scans named after something had been planted, as their evidence has them. */
  readonly named: readonly string[];
  /** What cards have said against claims, where people only claimed: step and sentence. */
  readonly contradicted: readonly string[];
  /** What was on the cards when the play got stuck. */
  readonly open: readonly string[];
}

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
    const game = new Game(options, players, people, byHand, clock, await askFacts(options.baseUrl));
    return await Promise.race([game.run(), unwatched]);
  } finally {
    over.abort();
    for (const person of [...people, ...byHand]) person.leave();
  }
}

/** How long nothing must happen before somebody looks around. */
const quietMs = 250;
/** The bot says after its work whether it rests: what it said before a press of a moment ago may be no longer so. */
const settledMs = 250;
/** What comes to several people at once comes within this. */
const togetherMs = 50;
const restedMs = 3_000;
const askAgainMs = 10_000;
const mostAsks = 6;
const lookAgainMs = 1_500;
/** A bot that comes back slowly may not serve the first look either. */
const mostLooksAnew = 4;
/** Longer than any index of the services is behind. */
const goneRoundSeconds = 900;
const lookAgainSeconds = 300;
/** Nobody sleeps until tomorrow because it is quiet for a moment. */
const nearSeconds = 3_600;
/** More nights than lie before T: nobody waits for anything any more. */
const mostSleeps = 30;

/** Steps that stand still because something holds a domain, and where: whose turn it is clears that and has the bot look again. */
const clearedByHand: Readonly<Record<string, 'source' | 'destination'>> = {
  'domain-blockers': 'source',
  'operator-accounts': 'source',
  'no-dependencies-left': 'source',
  'remove-domain-source': 'source',
  'no-dependencies-left-destination': 'destination',
  'remove-domain-destination': 'destination',
  'add-domain-destination': 'destination',
  'verify-domain-destination': 'destination',
};
/** Steps that only time brings on: whoever looks again lets some of it pass. */
const lookedAtAgain: readonly string[] = ['mx-ttl-check', 'closing-report', 'back-out-proof'];
/** Contacts that came back hold a domain that is only announced as well: whoever takes it back for good clears them first. */
const clearedBeforeUndo: Readonly<Record<string, 'source' | 'destination'>> = {
  'add-domain-destination': 'destination',
};
/** Whoever is told that it is not so does it, and has the bot look again. */
const isDoneByHand = (stepId: string): boolean => isDestinationWork(stepId) || isLetterWriting(stepId);
/** After so many looks people rather say by name that they know. */
const mostLooks = 12;
const gate = 'go-no-go';
const decision = 'back-out-decision';
const removal = 'remove-domain-source';
const scans = 'no-dependencies-left';

class Game {
  private readonly tried = new Map<string, number>();
  private readonly lastPress = new Map<string, { by: string; version: number; at: number; worked: boolean }>();
  private readonly through = new Map<string, RestsOn>();
  private readonly undone = new Set<string>();
  private readonly undoneAsIs = new Set<string>();
  private readonly refusals: string[] = [];
  private readonly pressed = new Map<string, number>();
  /** Long waits since somebody pressed something. */
  private sleeps = 0;
  private turnedBack: boolean;
  private toUndo: readonly string[] = [];
  private asked: { readonly stepId: string; readonly times: number; readonly at: number } = {
    stepId: '',
    times: 0,
    at: 0,
  };
  private rested = false;
  private planted = false;
  /** The tenant has said no since. */
  private refused = false;
  private searched = false;
  private clearedSince = false;
  private readonly looks = new Map<string, number>();
  private readonly begun = new Set<string>();
  private readonly goneBack = new Set<string>();
  private readonly news: News;
  private readonly portals: Portals;
  /** Somebody said or pressed something. */
  private actedAt = Date.now();
  private newsAt = Date.now();
  /** What had been done last when everybody opened the channel anew, how often since, and when. */
  private looked = { after: 0, times: 0, at: 0 };
  /** How often the bot had told of itself when the clock was last moved on. */
  private toldBeforeJump = 0;
  private readonly hands: HandWork;
  private hand = '';
  private inHand = '';
  private readonly named = new Set<string>();
  private readonly contradicted = new Set<string>();
  private readonly said = new Map<
    string,
    { readonly person: PersonInRoom; readonly text: string; readonly mentions: readonly string[]; readonly at: number }
  >();

  constructor(
    private readonly options: PlayOptions,
    private readonly players: readonly CastMember[],
    private readonly people: readonly PersonInRoom[],
    /** Those somebody else acts as: only seen over the shoulder. */
    private readonly byHand: readonly PersonInRoom[],
    private readonly clock: ClockWatch,
    private readonly facts: RehearsalFacts,
  ) {
    this.turnedBack = options.turnedBack ?? false;
    this.news = new News(people, clock);
    this.portals = new Portals(options.baseUrl, options.signal);
    this.hands = new HandWork({
      portals: this.portals,
      facts,
      cast: options.cast,
      leftUndone: options.claimsOnly === true ? ['dns', 'destination', 'mail'] : [],
      did: (errand) =>
        options.onEvent?.({
          kind: 'by-hand',
          who: this.hand,
          what: `${errand.at} ${errand.door}`,
          errand,
          stepId: this.inHand,
        }),
    });
  }

  async run(): Promise<PlayResult> {
    await this.begin();
    await this.hands.exportSource();
    const patience = this.options.patienceMs ?? 60_000;
    let jumpedAt = this.newsAt;
    while (!this.options.signal.aborted) {
      this.readTheChannel();
      if (await this.turnBackWhenDue()) this.newsAt = Date.now();
      const end = this.end();
      if (end !== null) return this.result(end);
      if (
        (await this.sayAgain()) ||
        (await this.everybodyActs()) ||
        (await this.waitForNews()) ||
        (await this.undoTheNextOnRequest())
      ) {
        this.newsAt = Date.now();
      } else if (await this.lookOnceMore()) continue;
      else if (await this.jump(Date.now() - Math.max(jumpedAt, this.newsAt))) jumpedAt = Date.now();
      else if (Date.now() - Math.max(jumpedAt, this.newsAt) > patience) return this.result('stuck');
      // Something is due every night for ever: news by itself is no progress.
      if (this.sleeps > mostSleeps) return this.result('stuck');
    }
    return this.result('aborted');
  }

  private get lead(): PersonInRoom {
    return this.people[0] as PersonInRoom;
  }

  /** The lead starts and gives out the roles; where somebody else acts as the lead, they do. */
  private async begin(): Promise<void> {
    const { lead } = this;
    const first = this.options.cast[0];
    const started = (): boolean => lead.cards('channel').some((card) => readStepCard(card) !== null);
    if (first?.key !== lead.key) {
      while (!started() && !this.options.signal.aborted) await lead.next(quietMs);
      return;
    }
    await lead.until(() => lead.cards('channel').length > 0);
    const before = started();
    if (!before) {
      await this.say(lead, `/start ${dayOfT(this.clock.now)} 20:00`, ['bot']);
      await this.waitSayingAgain(started);
    }
    const settled = before ? await this.settledRoles() : ['project-manager'];
    for (const { key, name, roles } of this.options.cast) {
      for (const role of roles) {
        if (this.options.signal.aborted) return;
        if (!settled.includes(role)) await this.say(lead, `/assign ${role} @${name}`, ['bot', key]);
      }
    }
  }

  /** In a migration found under way somebody has given out roles already, to whomever: the lead asks the bot, in their own chat, and leaves those. */
  private async settledRoles(): Promise<readonly string[]> {
    const { id } = await this.lead.say('personal', '/roles');
    const texts = await this.lead.until(
      () => this.lead.cards('personal').find(({ messageId }) => Number(messageId) > Number(id))?.texts,
    );
    return rolesSettledOn(texts);
  }

  private async say(person: PersonInRoom, text: string, mentions: readonly string[]): Promise<void> {
    const { id } = await person.say('channel', `@Changeover ${text}`, mentions);
    this.actedAt = Date.now();
    this.said.set(id, { person, text, mentions, at: Date.now() });
    this.tell('said', person.key, text);
  }

  /** @throws after the patience is over; a bot that was away in the meantime is told once more. */
  private async waitSayingAgain(seen: () => boolean): Promise<void> {
    const deadline = Date.now() + (this.options.patienceMs ?? 60_000);
    while (!seen() && !this.options.signal.aborted) {
      if (Date.now() > deadline) throw new Error('The bot did not answer the lead.');
      await this.sayAgain();
      await this.lead.next(quietMs);
    }
  }

  /** What the client marks as not delivered is said again a while later. */
  private async sayAgain(): Promise<boolean> {
    const lost = [...this.said].filter(
      ([id, { person, at }]) =>
        Date.now() - at > restedMs &&
        person.messages('channel').some((message) => message.id === id && message.undelivered),
    );
    for (const [id, { person, text, mentions }] of lost) {
      this.said.delete(id);
      await this.say(person, text, mentions);
    }
    return lost.length > 0;
  }

  private readTheChannel(): void {
    for (const card of this.lead.cards('channel')) {
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
      if (isNew) this.tell(undo ? 'undone' : 'through', 'room', stepId);
    }
  }

  private end(): PlayResult['ended'] | null {
    if (this.options.backOutAt === undefined) return this.through.has(this.options.until) ? 'finished' : null;
    if (!this.turnedBack || !this.rested) return null;
    return this.toUndo.every((id) => this.undone.has(id)) ? 'backed-out' : null;
  }

  private async turnBackWhenDue(): Promise<boolean> {
    const { backOutAt } = this.options;
    if (backOutAt === undefined) return false;
    if (!this.turnedBack && this.through.has(backOutAt)) {
      await this.options.beforeTurningBack?.();
      this.turnedBack = true;
      const night = this.through.has(gate);
      this.toUndo = [...this.through.keys()]
        .reverse()
        .filter((id) => (night ? this.options.alsoUndo?.includes(id) && id !== backOutAt : id === backOutAt));
      // Before the night there is nothing to turn back from but the one step.
      if (night) await this.askForTheWayBack();
      return true;
    }
    if (!this.turnedBack || !this.through.has(gate) || this.wayBackIsDecided()) return false;
    const { times, at } = this.asked;
    if (times === mostAsks || Date.now() - at < askAgainMs) return false;
    await this.askForTheWayBack();
    return true;
  }

  private async askForTheWayBack(): Promise<void> {
    this.asked = { stepId: decision, times: this.asked.times + 1, at: Date.now() };
    await this.say(this.lead, '/backout', ['bot']);
  }

  private wayBackIsDecided(): boolean {
    return this.cardsOf(({ stepId }) => stepId === decision).length > 0;
  }

  private cardsOf(wanted: (read: StepCard) => boolean): readonly StepCard[] {
    return this.lead.cards('channel').flatMap((card) => {
      const read = readStepCard(card);
      return read !== null && wanted(read) ? [read] : [];
    });
  }

  /** A step is still being undone, by its own inverse or by others. */
  private underWay(): boolean {
    return (
      this.cardsOf(
        ({ stepId, undo, through, putAside }) => through === null && !putAside && (undo || this.isWayBack(stepId)),
      ).length > 0
    );
  }

  private isWayBack(stepId: string): boolean {
    return stepId === decision || (this.options.wayBack ?? []).includes(stepId);
  }

  /** Only when the back-out has come to rest: the bot takes one thing at a time. */
  private async undoTheNextOnRequest(): Promise<boolean> {
    if (!this.turnedBack || !this.hasComeToRest() || (!this.rested && this.underWay())) return false;
    if (this.through.has(gate) && !this.wayBackIsDecided()) return false;
    this.rested = true;
    const wanted = this.toUndo.find((id) => !this.undone.has(id));
    if (wanted === undefined) return false;
    const first = this.asked.stepId === wanted ? this.toldToUndoBefore(wanted) : [];
    this.toUndo = [...first, ...this.toUndo];
    const next = first[0] ?? wanted;
    // The bot takes one undo at a time, and was perhaps away: who was refused asks again, but not for ever.
    const { stepId, times, at } = this.asked;
    if (next === stepId && (times === mostAsks || Date.now() - at < askAgainMs)) return false;
    this.asked = { stepId: next, times: next === stepId ? times + 1 : 1, at: Date.now() };
    await this.say(this.lead, `/backout ${next}`, ['bot']);
    return true;
  }

  /** What the bot's newest answer names as standing on the step; the last of it goes first. */
  private toldToUndoBefore(stepId: string): readonly string[] {
    const answers = this.lead.cards('channel').filter((card) => readStepCard(card) === null);
    const words = new Set(
      answers
        .filter(({ texts }) => texts.some((text) => text.includes(stepId)))
        .at(-1)
        ?.texts.flatMap((text) => text.match(/[\w-]+/g) ?? []),
    );
    return [...this.through.keys()].filter((id) => id !== stepId && words.has(id) && !this.undone.has(id)).reverse();
  }

  /** Everybody looks at the channel once and presses what is theirs; true when somebody did something. */
  private async everybodyActs(): Promise<boolean> {
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
    const press = choosePress(card, this.clock.now, this.rather(read));
    if (press === null) return false;
    const { verb, title } = press.button;
    if (verb === 'again' && somebodySaidNo(card)) return false;
    if (read !== null && (this.options.leave ?? []).includes(read.stepId)) return false;
    // Forward work that stands on a step people have turned back from is left lying, but for what somebody has in hand.
    if (this.turnedBack && read !== null && !read.undo && !this.isWayBack(read.stepId) && verb !== 'complete')
      return false;
    if (read !== null && this.isRefused(read)) {
      this.refused = true;
      // First it is found what holds the domain, and cleared.
      if (this.searched) return false;
    }
    if (read !== null && verb === 'again' && this.hasLookedEnough(read)) return false;
    const key = `${person.key} ${card.messageId} ${card.version} ${verb}`;
    if (this.tried.has(key)) return false;
    if (this.justPressedByAnother(person, card)) return false;
    // Before such a press time is let pass.
    if (read !== null && letsTimePass(read, press) && this.timeIsHeld()) return false;
    this.tried.set(key, Date.now());
    const last = { by: person.key, version: card.version, at: Date.now(), worked: false };
    this.lastPress.set(card.messageId, last);
    if (read !== null && !(await this.doByHand(person, card, read, press))) {
      this.tried.delete(key);
      return false;
    }
    const outcome = await person.press(card, press.button, press.values);
    this.actedAt = Date.now();
    if (outcome.kind === 'error' && outcome.text === null) {
      // The client says that it did not work (the bot is away, or its database): whoever pressed waits a moment and presses again.
      this.tried.delete(key);
      return false;
    }
    this.pressed.set(verb ?? '', (this.pressed.get(verb ?? '') ?? 0) + 1);
    this.sleeps = 0;
    last.worked = outcome.kind === 'card' && verb === 'complete';
    if (outcome.kind === 'message' || outcome.kind === 'error') {
      const why = outcome.kind === 'message' ? outcome.text : `${outcome.why} ${outcome.text ?? ''}`;
      this.refusals.push(`${person.key}: ${title}: ${why}`);
      this.tell('refused', person.key, `${read?.stepId ?? ''} ${title}: ${why}`);
    } else this.tell('pressed', person.key, `${read?.stepId ?? ''}: ${title}`);
    return true;
  }

  /** Whoever can do something about it does not accept it as it is. */
  private rather(read: StepCard | null): readonly Preference[] {
    if (read === null || !read.attention) return [];
    const { stepId } = read;
    const isTheirs = clearedByHand[stepId] !== undefined || lookedAtAgain.includes(stepId) || isDoneByHand(stepId);
    if (!isTheirs) return [];
    const search = this.isRefused(read) && !this.searched ? [{ verb: 'again', stepId: scans } as const] : [];
    const looksLeft = (this.looks.get(read.stepId) ?? 0) < mostLooks;
    return [...search, ...(looksLeft ? [{ verb: 'again', stepId: read.stepId } as const] : [])];
  }

  /** The tenant said no to what was planted, and nobody has found and cleared it yet. */
  private isRefused({ stepId, attention }: StepCard): boolean {
    return stepId === removal && attention && this.planted && !this.clearedSince;
  }

  /** What the press presumes that somebody has done; false where the card did not tell all of it. */
  private async doByHand(person: PersonInRoom, card: VisibleCard, read: StepCard, press: Press): Promise<boolean> {
    this.hand = person.key;
    this.inHand = read.stepId;
    const { stepId, undo } = read;
    if (press.button.verb === 'complete') {
      const errands = await everyRecord(person, card);
      if (errands === null) return false;
      if (errands.length > 0 && !undo) await this.begins(stepId);
      for (const errand of errands) await this.hands.run(errand);
      await this.hands.carryOut(stepId, undo);
    }
    const side = clearedByHand[stepId];
    if (letsTimePass(read, press) && side !== undefined) await this.lookFirst(card, read, press, side);
    if (press.button.verb === 'again' && lookedAtAgain.includes(stepId)) await this.letTimePass(stepId);
    if (press.button.verb === 'again' && isDoneByHand(stepId)) {
      this.looks.set(stepId, (this.looks.get(stepId) ?? 0) + 1);
      await this.hands.carryOut(stepId, undo);
    }
    const first = clearedBeforeUndo[stepId];
    if (press.button.verb === 'approve' && undo && first !== undefined && (await this.hands.clear(first, false)) > 0)
      await this.portals.wait(goneRoundSeconds);
    if (press.button.verb !== 'approve') return true;
    if (undo) {
      if (!this.goneBack.has(stepId)) this.tell('going-back', person.key, stepId);
      this.goneBack.add(stepId);
      return true;
    }
    await this.begins(stepId);
    if (stepId === removal) await this.provoke();
    return true;
  }

  /** Nobody looks again for ever at what only time brings on, or at what they have only claimed. */
  private hasLookedEnough({ stepId }: StepCard): boolean {
    if (this.options.claimsOnly !== true && !lookedAtAgain.includes(stepId)) return false;
    return (this.looks.get(stepId) ?? 0) >= mostLooks;
  }

  private async letTimePass(stepId: string): Promise<void> {
    this.looks.set(stepId, (this.looks.get(stepId) ?? 0) + 1);
    await this.portals.wait(lookAgainSeconds);
  }

  private async begins(stepId: string): Promise<void> {
    if (!this.begun.has(stepId)) await this.options.beforeFirstWrite?.(stepId);
    this.begun.add(stepId);
  }

  /** Before the bot looks again: what can be cleared by hand is, and what has been changed has gone round. */
  private async lookFirst(
    card: VisibleCard,
    read: StepCard,
    press: Press,
    side: 'source' | 'destination',
  ): Promise<void> {
    this.looks.set(read.stepId, (this.looks.get(read.stepId) ?? 0) + 1);
    if (this.isRefused(read)) {
      // Nobody clears what no scan has named.
      this.searched ||= stepOf(press.button) === scans;
      return this.portals.wait(goneRoundSeconds);
    }
    // Nobody looks for what came at the last moment before the tenant has said no.
    if (this.planted && !this.refused) return this.portals.wait(lookAgainSeconds);
    // On the way back other things hold the domain, at the other tenant.
    if (this.planted && !this.turnedBack) for (const id of await namedOn(card)) this.named.add(id);
    // What a step of the night should have cleared is the bot's to clear, unless somebody made it since.
    const cleared = await this.hands.clear(side, !this.planted);
    if (cleared > 0 && this.planted) this.clearedSince = true;
    // Whoever finds nothing to clear looks at what has not gone round yet: the next look is worth a while.
    await this.portals.wait(cleared > 0 ? goneRoundSeconds : lookAgainSeconds);
  }

  private async provoke(): Promise<void> {
    const seed = this.options.provokeRefusal;
    if (seed === undefined || this.planted) return;
    this.planted = true;
    this.looks.clear();
    const domains = this.facts.movingDomains;
    const domain = domains[seed % domains.length] ?? '';
    const kind = await plant(this.hands, await this.portals.tenant('source'), domain, seed);
    this.tell('planted', this.hand, `${kind} on ${domain}`);
  }

  /** Nobody here moves the clock on while it is stopped, or while something waits for somebody who is played by hand. */
  private timeIsHeld(): boolean {
    return (
      this.clock.paused ||
      this.byHand.some((person) => person.cards('channel').some((card) => this.waitsFor(person, card)))
    );
  }

  /** The card asks them for something, and nobody here can do it in their place. */
  private waitsFor(person: PersonInRoom, card: VisibleCard): boolean {
    const read = readStepCard(card);
    if (read === null || read.putAside || choosePress(card, this.clock.now) === null) return false;
    if (this.turnedBack && !read.undo && !this.isWayBack(read.stepId)) return false;
    return !this.people.some((other) => {
      const theirs = other.card(card.messageId);
      return theirs !== null && choosePress(theirs, this.clock.now) !== null;
    });
  }

  /** A colleague pressed on this very card a moment ago: better look what became of it first. */
  private justPressedByAnother(person: PersonInRoom, card: VisibleCard): boolean {
    const last = this.lastPress.get(card.messageId);
    if (last === undefined || last.by === person.key || last.version !== card.version) return false;
    // Who was told that it is done sees to it that the card says so, too, before anybody does it again.
    return Date.now() - last.at < (last.worked ? askAgainMs : lookAgainMs);
  }

  private async waitForNews(): Promise<boolean> {
    const before = this.news.changes;
    await this.news.next(this.clock.resting ? togetherMs : quietMs);
    return this.news.changes !== before;
  }

  /** Nothing anybody did is still on its way, and what the bot last said of itself was said after it. */
  private hasSettled(): boolean {
    const now = Date.now();
    if (now - this.actedAt < settledMs || now - this.newsAt < togetherMs) return false;
    return [...this.people, ...this.byHand].every(
      (person) => !person.cards('channel').some(({ refreshing }) => refreshing),
    );
  }

  /** The bot rests and has answered everybody; one that does not say so is given a while. */
  private hasComeToRest(): boolean {
    const now = Date.now();
    if (now - this.newsAt >= restedMs) return true;
    const messages = this.lead.messages('channel');
    const answered = (id: string): boolean => messages.some(({ rootId, from }) => rootId === id && from.kind === 'bot');
    const waiting = [...this.said].some(([id, { at }]) => now - at < restedMs && !answered(id));
    return this.clock.resting && !waiting && this.hasSettled();
  }

  /** Somebody's own form of a card may never have come, from a bot that was slow or away: who opens the channel anew is served again. */
  private async lookOnceMore(): Promise<boolean> {
    const { after, times, at } = this.looked;
    const before = after === this.actedAt ? times : 0;
    if (before === mostLooksAnew || Date.now() - Math.max(this.newsAt, this.actedAt) < restedMs) return false;
    if (before > 0 && Date.now() - at < askAgainMs) return false;
    this.looked = { after: this.actedAt, times: before + 1, at: Date.now() };
    await Promise.all(this.people.map((person) => person.look()));
    this.newsAt = Date.now();
    return true;
  }

  /** Nobody has anything to do: the clock is moved on to what is due next, if the bot says it waits for that. */
  private async jump(quietForMs: number): Promise<boolean> {
    const { nextDue, told } = this.clock;
    if (nextDue === null || told === this.toldBeforeJump || !this.hasSettled()) return false;
    if (this.timeIsHeld()) return false;
    const far = (await this.portals.secondsUntil(nextDue)) > nearSeconds;
    // Where the last long wait brought nobody anything to do, and the bot rests, the next one needs no second look around.
    const sleepsOn = this.sleeps > 0 && this.clock.resting;
    if (far && !sleepsOn && quietForMs < restedMs) return false;
    if (far) this.sleeps += 1;
    this.toldBeforeJump = told;
    await this.portals.advanceTo(nextDue);
    this.tell('jumped', 'room', nextDue);
    return true;
  }

  /** What each of the people could press on it: where somebody should have pressed, this tells whether they were let. */
  private seenBy(messageId: string): readonly string[] {
    return this.people.flatMap((person) => {
      const card = person.card(messageId);
      if (card?.refreshing === true) return [`${person.key} is not served yet`];
      if (card?.personal !== true) return card?.unserved == null ? [] : [`${person.key} was answered ${card.unserved}`];
      return [`${person.key}: ${card.buttons.map(({ title }) => title).join(', ')}`];
    });
  }

  private tell(kind: PlayEvent['kind'], who: string, what: string): void {
    this.options.onEvent?.({ kind, who, what });
  }

  private restingOn(on: RestsOn): readonly string[] {
    return [...this.through].filter(([, rests]) => rests === on).map(([stepId]) => stepId);
  }

  private result(ended: PlayResult['ended']): PlayResult {
    const open = this.lead
      .cards('channel')
      .filter((card) => {
        const read = readStepCard(card);
        return read !== null && read.through === null && !read.putAside;
      })
      .map((card) => [...card.texts.slice(0, 3), namedOnes(card), ...this.seenBy(card.messageId)].join(' | '));
    return {
      ended,
      presses: [...this.pressed.values()].reduce((sum, count) => sum + count, 0),
      pressesBy: Object.fromEntries([...this.pressed].sort(([, some], [, others]) => others - some)),
      posted: postedIn(this.people),
      through: {
        seen: this.restingOn('seen'),
        said: this.restingOn('said'),
        accepted: this.restingOn('accepted'),
        decided: this.restingOn('decided'),
      },
      undone: [...this.undone],
      undoneAsIs: [...this.undoneAsIs],
      refusals: this.refusals,
      named: [...this.named],
      contradicted: [...this.contradicted],
      open,
    };
  }
}

/** Edits in place are no posts. */
function postedIn(people: readonly PersonInRoom[]): PlayResult['posted'] {
  const [lead] = people;
  const cards = lead?.messages('channel').filter(({ from, cards: shown }) => from.kind === 'bot' && shown.length > 0);
  const calling = new Set(
    people.flatMap((person) => person.messages('channel').flatMap(({ id, mentionsMe }) => (mentionsMe ? [id] : []))),
  );
  return { cards: cards?.length ?? 0, calling: cards?.filter(({ id }) => calling.has(id)).length ?? 0 };
}

/** Rows below the head that say what is not so. */
const saidAgainst = ({ texts }: VisibleCard): readonly string[] => texts.slice(2).filter((text) => /^[✕▲] /.test(text));

/** A plan that is shown and asked for by nobody: the same once more would not change their mind. */
const somebodySaidNo = ({ buttons }: VisibleCard): boolean =>
  buttons.some(({ verb }) => verb === 'see-plan') &&
  !buttons.some(({ verb }) => verb === 'approve' || verb === 'accept');

/** Somebody clears what holds a domain and waits until that has gone round, before the bot looks again. */
const letsTimePass = (read: StepCard, { button }: Press): boolean =>
  button.verb === 'again' && clearedByHand[read.stepId] !== undefined;

/** How many the card for all asks to be served with their own form. */
function namedOnes({ card }: VisibleCard): string {
  const { refresh } = card as { refresh?: { userIds?: readonly unknown[] } };
  return `${refresh?.userIds?.length ?? 0} have a form of their own`;
}
