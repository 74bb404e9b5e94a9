/** What somebody at the page could press as well is left to them for a fair while: nobody decides over the head of whoever is still reading. */
import type { PersonInRoom, VisibleCard } from './room-client.js';

export class Courtesy {
  /** By card and button: since when somebody at the page has had it, too. */
  private readonly since = new Map<string, number>();

  constructor(
    private readonly byHand: readonly PersonInRoom[],
    private readonly fairWhileMs: number,
  ) {}

  /** Looking again decides nothing, and is done by whoever has cleared what was found. */
  leaves({ messageId }: VisibleCard, verb: string | null): boolean {
    if (verb === null || verb === 'again') return false;
    const isTheirsToo = this.byHand.some((person) => {
      const theirs = person.card(messageId);
      return theirs !== null && (theirs.refreshing || theirs.buttons.some((one) => one.verb === verb));
    });
    if (!isTheirsToo) return false;
    const key = `${messageId} ${verb}`;
    const since = this.since.get(key) ?? Date.now();
    this.since.set(key, since);
    return Date.now() - since < this.fairWhileMs;
  }
}
