/** Mail that waits somewhere while nobody takes it: since when MX was seen to lead there, and how people decided it. */
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import { answersInForce } from '../kinds/form/answers-in-force.js';
import type { AttemptRow, StepRow } from '../attempts/rows.js';
import type { MailDecided, WaitingMail } from '../state.js';

type Parked = Pick<AttemptRow, 'direction' | 'state' | 'ended_at' | 'accepted'>;
type BroughtIn = Pick<StepRow, 'state' | 'since' | 'done_order'>;

/**
 * From when it was seen first, however often people were asked about it since, until MX leads to where the mail is taken: at the destination,
 * or at the source again. Where that was taken back MX leads to where it led before, and mail waits anew.
 */
export function waitsSince(parked: readonly Parked[], broughtIn: BroughtIn | undefined): string | null {
  const ended = parked.filter(({ ended_at }) => ended_at !== null);
  const back = ended.map(({ direction, state }) => direction === 'undo' && state === 'undone').lastIndexOf(true);
  // Whoever took it as it is has not seen MX lead there.
  const first = ended
    .slice(back + 1)
    .find(({ direction, state, accepted }) => direction === 'do' && state === 'done' && accepted === null);
  if (first?.ended_at == null || (broughtIn !== undefined && broughtIn.done_order !== null)) return null;
  return broughtIn?.state === 'undone' && broughtIn.since > first.ended_at ? broughtIn.since : first.ended_at;
}

export async function mailWaits(core: Core): Promise<WaitingMail | null> {
  const parks = stepWith(core, 'parksMail');
  if (parks === undefined) return null;
  const attempts = await core.db
    .selectFrom('attempt')
    .select(['direction', 'state', 'ended_at', 'accepted', 'plan'])
    .where('step_id', '=', parks.id)
    .orderBy('number')
    .execute();
  if (attempts.length === 0) return null;
  const switches = stepWith(core, 'bringsMailIn');
  const broughtIn =
    switches === undefined
      ? undefined
      : await core.db
          .selectFrom('step')
          .select(['state', 'since', 'done_order'])
          .where('id', '=', switches.id)
          .executeTakeFirst();
  const since = waitsSince(attempts, broughtIn);
  if (since === null) return null;
  const brief = attempts.filter(({ state }) => state === 'done').at(-1)?.plan?.brief;
  const exchangers = (brief?.records ?? []).flatMap(({ action, type, value }) =>
    action === 'publish' && type === 'MX' ? [value] : [],
  );
  return { since, exchangers: [...new Set(exchangers)], decided: await mailDecided(core) };
}

/** Null: nobody has answered yet. */
export async function mailDecided(core: Core): Promise<MailDecided | null> {
  const step = stepWith(core, 'decidesMail');
  const given = step === undefined ? null : await answersInForce({ trx: core.db }, step.id);
  return step === undefined || given === null ? null : { stepId: step.id, answers: given.answers };
}
