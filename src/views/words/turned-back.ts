/** What a migration that turns back, or has turned back, says in place of its plan: where the way back is now, and what is left. */
import type { Phase } from '../../contract/step.js';
import type { MigrationStatus, PhaseSummary } from '../../engine/state.js';
import { stepById } from '../../runbook/index.js';
import { howWords } from './how-done.js';
import type { Words } from './words.js';

export const isTurningBack = ({ state }: Pick<MigrationStatus, 'state'>): boolean => state === 'backing-out';
export const isOver = ({ state }: Pick<MigrationStatus, 'state'>): boolean => state === 'backed-out';

export const isBusy = ({ running, asking, attention }: PhaseSummary): boolean =>
  running.length + asking.length + attention.length > 0;

/** The way back leads through the threads of all phases: told as one, and counted in steps undone. */
export function wholeWayBack({ phases, wayBack, howUndone }: MigrationStatus): PhaseSummary | undefined {
  const own = phases.find(({ phase }) => phase === 'back-out');
  if (own === undefined || wayBack === null) return undefined;
  // What its own steps rest on says nothing of those that were undone.
  const { how: _own, ...rest } = own;
  return {
    ...rest,
    ...(howUndone === undefined ? {} : { how: howUndone }),
    total: wayBack.undone + wayBack.left,
    done: wayBack.undone,
    next: wayBack.next ?? null,
    running: phases.flatMap(({ running }) => running),
    inHand: phases.flatMap(({ inHand = [] }) => inHand),
    asking: phases.flatMap(({ asking }) => asking),
    attention: phases.flatMap(({ attention }) => attention),
  };
}

/** The phases in whose threads something is under way now. */
export function whereItIs({ phases }: MigrationStatus, words: Words): string {
  const busy = phases.filter(isBusy).map(({ phase }) => phase);
  return words.all((busy.length > 0 ? busy : ['back-out']).map((phase) => words.say(`phase.${phase}`)));
}

/** What stays and can be put right still: of one phase, or of all. */
export const toPutRight = ({ remains }: Pick<MigrationStatus, 'remains'>, phase?: Phase) =>
  (remains?.toPutRight ?? []).filter(({ stepId }) => phase === undefined || stepById(stepId)?.phase === phase);

/** Of one phase, or of all. */
export function remainsWords({ remains, howUndone }: MigrationStatus, words: Words, phase?: Phase): string {
  const count = (ids: readonly string[]): number =>
    ids.filter((id) => phase === undefined || stepById(id)?.phase === phase).length;
  if (remains === null) return '';
  const said = words.say('remains', { undone: count(remains.undone), stays: count(remains.stays) });
  const how = phase !== undefined || howUndone === undefined ? '' : howWords(howUndone, words);
  return how === '' ? said : words.say('remains-how', { remains: said, how });
}

/** It is over; and whether anything is waited for all the same. */
export const overSentence = (status: MigrationStatus, words: Words): string =>
  words.say('status.over', { busy: status.phases.some(isBusy) ? 'yes' : 'no', count: toPutRight(status).length });
