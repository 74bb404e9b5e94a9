/** The go that began a night nobody has written in yet: who may take it back, and, once that is done, who did it and why. */
import { nightBegunBy } from '../attempts/night-begun.js';
import type { Core } from '../core.js';
import type { Person, StepSnapshot } from '../state.js';

type GoBack = Pick<StepSnapshot, 'mayTakeGoBack' | 'goTakenBack'>;

export async function goBackOf(
  core: Core,
  { step, state, attempt }: StepSnapshot,
  people: ReadonlyMap<string, Person>,
  isUnderWay: boolean,
): Promise<GoBack> {
  if (step.beginsTheNight !== true || attempt === null || !isUnderWay) return {};
  if (attempt.endedAt === null) {
    const taken = await takenBack(core, step.id, attempt.number, people);
    return taken === null ? {} : { goTakenBack: taken };
  }
  const gave = attempt.approvals.flatMap(({ vote, person }) => (vote === 'go' ? [person.id] : []));
  if (state !== 'done' || attempt.state !== 'done' || gave.length === 0) return {};
  return (await nightBegunBy({ core, trx: core.db })) === null ? { mayTakeGoBack: gave } : {};
}

/** Of the attempt before this one. */
async function takenBack(
  core: Core,
  stepId: string,
  number: number,
  people: ReadonlyMap<string, Person>,
): Promise<NonNullable<GoBack['goTakenBack']> | null> {
  const row = await core.db
    .selectFrom('audit')
    .select(['at', 'person_id', 'facts'])
    .where('step_id', '=', stepId)
    .where('what', '=', 'go-taken-back')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const facts = row === undefined ? {} : (JSON.parse(row.facts) as { attempt?: string; reason?: string });
  const by = people.get(row?.person_id ?? '');
  return row === undefined || by === undefined || facts.attempt !== `${stepId}-${number - 1}`
    ? null
    : { by, at: row.at, reason: facts.reason ?? '' };
}
