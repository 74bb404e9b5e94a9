import type { Outcome } from '../../errors.js';
import { personToAssign } from '../channel/people.js';
import { answering, withCard, type Reply, type Turn } from '../turns/turn.js';
import { cutoverTyped, momentTyped } from '../typed/utc-time.js';
import type { Command } from './command.js';

/** `/start`, `/start 2026-12-12 22:00` in the person's own zone, or with `UTC`, `+03:00` or a zone behind it. The channel it is said in becomes the project's. */
export const start: Command = {
  word: 'start',
  synonyms: ['начать', 'старт', 'begin'],
  personal: false,
  run: (turn, rest) => {
    const { date, time, zone } = momentTyped(rest);
    return begin(turn, cutoverTyped(date, time, zone ?? turn.zone, rest));
  },
};

export async function begin(turn: Turn, cutover: Outcome<string | null>): Promise<Reply> {
  // Once it is under way no date is the right one: that is said first, and by the engine.
  if (!cutover.ok && (await turn.engine.queries.status()).state === 'not-started')
    return { kind: 'refused', refusal: cutover.refusal };
  const cutoverAt = cutover.ok ? cutover.value : null;
  const starter = personToAssign(turn.member, turn.domains, turn.lang);
  return answering(turn.engine.commands.begin(turn.actor, { starter, cutoverAt }), async () => {
    await turn.bindHere();
    return withCard(turn.views.welcome(await turn.wholeAround(), turn.openly));
  });
}
