/** What people type in the channel, and that it arrives. */
import type { Course } from './course.js';
import type { PlayOptions } from './play-options.js';
import { WaitedInVain, type PersonInRoom } from './room-client.js';
import { quietMs, restedMs } from './patience.js';

export class Sayings {
  private readonly said = new Map<
    string,
    { readonly person: PersonInRoom; readonly text: string; readonly mentions: readonly string[]; readonly at: number }
  >();

  constructor(
    private readonly options: PlayOptions,
    private readonly course: Course,
  ) {}

  async say(person: PersonInRoom, text: string, mentions: readonly string[]): Promise<void> {
    const { id } = await person.say('channel', `@Changeover ${text}`, mentions);
    this.course.actedAt = Date.now();
    this.said.set(id, { person, text, mentions, at: Date.now() });
    this.course.tell('said', person.key, text);
  }

  /** @throws after the patience is over; a bot that was away in the meantime is told once more. */
  async waitSayingAgain(seen: () => boolean): Promise<void> {
    const deadline = Date.now() + (this.options.patienceMs ?? 60_000);
    while (!seen() && !this.options.signal.aborted) {
      if (Date.now() > deadline) throw new WaitedInVain('The bot did not answer the lead.');
      await this.sayAgain();
      await this.course.lead.next(quietMs);
    }
  }

  /** What the client marks as not delivered is said again a while later. */
  async sayAgain(): Promise<boolean> {
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

  /** Somebody said something a moment ago, and the bot has not answered. */
  awaitsAnAnswer(): boolean {
    const now = Date.now();
    const messages = this.course.lead.messages('channel');
    const answered = (id: string): boolean => messages.some(({ rootId, from }) => rootId === id && from.kind === 'bot');
    return [...this.said].some(([id, { at }]) => now - at < restedMs && !answered(id));
  }
}
