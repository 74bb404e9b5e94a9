import { withCard } from '../turns/turn.js';
import type { Command } from './command.js';

export const roles: Command = {
  word: 'roles',
  synonyms: ['роли', 'команда', 'team'],
  personal: false,
  run: async ({ views, around, openly }) => withCard(views.roles(await around(), openly)),
};
