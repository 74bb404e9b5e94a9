import type { Kysely } from 'kysely';
import type { RosterPerson } from '../../contract/context.js';
import { roles as knownRoles } from '../../contract/step.js';
import type { Role } from '../../contract/step.js';
import type { EngineTables } from '../schema.js';
import type { Person } from '../state.js';

export interface KnownPerson extends Person {
  readonly email: string | null;
  readonly userPrincipalName: string | null;
}

/** Everybody who ever had a role, roles as they are now, in the order of the role list. */
export async function loadPeople(db: Kysely<EngineTables>): Promise<readonly KnownPerson[]> {
  const people = await db.selectFrom('person').selectAll().orderBy('name').orderBy('id').execute();
  const held = await db.selectFrom('role_holder').selectAll().execute();
  const rolesOf = new Map<string, Set<Role>>();
  for (const { person_id, role } of held) rolesOf.set(person_id, (rolesOf.get(person_id) ?? new Set()).add(role));
  return people.map((row) => ({
    id: row.id,
    name: row.name,
    company: row.company,
    lang: row.lang,
    roles: knownRoles.filter((role) => rolesOf.get(row.id)?.has(role)),
    email: row.email,
    userPrincipalName: row.user_principal_name,
  }));
}

export const withRoles = <P extends Person>(people: readonly P[]): readonly P[] =>
  people.filter((person) => person.roles.length > 0);

export const asRosterPerson = (person: KnownPerson): RosterPerson => ({
  personId: person.id,
  name: person.name,
  company: person.company,
  roles: person.roles,
  email: person.email,
  userPrincipalName: person.userPrincipalName,
});

export const plainPerson = ({ id, name, company, lang, roles }: Person): Person => ({ id, name, company, lang, roles });

export const namesOf = (people: readonly Person[]): string => [...new Set(people.map(({ name }) => name))].join(', ');
