import { nearestRole, roleOf } from '../typed/role-words.js';
import { answering, refusing, withCard, type Reply, type Turn } from '../turns/turn.js';
import type { Role } from '../../contract/step.js';
import type { Command } from './command.js';

/** `/notneeded onprem-exchange-admin nothing is on premises`: the role as it is typed for `/assign`, then why nobody needs it. */
export const notNeeded: Command = {
  word: 'notneeded',
  synonyms: ['not needed', 'not-needed', 'не нужна', 'не нужен', 'ненужна'],
  personal: false,
  run: async (turn, rest) => {
    const { role, after } = roleFirst(rest);
    if (role === null)
      return refusing('needed.unknown-role', {
        typed: rest.slice(0, 60),
        nearest: nearestRole(rest.split(' ')[0] ?? ''),
      });
    return answering(turn.engine.commands.declareNotNeeded(turn.actor, { role, reason: after }), () => roster(turn));
  },
};

/** The way back from `/notneeded`. */
export const needed: Command = {
  word: 'needed',
  synonyms: ['нужна', 'нужен'],
  personal: false,
  run: async (turn, rest) => {
    const { role } = roleFirst(rest);
    if (role === null)
      return refusing('needed.unknown-role', {
        typed: rest.slice(0, 60),
        nearest: nearestRole(rest.split(' ')[0] ?? ''),
      });
    return answering(turn.engine.commands.declareNeeded(turn.actor, { role }), () => roster(turn));
  },
};

const roster = async (turn: Turn): Promise<Reply> => withCard(turn.views.roles(await turn.around(), turn.openly));

/** The longest beginning that is a role; a reason may begin with any word. */
function roleFirst(rest: string): { readonly role: Role | null; readonly after: string } {
  const words = rest.split(' ');
  for (let count = Math.min(words.length, mostWords); count > 0; count -= 1) {
    const role = roleOf(
      words
        .slice(0, count)
        .join(' ')
        .replace(/[:,.]$/, ''),
    );
    if (role !== null)
      return {
        role,
        after: words
          .slice(count)
          .join(' ')
          .replace(/^[\s:,.–-]+/, ''),
      };
  }
  return { role: null, after: '' };
}

const mostWords = 5;
