import { translate } from '../../locales/index.js';
import { answering, refusing, type Reply, type Turn } from '../turns/turn.js';
import { instantOf, momentTyped } from '../typed/utc-time.js';
import type { Command } from './command.js';

/** `/reschedule 2026-12-21 20:00 the vendor is ill`, `/reschedule +2h waiting for DNS`: another T is proposed, and everybody votes on it. */
export const reschedule: Command = {
  word: 'reschedule',
  synonyms: ['postpone', 'перенести', 'перенос', 'отложить'],
  personal: false,
  run: async (turn, rest) => {
    const shift = /^([+-])\s?(\d{1,3})\s?(h|d|ч|д)\S*\s*(.*)$/i.exec(rest);
    if (shift !== null) {
      const { cutoverAt } = await turn.engine.queries.status();
      if (cutoverAt === null) return refusing('reschedule.not-agreed');
      const [, sign, size, unit, reason = ''] = shift;
      const hours = Number(size) * (/[dд]/i.test(unit ?? '') ? 24 : 1) * (sign === '-' ? -1 : 1);
      return rescheduled(turn, new Date(Date.parse(cutoverAt) + hours * 3_600_000).toISOString(), reason);
    }
    const { date, time, zone, rest: reason } = momentTyped(rest);
    return rescheduled(turn, instantOf(date, time, zone ?? turn.zone ?? 'UTC'), reason);
  },
};

export async function rescheduled(turn: Turn, cutoverAt: string | null, reason: string): Promise<Reply> {
  if (cutoverAt === null) return refusing('reschedule.unreadable');
  // The gate's own card follows in its thread and stays current there.
  return answering(turn.engine.commands.reschedule(turn.actor, { cutoverAt, reason }), async () => ({
    kind: 'text',
    text: translate(turn.openly.lang, 'chrome.reschedule.asked'),
  }));
}
