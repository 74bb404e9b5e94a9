/**
 * A card may never have come: the bot was killed while it posted it, and does not post it again, because it may hang there already. Whoever sees
 * nothing to do then asks by `/next`, in their own chat, and opens there what no card of the channel is about.
 */
import type { CardButton } from '../room/card-anatomy.js';
import { readStepCard } from './card-reading.js';
import type { ClockWatch } from './clock-watch.js';
import type { Course } from './course.js';
import { restedMs } from './patience.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';

/** Long waits that brought nobody anything, one after the other: before T some are to be expected. */
const sleepsUntilAsked = 3;
const answeredWithinMs = 5_000;

interface Opened {
  readonly person: PersonInRoom;
  readonly messageId: string;
  readonly button: CardButton;
}

export class MissingCards {
  private asked = 0;
  private readonly opened: Opened[] = [];

  constructor(
    private readonly people: readonly PersonInRoom[],
    private readonly clock: ClockWatch,
    private readonly course: Course,
  ) {}

  /** True when something was opened, or looked at again, that may be somebody's to press. At most once until somebody presses again. */
  async ask(isStuck: boolean): Promise<boolean> {
    if (this.asked === this.course.actedAt || this.clock.paused) return false;
    if (!isStuck && (this.course.sleeps < sleepsUntilAsked || Date.now() - this.course.newsAt < restedMs)) return false;
    this.asked = this.course.actedAt;
    await this.lookAgain();
    const answers = await Promise.all(this.people.map((person) => this.answerTo(person)));
    for (const [index, person] of this.people.entries()) await this.open(person, answers[index] ?? null);
    if (this.opened.length > 0) this.course.newsAt = Date.now();
    return this.opened.length > 0;
  }

  private async answerTo(person: PersonInRoom): Promise<VisibleCard | null> {
    const { id } = await person.say('personal', '/next');
    return person.until(() => this.newest(person, id), answeredWithinMs).catch(() => null);
  }

  private async open(person: PersonInRoom, answer: VisibleCard | null): Promise<void> {
    const button = answer?.buttons.find((one) => this.isMissing(one));
    if (answer === null || button === undefined) return;
    await person.press(answer, button);
    this.opened.push({ person, messageId: answer.messageId, button });
    this.course.tell('said', person.key, `/next: ${button.title}`);
  }

  /** What was opened before changes by itself nowhere: it is asked for once more. */
  private async lookAgain(): Promise<void> {
    for (const { person, messageId, button } of this.opened) {
      const card = person.card(messageId);
      if (card === null || readStepCard(card)?.through !== null) continue;
      await person.send(messageId, button, button.data);
    }
  }

  private newest(person: PersonInRoom, after: string): VisibleCard | null {
    const all = person.messages('personal');
    const [last] = all.slice(all.findIndex(({ id }) => id === after) + 1).filter(({ from }) => from.kind === 'bot');
    return last === undefined ? null : person.card(last.id);
  }

  /** It opens a step that nobody has a card of, neither in the channel nor opened before. */
  private isMissing({ verb, data }: CardButton): boolean {
    const key = verb === 'refresh' ? keyIn(data) : null;
    if (key === null || this.opened.some(({ button }) => keyIn(button.data) === key)) return false;
    const attemptId = key.slice('attempt:'.length);
    return !this.people.some((person) =>
      person.cards('channel').some((card) => {
        const text = JSON.stringify(card.card);
        return readStepCard(card) !== null && (text.includes(`"${key}"`) || text.includes(`"${attemptId}"`));
      }),
    );
  }
}

const keyIn = (data: unknown): string | null => {
  const card = typeof data === 'object' && data !== null ? (data as { readonly card?: unknown }).card : undefined;
  return typeof card === 'string' && card.startsWith('attempt:') ? card : null;
};
