import { refused, type Outcome } from '../../errors.js';
import { personToAssign } from '../channel/people.js';
import { answering, withCard, type Reply, type Turn } from '../turns/turn.js';
import { momentTyped } from '../typed/typed-moment.js';
import { cutoverTyped } from '../typed/utc-time.js';
import type { Command } from './command.js';

/** `/start`, `/start 2026-12-12 22:00` in the person's own zone, or with `UTC`, `+03:00` or a zone behind it. The channel it is said in becomes the project's. */
export const start: Command = {
  word: 'start',
  synonyms: ['начать', 'старт', 'begin'],
  personal: false,
  run: (turn, rest) => begin(turn, startTyped(rest, turn.zone)),
};

/** T as typed behind `/start`: nothing stands there but T. */
export function startTyped(text: string, zone: string | null): Outcome<string | null> {
  const typed = momentTyped(text);
  if (!typed.ok) return refused(typed.refusal.code, { ...typed.refusal.facts, doing: 'start' });
  const { date, time, rest } = typed.value;
  if (rest !== '')
    return time === ''
      ? refused('start.unreadable-date', { typed: text.trim().slice(0, 60) })
      : refused('time.not-whole', { rest: rest.slice(0, 60), doing: 'start' });
  return cutoverTyped(date, time, typed.value.zone ?? zone, text);
}

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
