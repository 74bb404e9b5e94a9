import { withCard } from '../turns/turn.js';
import type { Command } from './command.js';

export const next: Command = {
  word: 'next',
  synonyms: ['дальше', 'далее', 'следующее', 'что дальше'],
  personal: true,
  run: async ({ engine, views, wholeAround, personally, actor }) =>
    withCard(
      views.next(
        await engine.queries.next(actor.personId),
        await engine.queries.steps(),
        await wholeAround(),
        personally,
      ),
    ),
};
