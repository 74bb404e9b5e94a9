/** Where a rehearsal ended that was not meant to be its end: which step, what is in the way, and how often it was met. */
import type { PlayResult } from '../../rehearsal/people/play.js';

export function verdictLines({ ended, stuckAt }: Pick<PlayResult, 'ended' | 'stuckAt'>): readonly string[] {
  if (ended !== 'stuck') return [];
  const [first, ...others] = stuckAt;
  if (first === undefined) return ['Verdict: STUCK. No card says at what.'];
  const { stepId, undo, title, says, tries } = first;
  const step = stepId === '' ? '' : ` (${stepId}${undo ? ', its undo' : ''})`;
  const tried = tries === 0 ? 'nobody has a button that helps' : `tried ${tries} ${tries === 1 ? 'time' : 'times'}`;
  return [
    `Verdict: STUCK at ${title}${step}, ${tried}.`,
    ...says.map((line) => `  ${line}`),
    ...(others.length === 0 ? [] : [`Open besides: ${others.map((one) => one.title).join(', ')}.`]),
  ];
}
