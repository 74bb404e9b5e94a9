import { answering, withCard } from '../turns/turn.js';
import type { Command } from './command.js';

export const resume: Command = {
  word: 'resume',
  synonyms: ['продолжить', 'возобновить', 'continue'],
  personal: false,
  run: (turn) =>
    answering(turn.engine.commands.resume(turn.actor), async () =>
      withCard(turn.views.stop(await turn.around(), turn.openly, [])),
    ),
};
