import { withCard } from '../turns/turn.js';
import type { Command } from './command.js';

export const status: Command = {
  word: 'status',
  synonyms: ['статус', 'состояние'],
  personal: false,
  run: async ({ engine, views, wholeAround, openly }) =>
    withCard(views.status(await engine.queries.steps(), await wholeAround(), openly)),
};
