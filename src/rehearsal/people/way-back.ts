/** Where people turn back, and what they undo one by one once the back-out is through. */
import { readStepCard } from './card-reading.js';
import type { Course } from './course.js';
import { askAgainMs, mostAsks } from './patience.js';
import type { PlayOptions } from './play-options.js';
import type { Sayings } from './sayings.js';
import { decision, gate } from './steps-by-hand.js';
import type { Waiting } from './waiting.js';

export class WayBack {
  private toUndo: readonly string[] = [];
  private asked: { readonly stepId: string; readonly times: number; readonly at: number } = {
    stepId: '',
    times: 0,
    at: 0,
  };
  private rested = false;

  constructor(
    private readonly options: PlayOptions,
    private readonly course: Course,
    private readonly sayings: Sayings,
    private readonly waiting: Waiting,
  ) {}

  end(): 'finished' | 'backed-out' | null {
    if (this.options.backOutAt === undefined)
      return this.course.isOver(this.options.until) && !this.course.letsOthersEnd() ? 'finished' : null;
    if (!this.course.turnedBack || !this.rested) return null;
    return this.toUndo.every((id) => this.course.undone.has(id)) ? 'backed-out' : null;
  }

  async turnBackWhenDue(): Promise<boolean> {
    const { backOutAt } = this.options;
    if (backOutAt === undefined) return false;
    if (this.course.letsOthersEnd()) return false;
    if (!this.course.turnedBack && this.course.through.has(backOutAt)) {
      await this.options.beforeTurningBack?.();
      this.course.turnedBack = true;
      const night = this.course.through.has(gate);
      this.toUndo = [...this.course.through.keys()]
        .reverse()
        .filter((id) => (night ? this.options.alsoUndo?.includes(id) && id !== backOutAt : id === backOutAt));
      // Before the night there is nothing to turn back from but the one step.
      if (night) await this.askForTheWayBack();
      return true;
    }
    if (!this.course.turnedBack || !this.course.through.has(gate) || this.wayBackIsDecided()) return false;
    const { times, at } = this.asked;
    if (times === mostAsks || Date.now() - at < askAgainMs) return false;
    await this.askForTheWayBack();
    return true;
  }

  /** Only when the back-out has come to rest: the bot takes one thing at a time. */
  async undoTheNextOnRequest(): Promise<boolean> {
    if (!this.course.turnedBack || !this.waiting.hasComeToRest() || (!this.rested && this.underWay())) return false;
    if (this.course.through.has(gate) && !this.wayBackIsDecided()) return false;
    this.rested = true;
    const wanted = this.toUndo.find((id) => !this.course.undone.has(id));
    if (wanted === undefined) return false;
    const first = this.asked.stepId === wanted ? this.toldToUndoBefore(wanted) : [];
    this.toUndo = [...first, ...this.toUndo];
    const next = first[0] ?? wanted;
    // The bot takes one undo at a time, and was perhaps away: who was refused asks again, but not for ever.
    const { stepId, times, at } = this.asked;
    if (next === stepId && (times === mostAsks || Date.now() - at < askAgainMs)) return false;
    this.asked = { stepId: next, times: next === stepId ? times + 1 : 1, at: Date.now() };
    await this.sayings.say(this.course.lead, `/backout ${next}`, ['bot']);
    return true;
  }

  private async askForTheWayBack(): Promise<void> {
    this.asked = { stepId: decision, times: this.asked.times + 1, at: Date.now() };
    await this.sayings.say(this.course.lead, '/backout', ['bot']);
  }

  private wayBackIsDecided(): boolean {
    return this.course.cardsOf(({ stepId }) => stepId === decision).length > 0;
  }

  /** A step is still being undone, by its own inverse or by others. */
  private underWay(): boolean {
    return (
      this.course.cardsOf(
        ({ stepId, undo, through, putAside }) =>
          through === null && !putAside && (undo || this.course.isWayBack(stepId)),
      ).length > 0
    );
  }

  /** What the bot's newest answer names as standing on the step; the last of it goes first. */
  private toldToUndoBefore(stepId: string): readonly string[] {
    const answers = this.course.lead.cards('channel').filter((card) => readStepCard(card) === null);
    const words = new Set(
      answers
        .filter(({ texts }) => texts.some((text) => text.includes(stepId)))
        .at(-1)
        ?.texts.flatMap((text) => text.match(/[\w-]+/g) ?? []),
    );
    return [...this.course.through.keys()]
      .filter((id) => id !== stepId && words.has(id) && !this.course.undone.has(id))
      .reverse();
  }
}
