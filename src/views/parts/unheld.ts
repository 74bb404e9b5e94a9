/** What nobody on the roster could give: who is missing, and who can change that. */
import type { Role } from '../../contract/step.js';
import type { MigrationStatus, Need } from '../../engine/state.js';
import type { Surroundings } from '../api.js';
import type { Naming } from '../words/naming.js';
import type { Words } from '../words/words.js';
import { holdsAny } from './rights.js';

export const unheldLines = (
  needs: readonly Need[],
  { roster, status }: Pick<Surroundings, 'roster' | 'status'>,
  words: Words,
  naming: Naming,
): readonly string[] =>
  needs
    .filter(({ people, roles }) => people.length === 0 && roles.length > 0)
    .map(({ kind, roles }) => {
      const holders = naming.names(roster.filter((person) => holdsAny(person, roles)));
      const role = words.roles(roles);
      if (kind === 'other-company') return words.say('warning.nobody-of-other-company', { role });
      return holders.length === 0
        ? words.say('warning.nobody', { role, spare: maySpare(roles, status) ? 'yes' : 'no' })
        : words.say('warning.nobody-else', { role, who: words.all(holders.slice(0, 3)) });
    });

/** Where nobody needs the role at all a lead may say so instead. */
export const maySpare = (roles: readonly Role[], { dispensable = [] }: Pick<MigrationStatus, 'dispensable'>): boolean =>
  roles.length === 1 && roles.every((role) => dispensable.includes(role));
