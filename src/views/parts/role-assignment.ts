/** Giving the next empty role to somebody already on the roster, without typing: one role at a time. */
import { roles, type Role } from '../../contract/step.js';
import type { Reader, Surroundings } from '../api.js';
import { press, type Button } from './buttons.js';
import { choiceInput, type Input } from './inputs.js';
import { plainLabel } from '../words/plain-text.js';
import type { Words } from '../words/words.js';

export interface Assignment {
  readonly inputs: readonly Input[];
  readonly buttons: readonly Button[];
}

/** Counted on the very roster that the card shows, so that the two can never disagree. */
export const emptyRoles = ({ roster }: Surroundings): readonly Role[] =>
  roles.filter((role) => !roster.some((person) => person.roles.includes(role)));

export function assignment(around: Surroundings, reader: Reader, words: Words): Assignment {
  const role: Role | undefined = emptyRoles(around)[0];
  const allowed = reader.person?.roles.includes('project-manager') === true;
  if (role === undefined || !allowed || around.roster.length === 0) return { inputs: [], buttons: [] };
  const name = words.say(`role.${role}`);
  const input = choiceInput({
    id: 'personId',
    label: words.say('input.who-is', { role: name }),
    required: true,
    error: words.say('input.required'),
    choices: around.roster.slice(0, 40).map((person) => ({ title: plainLabel(person.name, 60), value: person.id })),
  });
  return { inputs: [input], buttons: [press('assign-role', { role }, words.say('button.assign', { role: name }))] };
}

export const emptyRolesLine = (around: Surroundings, words: Words): readonly string[] =>
  emptyRoles(around).length === 0
    ? []
    : [
        words.say('warning.empty-roles', {
          roles: words.all(emptyRoles(around).map((role) => words.say(`role.${role}`))),
        }),
      ];
