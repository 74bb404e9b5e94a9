/** A lead declares that a role is not needed, or that it is after all. */
import { isReason } from '../../contract/evidence.js';
import { roles as knownRoles, type Role } from '../../contract/step.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { moveStep, withdraw } from '../attempts/life.js';
import { currentAttempt, hasTurnedBack } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { markAll } from '../cards/mark.js';
import type { Core, Unit } from '../core.js';
import { notNeededCode } from '../progress/fall-away.js';
import { holds, holdersOf, leads } from '../rights/policy.js';
import { fallsAwayFor, isLeading, neededFor } from '../roles/spared.js';
import { namesOf } from '../roles/roster.js';
import type { NotNeeded } from '../state.js';
import { askGatesWithout } from './asked-anew.js';
import { decideAs } from './decide.js';
import type { Scene } from './decide.js';
import { changeMigration } from '../migration-row.js';

export const declareNotNeeded = (
  core: Core,
  by: Actor,
  order: { role: Role; reason: string },
): Promise<Outcome<null>> =>
  decideAs(core, by, null, async (scene) => {
    const { unit, migration, roster } = scene;
    const { role } = order;
    const no = whyNot(scene, role);
    if (no !== null) return no;
    if (migration.not_needed.some((one) => one.role === role)) return refused('role.not-needed-already', { role });
    if (isLeading(role)) return refused('role.always-needed', { role });
    const holders = holdersOf(roster, [role]);
    if (holders.length > 0) return refused('role.held', { role, who: namesOf(holders) });
    const needed = neededFor(core.options.runbook, role, migration.not_needed);
    if (needed.length > 0) return refused('role.needed', { role, steps: needed.map(({ id }) => id).join(', ') });
    const reason = order.reason.trim().slice(0, 500);
    if (reason === '') return refused('role.needs-reason', { role });
    if (!isReason(reason)) return refused('reason.too-short', {});
    const spared = [...migration.not_needed, { role, reason, personId: by.personId, name: by.name, at: unit.at }];
    await keep(unit, spared);
    await record(unit, by, 'role-not-needed', null, { role, reason });
    await leaveSteps(unit, spared);
    await askGatesWithout(unit, role);
    await markAll(unit);
    return allowed(null);
  });

export const declareNeeded = (core: Core, by: Actor, order: { role: Role }): Promise<Outcome<null>> =>
  decideAs(core, by, null, async (scene) => {
    const no = whyNot(scene, order.role);
    if (no !== null) return no;
    if (!scene.migration.not_needed.some(({ role }) => role === order.role))
      return refused('role.needed-already', { role: order.role });
    await needAgain(scene, order.role);
    await markAll(scene.unit);
    return allowed(null);
  });

/** Steps that fell away for it are asked anew, as far as nobody else declared them away. */
export async function needAgain({ unit, by, migration }: Scene, role: Role): Promise<void> {
  await keep(
    unit,
    migration.not_needed.filter((one) => one.role !== role),
  );
  await record(unit, by, 'role-needed', null, { role });
  if (migration.state !== 'under-way') return;
  for (const step of unit.core.options.runbook) {
    if (!step.roles.includes(role)) continue;
    const row = await unit.trx
      .selectFrom('step')
      .select(['state', 'not_applicable'])
      .where('id', '=', step.id)
      .executeTakeFirst();
    if (row?.state !== 'not-applicable' || row.not_applicable?.code !== notNeededCode) continue;
    await unit.trx.updateTable('step').set({ not_applicable: null }).where('id', '=', step.id).execute();
    await moveStep(unit, step, 'waiting');
    unit.effects.settled = true;
  }
}

const keep = (unit: Unit, spared: readonly NotNeeded[]): Promise<void> =>
  changeMigration(unit, { not_needed: JSON.stringify(spared) });

/** What only they could do and is open now is put back: its turn comes at the end of this, and it falls away. */
async function leaveSteps(unit: Unit, spared: readonly NotNeeded[]): Promise<void> {
  for (const step of unit.core.options.runbook) {
    if (fallsAwayFor(step, spared) === undefined) continue;
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || attempt.ended_at !== null || attempt.direction !== 'do') continue;
    await withdraw(unit, attempt, 'waiting');
    unit.effects.settled = true;
  }
}

function whyNot({ person, roster, migration }: Scene, role: Role): Outcome<never> | null {
  if (!knownRoles.includes(role)) return refused('command.bad-role', { typed: String(role).slice(0, 80) });
  if (!holds(person, leads)) return refused('role.not-lead', { who: namesOf(holdersOf(roster, leads)) });
  if (hasTurnedBack(migration.state))
    return refused('migration.turned-back', { over: migration.state === 'backed-out' ? 'yes' : 'no' });
  return null;
}
