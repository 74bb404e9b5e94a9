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
  /** Of a vote that was asked anew: the decision that was answered differently. */
  readonly decision?: string | undefined;
  readonly because?: string | undefined;
  /** The step that moved. */
  readonly moved?: string | undefined;
}

/** What was said of an attempt, and whose word stood at the very moment at which that was read. */
export interface SaidSoFar {
  readonly log: readonly Said[];
  readonly standing: readonly string[];
}

/** Of an attempt that still asks: what stands and lost its role, and what was taken away when people were asked anew. */
export function lapsedVotes(
  { step, attempt }: Pick<StepSnapshot, 'step' | 'attempt'>,
  { log, standing: read }: SaidSoFar,
  people: ReadonlyMap<string, Person>,
): readonly LapsedVote[] {
  if (attempt === null) return [];
  const standing = attempt.approvals.filter(({ person }) => !holds(person, countingFor(step)));
  // Somebody may have given theirs since the attempt was read.
  const given = new Set([...attempt.approvals.map(({ person }) => person.id), ...read]);
  const newest = new Map(log.flatMap((said, index) => (isOwnWord(said) ? [[said.personId, { said, index }]] : [])));
  const forgotten = [...newest.values()].flatMap(({ said, index }): LapsedVote[] => {
    const person = people.get(said.personId ?? '');
    const vote = voteOf(said);
    if (person === undefined || vote === null || given.has(person.id)) return [];
    const because = holds(person, countingFor(step))
      ? whyAnew(step, log.slice(index + 1))
      : ({ why: 'no-role' } as const);
    return [{ person, at: said.at, vote, ...because }];
  });
  return [...standing.map(({ person, at, vote }) => ({ person, at, vote, why: 'no-role' as const })), ...forgotten];
}

/** The last time that somebody's word was taken away and asked for anew. */
export const askedAnewAt = (log: readonly Said[]): string | undefined =>
  log.findLast(({ what }) => what === 'vote-asked-anew')?.at;

function whyAnew({ kind }: Step, since: readonly Said[]): Pick<LapsedVote, 'why' | 'moved'> {
  const anew = since.filter(({ what }) => what === 'vote-asked-anew');
  const asked = anew.find(({ because }) => because !== undefined);
  if (kind !== 'gate') return { why: asked?.because === 'hours' ? 'too-old' : 'asked-anew' };
  if (since.some(({ what }) => what === 'answered')) return { why: 'other-answers' };
  if (since.some(({ decision }) => decision !== undefined)) return { why: 'decision-changed' };
  if (asked?.because === 'hours') return { why: 'too-old' };
  if (asked?.because === 'time' && asked.moved !== undefined) return { why: 'short-of-time', moved: asked.moved };
  if (asked?.moved !== undefined) return { why: 'facts-changed', moved: asked.moved };
  // An entry without a cause is of before that was written down: nothing but roles had none.
  return { why: anew.some(({ because = 'roles' }) => because === 'roles') ? 'roles-changed' : 'not-on-record' };
}

const countingFor = (step: Step): Step['roles'] => (step.kind === 'gate' ? step.roles : [...step.roles, ...leads]);

const votes: Readonly<Record<string, Approval['vote']>> = {
  'voted-go': 'go',
  'voted-no': 'no',
  approved: 'approve',
  'approval-refused': 'no',
};
/** Whoever took their own word back does not have to be told. */
const takenBack: readonly string[] = ['approval-withdrawn', 'no-taken-back'];

const voteOf = ({ what }: Said): Approval['vote'] | null => votes[what] ?? null;
const isOwnWord = (said: Said): boolean => voteOf(said) !== null || takenBack.includes(said.what);

/**
 * What was said of an attempt that is asked for. In one statement with who stands by their word: a vote that comes between two would be in the
 * log and nowhere else, and look like one that was taken away.
 */
export async function loadSaid(core: Core, { step, attempt }: StepSnapshot): Promise<SaidSoFar> {
  if (attempt === null) return { log: [], standing: [] };
  const rows = await core.db
    .selectFrom('audit')
    .select(({ selectFrom }) => [
      'person_id',
      'at',
      'what',
      'facts',
      selectFrom('approval')
        .select(({ fn }) => fn.agg<string[]>('array_agg', ['approval.person_id']).as('given'))
        .where('approval.attempt_id', '=', attempt.id)
        .as('standing'),
    ])
    .where('step_id', '=', step.id)
    .where('what', 'in', [...Object.keys(votes), ...takenBack, 'vote-asked-anew', 'answered'])
    .orderBy('number')
    .execute();
  const log = rows.flatMap(({ person_id, at, what, facts }): Said[] => {
    const { attempt: of, ...told } = JSON.parse(facts) as Partial<
      Record<'attempt' | 'decision' | 'because' | 'moved', string>
    >;
    return of === attempt.id ? [{ ...told, personId: person_id, at, what }] : [];
  });
  return { log, standing: rows[0]?.standing ?? [] };
}

export const asksPeople = ({ step, attempt }: StepSnapshot): boolean =>
  attempt !== null &&
  attempt.endedAt === null &&
  (attempt.state === 'asking' || (step.kind === 'gate' && attempt.state === 'attention'));
