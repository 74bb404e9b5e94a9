/** Records that do not fit on a card are turned over page by page, as somebody at the console would. */
import type { CardButton } from '../room/card-anatomy.js';
import { readStepCard } from './card-reading.js';
import type { Errand } from './errand.js';
import { recordsOn, routesOn } from './record-reading.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';

/** Null: a page did not come, and whoever needs it looks again later. */
export async function everyRecord(person: PersonInRoom, card: VisibleCard): Promise<readonly Errand[] | null> {
  const errands = [...recordsOn(card.texts)];
  let shown = card;
  // A task that is looked at shows none of them: all are on pages then.
  for (
    let next = pageAfter(shown, errands.length === 0 && readStepCard(card)?.checking === true ? -1 : 0);
    next !== null;
    next = pageAfter(shown, offsetOf(next))
  ) {
    const before = shown.texts;
    if ((await person.press(shown, next)).kind !== 'card') return null;
    const page = await person.until(() => {
      const now = person.card(card.messageId);
      if (now === null || now.version !== card.version) return 'changed meanwhile';
      return now.texts !== before && !now.buttons.some(({ verb }) => verb === 'complete') && now;
    });
    if (page === 'changed meanwhile') return null;
    shown = page;
    errands.push(...recordsOn(shown.texts));
  }
  return [...errands, ...routesOn(card.texts)];
}

/** The button to what stands further back than this place. */
const pageAfter = ({ buttons }: VisibleCard, place: number): CardButton | null =>
  buttons.find((button) => button.verb === 'see-plan' && offsetOf(button) > place) ?? null;

const offsetOf = ({ data }: CardButton): number =>
  Number((data as Readonly<Record<string, unknown>> | null)?.['offset'] ?? 0);
