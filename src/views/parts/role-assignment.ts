/** Giving out roles: one form for all of them, each with the people who hold it, sent with one press. */
import { roles, type Role } from '../../contract/step.js';
import type { Reader, Surroundings } from '../api.js';
import { press, unfold, type Button } from './buttons.js';
import { peopleInput, type Choice, type Input } from './inputs.js';
import { plainLabel } from '../words/plain-text.js';
import type { Words } from '../words/words.js';

/** Counted on the very roster that the card shows, so that the two can never disagree. */
export const emptyRoles = ({ roster, status }: Surroundings): readonly Role[] =>
  roles.filter(
    (role) =>
      !roster.some((person) => person.roles.includes(role)) && !status.notNeeded?.some((one) => one.role === role),
  );

export const emptyRolesLine = (around: Surroundings, words: Words): readonly string[] =>
  emptyRoles(around).length === 0
    ? []
    : [
        words.say('warning.empty-roles', {
          roles: words.all(emptyRoles(around).map((role) => words.say(`role.${role}`))),
        }),
      ];

export const holdersInput = (role: Role): string => `holders.${role}`;

/** For whoever gives out roles: behind one button, for it is long. */
export function assignment(around: Surroundings, reader: Reader, words: Words): readonly Button[] {
  if (reader.person?.roles.includes('project-manager') !== true) return [];
  const inputs = roles.map((role) =>
    holdersOf(
      role,
      around.roster.filter((person) => person.roles.includes(role)).map(({ id }) => id),
      around,
      words,
    ),
  );
  const give = press('assign-roles', { roles: roles.join(',') }, words.say('button.give-roles'), { style: 'positive' });
  return [unfold(words.say('button.give-roles-open'), inputs, [give])];
}

/** The people of one role as they shall be. */
export const holdersOf = (role: Role, ids: readonly string[], around: Surroundings, words: Words): Input =>
  peopleInput({
    id: holdersInput(role),
    label: capital(words.say(`role.${role}`)),
    value: ids.join(','),
    choices: choicesFor(ids, around),
  });

/** A client that knows the picker searches the team by itself; where all of it is few, it is listed for those that do not. */
function choicesFor(ids: readonly string[], { roster, members = [] }: Surroundings): readonly Choice[] {
  const known = new Map([...members, ...roster].map(({ id, name }) => [id, name]));
  const offered = known.size <= mostListed ? [...known.keys()] : ids;
  return offered.map((id) => ({ title: plainLabel(known.get(id) ?? id, 40), value: id }));
}

const mostListed = 10;

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
