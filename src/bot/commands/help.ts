import { withCard } from '../turns/turn.js';
import type { Command } from './command.js';

export const help: Command = {
  word: 'help',
  synonyms: ['помощь', 'справка', 'hi', 'hello', 'привет', '?'],
  personal: false,
  run: async ({ views, openly }) => withCard(views.help(openly)),
};
