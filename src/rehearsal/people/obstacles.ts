/**
 * The same obstacle met again and again is no progress: people do not press for ever. What they cannot get over is the verdict, with the
 * step, what its card says of it, and how often they tried.
 */
import { readStepCard, type StepCard } from './card-reading.js';
import type { VisibleCard } from './room-client.js';

export interface Obstacle {
  /** Empty where it is no step's. */
  readonly stepId: string;
  readonly undo: boolean;
  readonly title: string;
  /** The card's own sentence and the rows that name what is in the way, and the way out. */
  readonly says: readonly string[];
  /** Presses on the same; 0: nobody has a button that would help. */
  readonly tries: number;
}

/** Looking or planning again, and anything else: nine people and a bot that is away for a while need some presses for one thing. */
const mostTries = (verb: string): number => (verb === 'again' ? 20 : 60);
/** A portal or a console that says no says it again. */
const mostRefusals = 4;

export class Obstacles {
  private readonly met = new Map<string, { readonly says: string; tries: number }>();
  /** By step what a portal or the console said, and how often. */
  private readonly saidNo = new Map<string, Map<string, number>>();

  /** Somebody pressed it, and there it is. */
  pressed(card: VisibleCard, read: StepCard, verb: string): void {
    const key = keyOf(read, verb);
    const says = wordsOf(card).join('\n');
    const before = this.met.get(key);
    this.met.set(key, { says, tries: before?.says === says ? before.tries + 1 : 1 });
  }

  /** The card says the same as after so many presses before. */
  isTriedEnough(card: VisibleCard, read: StepCard, verb: string): boolean {
    const before = this.met.get(keyOf(read, verb));
    return before !== undefined && before.tries >= mostTries(verb) && before.says === wordsOf(card).join('\n');
  }

  /** Hand work was refused, in these words; true when it has been so often enough. */
  refused(stepId: string, words: string): boolean {
    const said = this.saidNo.get(stepId) ?? new Map<string, number>();
    const times = (said.get(words) ?? 0) + 1;
    this.saidNo.set(stepId, said.set(words, times));
    return times >= mostRefusals;
  }

  /** Of the cards that are open: those that need somebody first, and of those the ones that people tried most. */
  verdict(cards: readonly VisibleCard[]): readonly Obstacle[] {
    const found = cards.flatMap((card): readonly (Obstacle & { readonly attention: boolean })[] => {
      const read = readStepCard(card);
      if (read === null || read.through !== null || read.putAside) return [];
      const { stepId, undo, attention } = read;
      const says = [...wordsOf(card).slice(1), ...(this.saidNo.get(stepId)?.keys() ?? [])];
      const tries = [...this.met].filter(([key]) => key.startsWith(keyOf(read, ''))).map(([, one]) => one.tries);
      return [{ stepId, undo, attention, title: card.texts[0] ?? stepId, says, tries: Math.max(0, ...tries) }];
    });
    const inTheWay = found.filter(({ attention }) => attention);
    return (inTheWay.length > 0 ? inTheWay : found)
      .sort((a, b) => b.tries - a.tries)
      .map(({ attention: _attention, ...obstacle }) => obstacle);
  }
}

const keyOf = ({ stepId, undo }: Pick<StepCard, 'stepId' | 'undo'>, verb: string): string =>
  `${stepId} ${undo ? 'undo' : 'do'} ${verb}`;

/** Head, sentence and the rows that name something, without the hour: two halts over the same thing are one. */
const wordsOf = ({ texts }: VisibleCard): readonly string[] =>
  [...texts.slice(0, 3), ...texts.slice(3).filter((text) => /^[✕▲?–] /.test(text))].map((text) =>
    text.replace(/\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(:\d{2})?/g, '…'),
  );
