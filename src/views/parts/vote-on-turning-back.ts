/** The open question whether to turn back: told before anything else, because the night goes on beside it. */
import type { MigrationStatus } from '../../engine/state.js';
import type { Fact } from './card-data.js';
import type { Naming } from '../words/naming.js';
import { waitingFor } from '../words/waiting-for.js';
import { decisionOfBackOut } from '../words/special-steps.js';
import type { Words } from '../words/words.js';

export function voteFact({ phases }: MigrationStatus, words: Words, naming: Naming): readonly Fact[] {
  const open = phases.flatMap(({ asking }) => asking).find(({ stepId }) => stepId === decisionOfBackOut);
  if (open === undefined) return [];
  return [
    {
      title: words.say('fact.turn-back-vote'),
      value: words.say('turn-back-vote', { who: waitingFor(open.needs, words, naming) }),
    },
  ];
}

/** What everybody else does depends on it. */
export const voteFirst = <T extends { readonly stepId: string }>(items: readonly T[]): readonly T[] => [
  ...items.filter(({ stepId }) => stepId === decisionOfBackOut),
  ...items.filter(({ stepId }) => stepId !== decisionOfBackOut),
];
