import type { Reply, Turn } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/blockers`: why the domain does not go. Answered at once with what was seen last, and edited when the look of now has ended. */
export const blockers: Command = {
  word: 'blockers',
  synonyms: ['препятствия', 'блокеры', 'что держит домен', 'что держит', 'blocker', 'dependencies'],
  personal: false,
  run: async (turn: Turn): Promise<Reply> => {
    const { engine, views, wholeAround, openly } = turn;
    await engine.commands.lookAtBlockers();
    const report = await engine.queries.blockers();
    const card = views.blockers(report, 'all', 0, await wholeAround(), openly);
    return { kind: 'card', card, ...(report === null ? {} : { follow: `blockers:${openly.lang}` }) };
  },
};
