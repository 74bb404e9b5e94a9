import { nearest } from '../typed/nearest.js';
import { stepWords, translate } from '../../locales/index.js';
import { answering, refusing, type Turn } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/backout`, `/backout the registrar is down`, `/backout upn-to-initial-domain`, `/backout 67`. */
export const backout: Command = {
  word: 'backout',
  synonyms: ['откат', 'откатить', 'back-out', 'rollback', 'undo'],
  personal: false,
  run: async (turn, rest) => {
    const [first = '', ...others] = rest.split(' ');
    const { stepId, unknown } = await stepNamed(turn, first, others.length === 0);
    if (unknown !== null) return refusing('backout.unknown', { typed: first.slice(0, 60), nearest: unknown });
    const reason = (stepId === null ? rest : others.join(' ')).slice(0, 500);
    const order = { ...(stepId === null ? {} : { stepId }), ...(reason === '' ? {} : { reason }) };
    // The step's own card follows in its thread and stays current there; a copy here would grow old.
    return answering(turn.engine.commands.backOut(turn.actor, order), async () => ({
      kind: 'text',
      text:
        stepId === null
          ? translate(turn.openly.lang, 'chrome.backout.asked')
          : translate(turn.openly.lang, 'chrome.backout.planned', { title: stepWords(turn.openly.lang, stepId).title }),
    }));
  },
};

/** One word alone, a number, a word with a hyphen: meant as a step, and never the beginning of a vote. Anything else begins a reason. */
async function stepNamed(
  turn: Turn,
  word: string,
  alone: boolean,
): Promise<{ stepId: string | null; unknown: string | null }> {
  if (word === '') return { stepId: null, unknown: null };
  const steps = (await turn.engine.queries.steps()).map(({ step }) => step);
  const named = steps.find(({ id }) => id === word.toLowerCase()) ?? steps.find(({ guide }) => guide.includes(word));
  if (named !== undefined) return { stepId: named.id, unknown: null };
  const ids = steps.map(({ id }) => id);
  if (/^[a-z0-9]+(-[a-z0-9]+)+$/i.test(word)) return { stepId: null, unknown: nearest(word, ids) };
  return { stepId: null, unknown: alone || /^\d/.test(word) ? 'none' : null };
}
