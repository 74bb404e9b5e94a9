/** Votes that count no more: whoever gave one, or waits for the others, must not find it gone without a word. */
import type { Step } from '../../contract/step.js';
import type { Core } from '../core.js';
import { holds, leads } from '../rights/policy.js';
import type { Approval, LapsedVote, Person, StepSnapshot } from '../state.js';

/** As the log has it, oldest first. */
export interface Said {
  readonly personId: string | null;
  readonly at: string;
  readonly what: string;
}

/** Of an attempt that still asks: what stands and lost its role, and at gates what was taken away when people were asked anew. */
export function lapsedVotes(
  { step, attempt }: Pick<StepSnapshot, 'step' | 'attempt'>,
  log: readonly Said[],
  people: ReadonlyMap<string, Person>,
): readonly LapsedVote[] {
  if (attempt === null) return [];
  const standing = attempt.approvals.filter(({ person }) => !holds(person, countingFor(step)));
  const given = new Set(attempt.approvals.map(({ person }) => person.id));
  const newest = new Map(
    log.flatMap((said, index) => (voteOf(said) === null ? [] : [[said.personId, { said, index }]])),
  );
  const forgotten = [...newest.values()].flatMap(({ said, index }): LapsedVote[] => {
    const person = people.get(said.personId ?? '');
    const vote = voteOf(said);
    if (person === undefined || vote === null || given.has(person.id)) return [];
    const isAnsweredSince = log.slice(index + 1).some(({ what }) => what === 'answered');
    const why = !holds(person, step.roles) ? 'no-role' : isAnsweredSince ? 'other-answers' : 'roles-changed';
    return [{ person, at: said.at, vote, why }];
  });
  return [...standing.map(({ person, at, vote }) => ({ person, at, vote, why: 'no-role' as const })), ...forgotten];
}

const countingFor = (step: Step): Step['roles'] => (step.kind === 'gate' ? step.roles : [...step.roles, ...leads]);

const voteOf = ({ what }: Said): Approval['vote'] | null =>
  what === 'voted-go' ? 'go' : what === 'voted-no' ? 'no' : null;

/** What was said at an open gate; other steps keep each approval. */
export async function loadSaid(core: Core, { step, attempt }: StepSnapshot): Promise<readonly Said[]> {
  if (step.kind !== 'gate' || attempt === null) return [];
  const rows = await core.db
    .selectFrom('audit')
    .select(['person_id', 'at', 'what', 'facts'])
    .where('step_id', '=', step.id)
    .where('what', 'in', ['voted-go', 'voted-no', 'answered'])
    .orderBy('number')
    .execute();
  return rows
    .filter(({ facts }) => (JSON.parse(facts) as { attempt?: string }).attempt === attempt.id)
    .map(({ person_id, at, what }) => ({ personId: person_id, at, what }));
}

export const asksPeople = ({ step, attempt }: StepSnapshot): boolean =>
  attempt !== null &&
  attempt.endedAt === null &&
  (attempt.state === 'asking' || (step.kind === 'gate' && attempt.state === 'attention'));
