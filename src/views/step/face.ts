/** One step's card in the making: what all its faces share. */
import type { Attempt, StepSnapshot } from '../../engine/state.js';
import type { Reader, Surroundings } from '../api.js';
import type { Button } from '../parts/buttons.js';
import { press } from '../parts/buttons.js';
import type { Said } from '../parts/envelope.js';
import { anyOf, waitingFor } from '../words/waiting-for.js';
import type { Naming } from '../words/naming.js';
import { momentOf } from '../words/moments.js';
import { approvalNeeds, type Rights } from '../parts/rights.js';
import type { RecordBlock } from './brief.js';
import { noSentence } from './say-no.js';
import type { Words } from '../words/words.js';

/** What differs from state to state; head, foot and details are the same for all. */
export type Face = Pick<Said, 'state' | 'sentence'> &
  Partial<Pick<Said, 'progress' | 'facts' | 'rows' | 'warnings' | 'inputs' | 'wayBack' | 'buttons' | 'details'>> & {
    readonly records?: readonly RecordBlock[];
  };

/** The undo of a step, or a step that is there only to undo others. */
export const leadsBack = ({ step }: Pick<StepSnapshot, 'step'>, attempt: Attempt | null): boolean =>
  attempt?.direction === 'undo' || step.phase === 'back-out';

/** Everything that leads back carries the same arrow, so that no one takes it for the way there. */
export function headOf(snapshot: Pick<StepSnapshot, 'step'>, attempt: Attempt | null, words: Words): string {
  const { step } = snapshot;
  return leadsBack(snapshot, attempt) ? `↩ ${words.titleOf(step)}` : words.titleOf(step);
}

export interface StepView {
  readonly snapshot: StepSnapshot;
  readonly attempt: Attempt;
  readonly around: Surroundings;
  readonly reader: Reader;
  readonly rights: Rights;
  readonly words: Words;
  readonly naming: Naming;
}

export const askWhy = (view: StepView): Button =>
  press('ask-why', { attemptId: view.attempt.id }, view.words.say('button.ask-why'));

export const seePlan = (view: StepView, key = 'button.see-plan'): Button =>
  press('see-plan', { attemptId: view.attempt.id, offset: 0 }, view.words.say(key));

/** What is no longer as it was approved, by itself. */
export const seeChanged = (view: StepView): Button =>
  press('see-changed', { attemptId: view.attempt.id }, view.words.say('button.see-changed'));

export const showMine = (view: StepView): Button =>
  press('refresh', { card: `attempt:${view.attempt.id}` }, view.words.say('button.my-buttons'));

/** The channel's card decides nothing: everybody may look, ask why, and ask for their own buttons. */
export function neutralButtons(view: StepView): readonly Button[] {
  const plan = worthSeeing(view.attempt) ? [seePlan(view)] : [];
  const mine = view.reader.person === null && view.attempt.endedAt === null ? [showMine(view)] : [];
  return [...plan, askWhy(view), ...mine];
}

/** A plan with rows, left-out objects or obstacles; the hash of a task's text is none. */
export const worthSeeing = ({ plan }: Attempt): boolean =>
  plan !== null && plan.changes + plan.blockers.length + plan.leftOut.length > 0;

/** `Anna 01:02, Irina 01:04` */
export function approvedBy(view: StepView): string {
  return view.attempt.approvals
    .filter((approval) => approval.vote === 'approve' && !hasLapsed(view, approval.person.id))
    .map((approval) => `${view.naming.name(approval.person)} ${momentOf(approval.at, view.around.status.now)}`)
    .join(', ');
}

const hasLapsed = ({ snapshot }: StepView, personId: string): boolean =>
  (snapshot.lapsed ?? []).some(({ person }) => person.id === personId);

/** Nobody's word goes without a word. */
export const lapsedLines = ({ snapshot, words, naming, around }: StepView): readonly string[] =>
  (snapshot.lapsed ?? []).map(({ person, vote, at, why, moved }) =>
    words.say(`lapsed.${why}`, {
      name: naming.name(person),
      vote,
      time: momentOf(at, around.status.now),
      ...(moved === undefined ? {} : { step: words.titleById(moved) }),
    }),
  );

/** Who must approve, told to whoever reads: to those who may, to one who did, to the others. */
export function approvalSentence(view: StepView, mine: string): string {
  const { attempt, words, naming, reader, rights, around } = view;
  const no = noSentence(view);
  if (no !== '') return no;
  const needs = approvalNeeds(attempt);
  const bothCompanies = needs.length > 1 && view.snapshot.step.risk === 'final';
  const waits = words.say(bothCompanies ? 'asking.both-companies' : 'asking.approvals', {
    count: needs.length,
    who: waitingFor(needs, words, naming),
  });
  if (reader.person === null) return waits;
  if (rights.approve) return mine;
  const own = attempt.approvals.find((approval) => approval.person.id === reader.person?.id);
  if (own !== undefined)
    return words.say('asking.you-approved', {
      time: momentOf(own.at, around.status.now),
      who: anyOf(needs, words, naming),
    });
  return words.say('asking.not-you', { waits });
}
