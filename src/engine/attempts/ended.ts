/** An attempt's row as the question what its end rests on is asked of it. */
import type { Step } from '../../contract/step.js';
import { actionOf } from '../core.js';
import type { Core } from '../core.js';
import type { StoredWord } from '../schema.js';
import type { Word } from '../state.js';
import type { Ended, Saw } from './rests-on.js';
import type { AttemptRow } from './rows.js';

/** Who a person is to whoever asks, by their id. */
type Named<Who> = (id: string | null) => Who | null;

export const saidBy = <Who>(word: StoredWord | null, person: Named<Who>): Word<Who> | null =>
  word === null ? null : { by: person(word.by), at: word.at };

export const sawIn = ({ findings, troubles, looked_at, plan }: AttemptRow): Saw => ({
  open: troubles.length > 0 || findings.some(({ status }) => status !== 'passed'),
  passed: findings.some(({ status }) => status === 'passed'),
  read: looked_at !== null || plan !== null,
});

export function endedOf<Who>(
  core: Core,
  step: Step,
  row: Pick<AttemptRow, 'state' | 'started_at' | 'ended_at' | 'taken_by' | 'said' | 'accepted' | 'answered'>,
  saw: Saw,
  { agreed, person }: { readonly agreed: readonly string[]; readonly person: Named<Who> },
): Ended<Who> {
  const { accepted } = row;
  return {
    kind: step.kind,
    state: row.state,
    endedAt: row.ended_at ?? row.started_at,
    takenBy: person(row.taken_by),
    said: saidBy(row.said, person),
    accepted: accepted === null ? null : { by: person(accepted.by), at: accepted.at, reason: accepted.reason ?? null },
    answered: saidBy(row.answered, person),
    agreed: agreed.flatMap((id) => person(id) ?? []),
    saw,
    atTheEnd: !isDecided(step) && isOfTheEnd(step) && actionOf(core, step) !== undefined,
  };
}

const isDecided = ({ kind }: Step): boolean => kind === 'decision' || kind === 'gate';

/** What was prepared is judged at the gate before the night, by name; what the night and the days after leave is how it ends. */
export const isOfTheEnd = ({ phase }: Pick<Step, 'phase'>): boolean => phase === 'cutover' || phase === 'after';
