/** Who may say no to what is to be agreed to, and who may take back what they said. One place, for changes, transfers and tasks. */
import type { Role } from '../../contract/step.js';
import type { Person } from '../state.js';
import type { Moment } from './moment.js';
import { holdersOf } from './policy.js';

/** `asked`: whose agreement could count. */
export function sayingNo(
  { attempt, votes, roster }: Pick<Moment, 'attempt' | 'votes' | 'roster'>,
  asked: readonly Role[],
): Partial<Record<'refuse' | 'take-back', readonly Person[]>> {
  if (attempt === null || attempt.plan === null || attempt.plan.blockers.length > 0 || !isOpen(attempt.state))
    return {};
  const said =
    (...which: readonly string[]) =>
    (person: Person) =>
      votes.some(({ personId, vote }) => personId === person.id && which.includes(vote));
  return {
    refuse: holdersOf(roster, asked).filter((person) => !said('no')(person)),
    'take-back': roster.filter(said('approve', 'no')),
  };
}

/** People are asked, or what they agreed to is being prepared and nothing of it is written yet. */
export const isOpen = (state: string): boolean => state === 'asking' || state === 'working';
