/** `/roles`: who holds what, and who is missing. */
import { roles } from '../../contract/step.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { cardOf } from '../parts/envelope.js';
import { namingFor } from '../words/naming.js';
import { assignment, emptyRoles } from '../parts/role-assignment.js';
import { wordsIn } from '../words/words.js';

export function rolesCard(around: Surroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const empty = emptyRoles(around).length;
  const assign = assignment(around, reader, words);
  const facts = roles.map((role) => {
    const holders = around.roster.filter((person) => person.roles.includes(role));
    const value = holders
      .map((person) => `${naming.name(person)} (${words.say(`company.${person.company}`)})`)
      .join(', ');
    const who = value === '' ? `▲ ${words.say('nobody-yet')}` : value;
    // The id is what `/assign` takes in either language.
    return { title: asTitle(words.say(`role.${role}`)), value: `${who} · ${role}` };
  });
  return cardOf(
    'roles',
    {
      title: words.say('roles.title'),
      state: empty === 0 ? 'done' : 'attention',
      sentence: empty === 0 ? words.say('roles.full') : words.say('roles.empty', { count: empty }),
      facts,
      inputs: assign.inputs,
      buttons: [press('see-next', {}, words.say('button.see-next')), ...assign.buttons],
      foot: words.say('roles.foot'),
      details: [words.say('roles.detail')],
    },
    words,
  );
}

const asTitle = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
