/** `/stop` and `/resume`: one person freezes all writes, two lift it. */
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { kindOf } from '../kinds/index.js';
import { enqueueBatch } from '../kinds/writing/run-batches.js';
import { record } from '../audit/audit.js';
import { stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { decideAs } from './decide.js';
import { markAll, markFreeze } from '../cards/mark.js';
import { migrationRow } from '../attempts/rows.js';
import { namesOf } from '../roles/roster.js';
import { goOnAfterStop, pauseForStop } from './transfers.js';

export const stop = (core: Core, by: Actor, order: { reason?: string; transfers?: 'pause' }): Promise<Outcome<null>> =>
  decideAs(core, by, null, async ({ unit, roster }) => {
    const { active_freeze } = await migrationRow(unit);
    if (active_freeze !== null) {
      const freeze = await unit.trx
        .selectFrom('freeze')
        .selectAll()
        .where('id', '=', active_freeze)
        .executeTakeFirstOrThrow();
      const who = roster.find(({ id }) => id === freeze.person_id)?.name ?? '';
      return refused('stop.already', { who, at: freeze.at });
    }
    const reason = (order.reason ?? '').trim();
    const freeze = await unit.trx
      .insertInto('freeze')
      .values({ person_id: by.personId, at: unit.at, reason: reason === '' ? null : reason })
      .returning('id')
      .executeTakeFirstOrThrow();
    await setFreeze(unit, freeze.id);
    await record(unit, by, 'stopped', null, { reason });
    await pauseForStop(unit, by, freeze.id, order.transfers === 'pause');
    await markFreeze(unit, true);
    await markAll(unit);
    return allowed(null);
  });

export const resume = (core: Core, by: Actor): Promise<Outcome<{ lifted: boolean }>> =>
  decideAs(core, by, null, async ({ unit, roster }) => {
    const { active_freeze: freeze } = await migrationRow(unit);
    if (freeze === null) return refused('resume.not-stopped');
    const others = namesOf(roster.filter(({ id }) => id !== by.personId));
    const given = await unit.trx.selectFrom('freeze_lift').selectAll().where('freeze_id', '=', freeze).execute();
    if (given.some(({ person_id }) => person_id === by.personId))
      return refused('resume.second-person', { who: others });
    await unit.trx.insertInto('freeze_lift').values({ freeze_id: freeze, person_id: by.personId }).execute();
    // Whoever asked first and has no role any more does not count.
    const counting = given.filter(({ person_id }) => roster.some(({ id }) => id === person_id));
    const lifted = counting.length > 0;
    await record(unit, by, lifted ? 'resumed' : 'resume-asked', null);
    if (lifted) await lift(unit, freeze);
    await markFreeze(unit, false);
    return allowed({ lifted });
  });

const setFreeze = async (unit: Unit, freeze: number | null): Promise<void> => {
  await unit.trx
    .updateTable('migration')
    .set({ active_freeze: freeze })
    .where('id', '=', unit.core.options.migration.id)
    .execute();
};

/** What stood still goes on where it stopped. */
async function lift(unit: Unit, freeze: number): Promise<void> {
  await setFreeze(unit, null);
  await unit.trx.updateTable('freeze').set({ lifted_at: unit.at }).where('id', '=', freeze).execute();
  const paused = await unit.trx.selectFrom('batch').selectAll().where('state', '=', 'paused').execute();
  for (const batch of paused) await enqueueBatch(unit, batch.attempt_id, batch.number, batch.side);
  const parked = await unit.trx.selectFrom('attempt').selectAll().where('parked', '=', true).execute();
  for (const attempt of parked) {
    await unit.trx.updateTable('attempt').set({ parked: false }).where('id', '=', attempt.id).execute();
    await kindOf(unit.core, stepOf(unit.core, attempt.step_id)).goOn?.(unit, attempt);
  }
  await goOnAfterStop(unit, freeze);
  await markAll(unit);
}
