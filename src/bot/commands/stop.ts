import { answering, withCard } from '../turn.js';
import type { Command } from './command.js';

export const stop: Command = {
  word: 'stop',
  synonyms: ['стоп', 'остановить', 'freeze'],
  personal: false,
  run: (turn, rest) =>
    answering(turn.engine.commands.stop(turn.actor, rest === '' ? {} : { reason: rest.slice(0, 500) }), async () =>
      withCard(turn.views.freeze(await turn.around(), turn.openly, [])),
    ),
};
