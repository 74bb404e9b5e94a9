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

/** Of an attempt that still asks: what stands and lost its role, and what was taken away when people were asked anew. */
export function lapsedVotes(
  { step, attempt }: Pick<StepSnapshot, 'step' | 'attempt'>,
  log: readonly Said[],
  people: ReadonlyMap<string, Person>,
): readonly LapsedVote[] {
  if (attempt === null) return [];
  const standing = attempt.approvals.filter(({ person }) => !holds(person, countingFor(step)));
  const given = new Set(attempt.approvals.map(({ person }) => person.id));
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
  const asked = since.find(({ because }) => because !== undefined);
  if (kind !== 'gate') return { why: asked?.because === 'hours' ? 'too-old' : 'asked-anew' };
  if (since.some(({ what }) => what === 'answered')) return { why: 'other-answers' };
  if (since.some(({ decision }) => decision !== undefined)) return { why: 'decision-changed' };
  if (asked?.because === 'hours') return { why: 'too-old' };
  if (asked?.because === 'time' && asked.moved !== undefined) return { why: 'short-of-time', moved: asked.moved };
  if (asked?.moved !== undefined) return { why: 'facts-changed', moved: asked.moved };
  return { why: 'roles-changed' };
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

/** What was said of an attempt that is asked for. */
export async function loadSaid(core: Core, { step, attempt }: StepSnapshot): Promise<readonly Said[]> {
  if (attempt === null) return [];
  const rows = await core.db
    .selectFrom('audit')
    .select(['person_id', 'at', 'what', 'facts'])
    .where('step_id', '=', step.id)
    .where('what', 'in', [...Object.keys(votes), ...takenBack, 'vote-asked-anew', 'answered'])
    .orderBy('number')
    .execute();
  return rows.flatMap(({ person_id, at, what, facts }): Said[] => {
    const { attempt: of, ...told } = JSON.parse(facts) as Partial<
      Record<'attempt' | 'decision' | 'because' | 'moved', string>
    >;
    return of === attempt.id ? [{ ...told, personId: person_id, at, what }] : [];
  });
}

export const asksPeople = ({ step, attempt }: StepSnapshot): boolean =>
  attempt !== null &&
  attempt.endedAt === null &&
  (attempt.state === 'asking' || (step.kind === 'gate' && attempt.state === 'attention'));
