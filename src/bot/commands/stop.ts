import { answering } from '../turns/turn.js';
import type { Command } from './command.js';

export const stop: Command = {
  word: 'stop',
  synonyms: ['стоп', 'остановить', 'freeze'],
  personal: false,
  run: (turn, rest) =>
    // The stop has a card of its own in the channel: one line is answer enough.
    answering(turn.engine.commands.stop(turn.actor, rest === '' ? {} : { reason: rest.slice(0, 500) }), async () => ({
      kind: 'text',
      text: turn.views.stop(await turn.around(), turn.openly, []).summary,
    })),
};
