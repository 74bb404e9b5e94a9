import { personToAssign } from '../people.js';
import { answering, refusing, withCard, type Answer, type Turn } from '../turn.js';
import { utcOf } from '../utc-time.js';
import type { Command } from './command.js';

/** `/start` or `/start 2026-12-12 22:00` (UTC). The channel it is said in becomes the project's. */
export const start: Command = {
  word: 'start',
  synonyms: ['начать', 'старт', 'begin'],
  personal: false,
  run: async (turn, rest) => {
    if (rest === '') return begin(turn, null);
    const [date = '', time = ''] = rest.replace(/(Z|\s*UTC)$/i, '').split(/[\sT]+/);
    const cutoverAt = utcOf(date, time);
    if (cutoverAt === null) return refusing('start.unreadable-date', { typed: rest.slice(0, 60) });
    return begin(turn, cutoverAt);
  },
};

export function begin(turn: Turn, cutoverAt: string | null): Promise<Answer> {
  const starter = personToAssign(turn.member, turn.domains, turn.lang);
  return answering(turn.engine.commands.begin(turn.actor, { starter, cutoverAt }), async () => {
    await turn.bindHere();
    return withCard(turn.views.welcome(await turn.around(), turn.openly));
  });
}
