import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import { roles as knownRoles } from '../../contract/step.js';
import type { Company, Role } from '../../contract/step.js';
import type { Person, RoleChange } from '../state.js';
import type { Actor, PersonToAssign } from '../api.js';
import { askGatesAnew, voidApprovals } from './asked-anew.js';
import { whyPast } from './cutover.js';
import { hasTurnedBack, stepStates } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { stepWith } from '../core.js';
import type { Core, Unit } from '../core.js';
import { needAgain } from './not-needed.js';
import { decide, decideAs } from './decide.js';
import type { Scene } from './decide.js';
import { markAll } from '../cards/mark.js';
import { lookAnew } from '../kinds/reading/check-work.js';
import { namesOf } from '../roles/roster.js';
import { changeMigration, migrationRow } from '../migration-row.js';

export const begin = (
  core: Core,
  by: Actor,
  order: { starter: PersonToAssign; cutoverAt: string | null },
): Promise<Outcome<null>> =>
  decide(core, by, null, async (unit) => {
    const migration = await migrationRow(unit);
    if (migration.state !== 'not-started')
      return hasTurnedBack(migration.state)
        ? refused('migration.turned-back', { over: migration.state === 'backed-out' ? 'yes' : 'no' })
        : refused('migration.already-started', { moment: await momentOfT(unit) });
    if (order.cutoverAt !== null && Number.isNaN(Date.parse(order.cutoverAt)))
      return refused('answer.invalid', { field: 'cutoverDate', value: order.cutoverAt.slice(0, 80) });
    const cutoverAt = order.cutoverAt === null ? null : new Date(order.cutoverAt).toISOString();
    const past = cutoverAt === null ? null : whyPast(unit, cutoverAt, 'start.past');
    if (past !== null) return past;
    await keepPerson(unit, { ...order.starter, personId: by.personId });
    await giveRole(unit, by.personId, 'project-manager');
    await changeMigration(unit, { state: 'under-way', cutover_at: cutoverAt });
    await record(unit, by, 'begun', null, cutoverAt === null ? {} : { cutoverAt });
    unit.effects.settled = true;
    await markAll(unit);
    return allowed(null);
  });

/** Where T can be changed once the migration is under way. */
async function momentOfT(unit: Unit): Promise<'coming' | 'asking' | 'agreed'> {
  const state = (await stepStates(unit)).get(stepWith(unit.core, 'setsT')?.id ?? '');
  if (state === 'asking' || state === 'attention') return 'asking';
  return state === 'done' ? 'agreed' : 'coming';
}

export const assign = (
  core: Core,
  by: Actor,
  order: { role: Role; person: PersonToAssign; anyway?: boolean },
): Promise<Outcome<null>> =>
  decideAs(core, by, null, async (scene) => {
    const no = whyNot(scene, order.role);
    if (no !== null) return no;
    const { role, person } = order;
    if (order.anyway === false && isOfOtherCompany(role, person.company))
      return refused('role.other-company', { role, who: person.name });
    await give(scene, role, person);
    await markAll(scene.unit);
    return allowed(null);
  });

async function give(scene: Scene, role: Role, person: PersonToAssign): Promise<void> {
  const { unit, by, roster } = scene;
  await keepPerson(unit, person);
  const holds = roster.some(({ id, roles }) => id === person.personId && roles.includes(role));
  await giveRole(unit, person.personId, role);
  // Whoever gives it to somebody needs it.
  if ((await migrationRow(unit)).not_needed.some((one) => one.role === role)) await needAgain(scene, role);
  if (!holds) await askGatesAnew(unit, role, person.personId);
  if (!holds) await lookAtRosterAnew(unit);
  await record(unit, by, 'assigned', null, { role, name: person.name });
}

