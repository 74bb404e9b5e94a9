/** `/stop` and `/resume`: one person stops all writes, two let them go on. */
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { kindOf } from '../kinds/index.js';
import { enqueueBatch } from '../kinds/writing/run-batches.js';
import { record } from '../audit/audit.js';
import { stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { decideAs } from './decide.js';
import { markAll, markStop } from '../cards/mark.js';
import { namesOf } from '../roles/roster.js';
import { goOnAfterStop, pauseForStop } from './transfers.js';
import { changeMigration, migrationRow } from '../migration-row.js';

export const stop = (core: Core, by: Actor, order: { reason?: string; transfers?: 'pause' }): Promise<Outcome<null>> =>
  decideAs(core, by, null, async ({ unit, roster }) => {
    const { active_stop } = await migrationRow(unit);
    if (active_stop !== null) {
      const present = await unit.trx
        .selectFrom('stop')
        .selectAll()
        .where('id', '=', active_stop)
        .executeTakeFirstOrThrow();
      const who = roster.find(({ id }) => id === present.person_id)?.name ?? '';
      return refused('stop.already', { who, at: present.at });
    }
    const reason = (order.reason ?? '').trim();
    const { id } = await unit.trx
      .insertInto('stop')
      .values({ person_id: by.personId, at: unit.at, reason: reason === '' ? null : reason })
      .returning('id')
      .executeTakeFirstOrThrow();
    await setStop(unit, id);
    await record(unit, by, 'stopped', null, { reason });
    await pauseForStop(unit, by, id, order.transfers === 'pause');
    await markStop(unit, true);
    await markAll(unit);
    return allowed(null);
  });

export const resume = (core: Core, by: Actor): Promise<Outcome<{ lifted: boolean }>> =>
  decideAs(core, by, null, async ({ unit, roster }) => {
    const { active_stop: id } = await migrationRow(unit);
    if (id === null) return refused('resume.not-stopped');
    const others = namesOf(roster.filter((other) => other.id !== by.personId));
    const given = await unit.trx.selectFrom('stop_lift').selectAll().where('stop_id', '=', id).execute();
    if (given.some(({ person_id }) => person_id === by.personId))
      return refused('resume.second-person', { who: others });
    await unit.trx.insertInto('stop_lift').values({ stop_id: id, person_id: by.personId }).execute();
    // Whoever asked first and has no role any more does not count.
    const counting = given.filter(({ person_id }) => roster.some((other) => other.id === person_id));
    const lifted = counting.length > 0;
    await record(unit, by, lifted ? 'resumed' : 'resume-asked', null);
    if (lifted) await lift(unit, id);
    await markStop(unit, false);
    return allowed({ lifted });
  });

const setStop = (unit: Unit, id: number | null): Promise<void> => changeMigration(unit, { active_stop: id });

/** What stood still goes on where it stopped. */
async function lift(unit: Unit, id: number): Promise<void> {
  await setStop(unit, null);
  await unit.trx.updateTable('stop').set({ lifted_at: unit.at }).where('id', '=', id).execute();
  const paused = await unit.trx.selectFrom('batch').selectAll().where('state', '=', 'paused').execute();
  for (const batch of paused) await enqueueBatch(unit, batch.attempt_id, batch.number, batch.side);
  const held = await unit.trx.selectFrom('attempt').selectAll().where('held_by_stop', '=', true).execute();
  for (const attempt of held) {
    await unit.trx.updateTable('attempt').set({ held_by_stop: false }).where('id', '=', attempt.id).execute();
    await kindOf(unit.core, stepOf(unit.core, attempt.step_id)).goOn?.(unit, attempt);
  }
  await goOnAfterStop(unit, id);
  await markAll(unit);
}
