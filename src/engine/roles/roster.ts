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
  // One question: it is asked for every card that is drawn.
  const rows = await db
    .selectFrom('person')
    .leftJoin('role_holder', 'role_holder.person_id', 'person.id')
    .selectAll('person')
    .select('role_holder.role')
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  const people = new Map(rows.map((row) => [row.id, row]));
  const rolesOf = new Map<string, Set<Role>>();
  for (const { id, role } of rows) if (role !== null) rolesOf.set(id, (rolesOf.get(id) ?? new Set()).add(role));
  return [...people.values()].map((row) => ({
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
