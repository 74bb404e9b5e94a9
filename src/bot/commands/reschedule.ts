import { allowed, refused, type Outcome } from '../../errors.js';
import { translate } from '../../locales/index.js';
import { answering, type Reply, type Turn } from '../turns/turn.js';
import { momentTyped } from '../typed/typed-moment.js';
import { reasonTyped } from '../typed/typed-reason.js';
import { shiftTyped } from '../typed/typed-shift.js';
import { momentIn } from '../typed/utc-time.js';
import type { Command } from './command.js';

/** `/reschedule 2026-12-21 20:00 the vendor is ill`, `/reschedule +2h waiting for DNS`: another T is proposed, and everybody votes on it. */
export const reschedule: Command = {
  word: 'reschedule',
  synonyms: ['postpone', 'перенести', 'перенос', 'отложить'],
  personal: false,
  run: async (turn, rest) => {
    const { cutoverAt } = await turn.engine.queries.status();
    return rescheduled(turn, moveTyped(rest, turn.zone, cutoverAt));
  },
};

export interface MoveTyped {
  readonly cutoverAt: string;
  readonly reason: string;
}

/** `agreed`: what a shift is counted from. */
export function moveTyped(text: string, zone: string | null, agreed: string | null): Outcome<MoveTyped> {
  const shift = shiftTyped(text);
  if (shift !== null) {
    if (!shift.ok) return shift;
    if (agreed === null) return refused('reschedule.not-agreed');
    const { minutes, reason } = shift.value;
    return allowed({ cutoverAt: new Date(Date.parse(agreed) + minutes * 60_000).toISOString(), reason });
  }
  const typed = momentTyped(text);
  if (!typed.ok) return refused(typed.refusal.code, { ...typed.refusal.facts, doing: 'move' });
  const { date, time, rest } = typed.value;
  if (date === '' || time === '') return refused('reschedule.unreadable');
  const reason = reasonTyped(rest, typed.value.zone !== null);
  if (!reason.ok) return refused(reason.refusal.code, { ...reason.refusal.facts, doing: 'move' });
  return moveTo(date, time, typed.value.zone ?? zone, reason.value);
}

/** Typed or picked. */
export function moveTo(date: string, time: string, zone: string | null, reason: string): Outcome<MoveTyped> {
  const at = momentIn(date, time, zone, 'move');
  if (!at.ok) return at;
  return at.value === null ? refused('reschedule.unreadable') : allowed({ cutoverAt: at.value, reason });
}

export async function rescheduled(turn: Turn, move: Outcome<MoveTyped>): Promise<Reply> {
  if (!move.ok) return { kind: 'refused', refusal: move.refusal };
  // The gate's own card follows in its thread and stays current there.
  return answering(turn.engine.commands.reschedule(turn.actor, move.value), async () => ({
    kind: 'text',
    text: translate(turn.openly.lang, 'chrome.reschedule.asked'),
  }));
}
