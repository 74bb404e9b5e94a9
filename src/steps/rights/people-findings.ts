/** Whether somebody on the roster may do what people are asked to do at a portal. */
import type { RosterPerson } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import { adminOf, neededByHand } from './by-hand.js';

export interface PersonHolds {
  readonly person: Pick<RosterPerson, 'name' | 'personId' | 'roles'>;
  /** Sign-in names of their accounts in this tenant; none: nobody found one. */
  readonly accounts: readonly string[];
  /** Roles of the directory that they hold for good, by themselves or through a group. */
  readonly directoryRoles: readonly string[];
}

/** With these a person can do everything, or give themselves everything. */
const everything = ['Global Administrator', 'Privileged Role Administrator'];

export function peopleFindings(side: Side, people: readonly PersonHolds[]): readonly Finding[] {
  const admins = people.filter(({ person }) => person.roles.includes(adminOf[side]));
  // Nobody has the role yet: the board says so.
  if (admins.length === 0) return [];
  const unseen = admins
    .filter(({ accounts }) => accounts.length === 0)
    .map(({ person }): Finding => ({
      status: 'unknown',
      code: 'person-rights-unseen',
      facts: { side, person: person.name },
      object: { kind: 'person', id: person.personId, label: person.name },
    }));
  const missing = neededByHand(side).flatMap(({ anyOf, steps }): Finding[] =>
    admins.some(({ directoryRoles }) => anyOf.some((role) => directoryRoles.includes(role)))
      ? []
      : [
          {
            status: unseen.length > 0 ? 'unknown' : 'failed',
            code: 'people-role-missing',
            facts: {
              side,
              role: anyOf[0],
              people: admins.map(({ person }) => person.name).join(', '),
              count: steps.length,
              step: steps[0] ?? '',
            },
            object: { kind: 'directory-role', id: `${side}/people/${anyOf[0]}`, label: anyOf[0] },
          },
        ],
  );
  const whole: Finding = {
    status: 'passed',
    code: 'people-roles-whole',
    facts: { side, people: admins.map(({ person }) => person.name).join(', ') },
  };
  const beyond = people.flatMap(({ person, directoryRoles }): Finding[] => {
    const held = directoryRoles.filter((role) => everything.includes(role));
    const facts = { side, person: person.name, roles: held.join(', ') };
    return held.length === 0 ? [] : [{ status: 'passed', code: 'person-role-beyond', facts }];
  });
  return [...unseen, ...(missing.length === 0 && unseen.length === 0 ? [whole] : missing), ...beyond];
}
