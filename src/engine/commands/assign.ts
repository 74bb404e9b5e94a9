import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import { roles as knownRoles } from '../../contract/step.js';
import type { Role } from '../../contract/step.js';
import type { Actor, PersonToAssign } from '../api.js';
import { askGatesAnew, voidApprovals } from './asked-anew.js';
import { whyPast } from './cutover.js';
import { hasTurnedBack, migrationRow, stepStates } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { stepWith } from '../core.js';
import type { Core, Unit } from '../core.js';
import { decide, decideAs } from './decide.js';
import type { Scene } from './decide.js';
import { markAll } from '../cards/mark.js';
import { namesOf } from '../roles/roster.js';

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
    await unit.trx
      .updateTable('migration')
      .set({ state: 'under-way', cutover_at: cutoverAt })
      .where('id', '=', migration.id)
      .execute();
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

export const assign = (core: Core, by: Actor, order: { role: Role; person: PersonToAssign }): Promise<Outcome<null>> =>
  decideAs(core, by, null, async (scene) => {
    const no = whyNot(scene, order.role);
    if (no !== null) return no;
    await keepPerson(scene.unit, order.person);
    const holds = scene.roster.some(({ id, roles }) => id === order.person.personId && roles.includes(order.role));
    await giveRole(scene.unit, order.person.personId, order.role);
    if (!holds) await askGatesAnew(scene.unit, order.role, order.person.personId);
    await record(scene.unit, by, 'assigned', null, { role: order.role, name: order.person.name });
    await markAll(scene.unit);
    return allowed(null);
  });

export const unassign = (core: Core, by: Actor, order: { role: Role; personId: string }): Promise<Outcome<null>> =>
  decideAs(core, by, null, async (scene) => {
    const no = whyNot(scene, order.role);
    if (no !== null) return no;
    const holders = scene.roster.filter((person) => person.roles.includes(order.role));
    const person = holders.find(({ id }) => id === order.personId);
    if (person === undefined) return refused('role.not-held', { role: order.role });
    if (order.role === 'project-manager' && holders.length === 1) return refused('role.last-project-manager');
    await scene.unit.trx
      .deleteFrom('role_holder')
      .where('person_id', '=', order.personId)
      .where('role', '=', order.role)
      .execute();
    await askGatesAnew(scene.unit, order.role, order.personId);
    await voidApprovals(scene.unit, order.personId);
    await record(scene.unit, by, 'unassigned', null, { role: order.role, name: person.name });
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
    .values({ person_id: personId, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
