/** How far checks have come that read in parts. Only the time that went into reading counts: not that between a kill and the next start. */
import { inPartsOf } from '../kinds/reading/parts.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { Core } from '../core.js';
import type { Reading } from '../state.js';

export async function loadReadings(core: Core, attempts: readonly AttemptRow[]): Promise<Map<string, Reading>> {
  const found = new Map<string, Reading>();
  const open = attempts.filter(({ state, step_id }) => state === 'working' && isInParts(core, step_id));
  for (const { id, step_id } of open) {
    const row = await core.db
      .selectFrom('read_part')
      .select(({ fn, eb }) => [
        fn.sum<string>('count').as('total'),
        fn.sum<string>(eb.case().when('read', 'is not', null).then(eb.ref('count')).else(0).end()).as('done'),
        fn.sum<number>('seconds').as('seconds'),
      ])
      .where('attempt_id', '=', id)
      .executeTakeFirstOrThrow();
    const secondsEach = inPartsOf(core, step_id)?.secondsEach ?? 0;
    if (row.total !== null)
      found.set(id, readingOf({ total: Number(row.total), done: Number(row.done), seconds: row.seconds }, secondsEach));
  }
  return found;
}

const isInParts = (core: Core, stepId: string): boolean =>
  core.steps.has(stepId) && inPartsOf(core, stepId) !== undefined;

export function readingOf(
  { total, done, seconds }: { readonly total: number; readonly done: number; readonly seconds: number | null },
  expectedEach: number,
): Reading {
  const measured = done > 0 && seconds !== null;
  const each = measured ? seconds / done : expectedEach;
  return { total, done, minutesLeft: Math.ceil((each * (total - done)) / 60), measured };
}
