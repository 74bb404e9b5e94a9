import type { Outcome } from '../../errors.js';
import { personToAssign } from '../channel/people.js';
import { answering, withCard, type Reply, type Turn } from '../turns/turn.js';
import { cutoverTyped } from '../typed/utc-time.js';
import type { Command } from './command.js';

/** `/start` or `/start 2026-12-12 22:00` (UTC). The channel it is said in becomes the project's. */
export const start: Command = {
  word: 'start',
  synonyms: ['начать', 'старт', 'begin'],
  personal: false,
  run: (turn, rest) => {
    const words = rest.replace(/(Z|\s*UTC)$/i, '').split(/[\sT]+/);
    const [date = '', time = ''] = words[0]?.includes(':') === true ? ['', words[0]] : words;
    return begin(turn, cutoverTyped(date, time, rest));
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
    return withCard(turn.views.welcome(await turn.around(), turn.openly));
  });
}
