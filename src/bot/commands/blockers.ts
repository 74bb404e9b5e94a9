import { withCard } from '../turns/turn.js';
import type { Command } from './command.js';

/** `/blockers`: why the domain does not go. */
export const blockers: Command = {
  word: 'blockers',
  synonyms: ['препятствия', 'блокеры', 'что держит домен', 'что держит', 'blocker', 'dependencies'],
  personal: false,
  run: async ({ engine, views, around, openly }) =>
    withCard(views.blockers(await engine.queries.blockers(), 'all', 0, await around(), openly)),
};