async function take({ unit, by }: Scene, role: Role, { id, name }: Pick<Person, 'id' | 'name'>): Promise<void> {
  await unit.trx.deleteFrom('role_holder').where('person_id', '=', id).where('role', '=', role).execute();
  await askGatesAnew(unit, role, id);
  await voidApprovals(unit, id);
  await lookAtRosterAnew(unit);
  await record(unit, by, 'unassigned', null, { role, name });
}

async function lookAtRosterAnew(unit: Unit): Promise<void> {
  for (const step of unit.core.options.runbook) if (step.readsRoster === true) await lookAnew(unit, step);
}

/** Those are given and taken that differ; what is not to be done at all leaves everything as it is. */
export const assignRoles = (
  core: Core,
  by: Actor,
  order: { roles: readonly { role: Role; people: readonly PersonToAssign[] }[]; anyway: boolean },
): Promise<Outcome<readonly RoleChange[]>> =>
  decideAs(core, by, null, async (scene) => {
    const changes = order.roles.map(({ role, people }) => {
      const holders = scene.roster.filter(({ roles }) => roles.includes(role));
      return {
        role,
        people,
        given: people.filter(({ personId }) => !holders.some(({ id }) => id === personId)),
        taken: holders.filter(({ id }) => !people.some(({ personId }) => personId === id)),
      };
    });
    for (const { role, people, given } of changes) {
      const no = whyNot(scene, role);
      if (no !== null) return no;
      if (role === 'project-manager' && people.length === 0) return refused('role.last-project-manager');
      const other = order.anyway ? undefined : given.find(({ company }) => isOfOtherCompany(role, company));
      if (other !== undefined) return refused('role.other-company', { role, who: other.name });
    }
    for (const { role, given, taken } of changes) {
      for (const person of given) await give(scene, role, person);
      for (const person of taken) await take(scene, role, person);
    }
    if (changes.some(({ given, taken }) => given.length + taken.length > 0)) await markAll(scene.unit);
    return allowed(
      changes
        .filter(({ given, taken }) => given.length + taken.length > 0)
        .map(({ role, people, given, taken }) => ({
          role,
          given: given.map(({ name }) => name),
          taken: taken.map(({ name }) => name),
          holders: people.length,
        })),
    );
  });

/** An admin of one side who works for the other: often so on purpose, and worth a question. */
const isOfOtherCompany = (role: Role, company: Company): boolean =>
  (role === 'source-admin' && company === 'destination') || (role === 'destination-admin' && company === 'source');

export const unassign = (core: Core, by: Actor, order: { role: Role; personId: string }): Promise<Outcome<null>> =>
  decideAs(core, by, null, async (scene) => {
    const no = whyNot(scene, order.role);
    if (no !== null) return no;
    const holders = scene.roster.filter((person) => person.roles.includes(order.role));
    const person = holders.find(({ id }) => id === order.personId);
    if (person === undefined) return refused('role.not-held', { role: order.role });
    if (order.role === 'project-manager' && holders.length === 1) return refused('role.last-project-manager');
    await take(scene, order.role, person);
    await markAll(scene.unit);
    return allowed(null);
  });

function whyNot({ person, roster }: Scene, role: Role): Outcome<never> | null {
  const managers = roster.filter((other) => other.roles.includes('project-manager'));
  if (!person.roles.includes('project-manager')) return refused('role.not-project-manager', { who: namesOf(managers) });
  return knownRoles.includes(role) ? null : refused('command.bad-role', { typed: String(role).slice(0, 80) });
}

async function keepPerson(unit: Unit, person: PersonToAssign): Promise<void> {
  const row = {
    name: person.name,
    company: person.company,
    lang: person.lang,
    email: person.email,
    user_principal_name: person.userPrincipalName,
  };
  await unit.trx
    .insertInto('person')
    .values({ id: person.personId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

async function giveRole(unit: Unit, personId: string, role: Role): Promise<void> {
  await unit.trx
    .insertInto('role_holder')
    .values({ person_id: personId, role, given_at: unit.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
