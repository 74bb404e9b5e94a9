/** `/help`: the words one can type. */
import type { Card, Reader } from '../api.js';
import { press } from '../parts/buttons.js';
import { cardOf } from '../parts/envelope.js';
import { wordsIn } from '../words/words.js';

export const commands = [
  'status',
  'next',
  'roles',
  'assign',
  'unassign',
  'notneeded',
  'needed',
  'start',
  'reschedule',
  'stop',
  'resume',
  'backout',
  'blockers',
  'log',
  'help',
] as const;

/** A client that offers them takes twelve: what is typed once, if ever, stands in the help alone, and the help answers to nothing at all. */
export const offered = commands.filter((word) => word !== 'notneeded' && word !== 'needed' && word !== 'help');

export function helpCard(reader: Reader): Card {
  const words = wordsIn(reader.lang);
  return cardOf(
    'help',
    {
      title: words.say('help.title'),
      state: 'info',
      sentence: words.say('help.sentence'),
      facts: commands.map((command) => ({ title: `/${command}`, value: words.say(`help.${command}`) })),
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        press('see-status', {}, words.say('button.see-status')),
      ],
      foot: words.say('help.foot'),
    },
    words,
  );
}
