/** What a press presumes that somebody has done: hand work, records, something cleared, time let pass. */
import { stepOf, type Preference, type Press, type StepCard } from './card-reading.js';
import type { Course } from './course.js';
import { namedOn } from './evidence.js';
import type { RehearsalFacts } from './facts.js';
import { HandWork } from './hand-work.js';
import type { Obstacles } from './obstacles.js';
import { Notebook } from './notebook.js';
import { goneRoundSeconds, lookAgainSeconds } from './patience.js';
import { plant } from './planting.js';
import type { PlayOptions } from './play-options.js';
import type { Portals } from './portals.js';
import { everyRecord } from './record-pages.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';
import {
  clearedBeforeUndo,
  clearedByHand,
  isDoneByHand,
  lookedAtAgain,
  mostLooks,
  removal,
  scans,
} from './steps-by-hand.js';
import { namesTheSynced } from './sync-work.js';

export class BeforeAPress {
  private planted = false;
  /** The tenant has said no since. */
  private refused = false;
  private searched = false;
  private clearedSince = false;
  private readonly looks = new Map<string, number>();
  private readonly goneBack = new Set<string>();
  private readonly namedIds = new Set<string>();
  private readonly hands: HandWork;
  private hand = '';
  private inHand = '';

  constructor(
    private readonly options: PlayOptions,
    private readonly facts: RehearsalFacts,
    private readonly course: Course,
    private readonly portals: Portals,
    obstacles: Obstacles,
  ) {
    this.hands = new HandWork({
      portals,
      facts,
      cast: options.cast,
      notebook: options.notebook ?? new Notebook(),
      leftUndone: options.claimsOnly === true ? ['dns', 'destination', 'mail'] : [],
      did: (errand) =>
        options.onEvent?.({
          kind: 'by-hand',
          who: this.hand,
          what: `${errand.at} ${errand.door}`,
          errand,
          stepId: this.inHand,
        }),
      saidNo: ({ message }) => void obstacles.refused(this.inHand, message),
    });
  }

  /** Ids of what the scans have named since something was planted. */
  get named(): readonly string[] {
    return [...this.namedIds];
  }

  exportSource(): Promise<void> {
    return this.hands.exportSource();
  }

  /** Whoever can do something about it does not accept it as it is. */
  rather(read: StepCard | null, { texts }: VisibleCard): readonly Preference[] {
    if (read === null || !read.attention) return [];
    const { stepId } = read;
    const isTheirs =
      clearedByHand[stepId] !== undefined ||
      lookedAtAgain.includes(stepId) ||
      isDoneByHand(stepId) ||
      namesTheSynced(stepId, texts);
    if (!isTheirs) return [];
    const search = this.isRefused(read) && !this.searched ? [{ verb: 'again', stepId: scans } as const] : [];
    const looksLeft = (this.looks.get(read.stepId) ?? 0) < mostLooks;
    return [...search, ...(looksLeft ? [{ verb: 'again', stepId: read.stepId } as const] : [])];
  }

  /** After a refusal it is first found what holds the domain, and cleared: nobody asks the tenant once more meanwhile. */
  waitsForClearing(read: StepCard): boolean {
    if (!this.isRefused(read)) return false;
    this.refused = true;
    return this.searched;
  }

  /** The tenant said no to what was planted, and nobody has found and cleared it yet. */
  private isRefused({ stepId, attention }: StepCard): boolean {
    return stepId === removal && attention && this.planted && !this.clearedSince;
  }

  /** What the press presumes that somebody has done; false where the card did not tell all of it. */
  async doByHand(person: PersonInRoom, card: VisibleCard, read: StepCard, press: Press): Promise<boolean> {
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
    if (press.button.verb === 'again' && namesTheSynced(stepId, card.texts)) {
      this.looks.set(stepId, (this.looks.get(stepId) ?? 0) + 1);
      await this.portals.wait((await this.hands.takeOutOfSync()) > 0 ? goneRoundSeconds : lookAgainSeconds);
    }
    const first = clearedBeforeUndo[stepId];
    if (press.button.verb === 'approve' && undo && first !== undefined && (await this.hands.clear(first, false)) > 0)
      await this.portals.wait(goneRoundSeconds);
    if (press.button.verb !== 'approve') return true;
    if (undo) {
      if (!this.goneBack.has(stepId)) this.course.tell('going-back', person.key, stepId);
      this.goneBack.add(stepId);
      return true;
    }
    await this.begins(stepId);
    if (stepId === removal) await this.provoke();
    return true;
  }

  /** Nobody looks again for ever at what only time brings on, or at what they have only claimed. */
  hasLookedEnough({ stepId }: StepCard): boolean {
    if (this.options.claimsOnly !== true && !lookedAtAgain.includes(stepId)) return false;
    return (this.looks.get(stepId) ?? 0) >= mostLooks;
  }

  private async letTimePass(stepId: string): Promise<void> {
    this.looks.set(stepId, (this.looks.get(stepId) ?? 0) + 1);
    await this.portals.wait(lookAgainSeconds);
  }

  private async begins(stepId: string): Promise<void> {
    if (!this.course.begun.has(stepId)) await this.options.beforeFirstWrite?.(stepId);
    this.course.begun.add(stepId);
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
    if (this.planted && !this.course.turnedBack) for (const id of await namedOn(card)) this.namedIds.add(id);
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
    this.course.tell('planted', this.hand, `${kind} on ${domain}`);
  }
}

/** Somebody clears what holds a domain and waits until that has gone round, before the bot looks again. */
export const letsTimePass = (read: StepCard, { button }: Press): boolean =>
  button.verb === 'again' && clearedByHand[read.stepId] !== undefined;
