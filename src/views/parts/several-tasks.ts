/**
 * Like tasks of one person, reported in one press: each is its own order to the engine with what shows it, as if pressed alone. Only what
 * people carry out and nobody has to agree to; what the bot watches, or what is of high risk, is read and reported on its own card.
 */
import { evidenceFor } from '../../contract/evidence.js';
import { isHighRisk } from '../../contract/step.js';
import type { Attempt, Person, StepSnapshot } from '../../engine/state.js';
import { wantedOf, type Words } from '../words/words.js';
import { press, unfold, type Button } from './buttons.js';
import { approvalNeeds } from './rights.js';
import { evidenceInput, toggleInput, type Input } from './inputs.js';

/** A longer form is nobody's to fill in on a phone: the rest follows once these are reported. */
const mostAtOnce = 6;

type Task = StepSnapshot & { readonly attempt: Attempt };

export const hasSeveral = (steps: readonly StepSnapshot[], person: Person): boolean =>
  tasksOf(steps, person).length > 1;

/** None: one alone is reported on its own card. */
export function reportSeveral(steps: readonly StepSnapshot[], person: Person | null, words: Words): readonly Button[] {
  const tasks = person === null ? [] : tasksOf(steps, person).slice(0, mostAtOnce);
  if (tasks.length < 2) return [];
  const attemptIds = tasks.map(({ attempt }) => attempt.id).join(',');
  return [
    unfold(
      words.say('button.several', { count: tasks.length }),
      [
        { type: 'TextBlock', text: words.say('several.empty'), size: 'Small', wrap: true },
        ...tasks.map((one) => fieldOf(one, words)),
      ],
      [press('complete-several', { attemptIds }, words.say('button.complete-several'), { style: 'positive' })],
    ),
  ];
}

const tasksOf = (steps: readonly StepSnapshot[], { id }: Person): readonly Task[] =>
  steps.filter((one): one is Task => isAlike(one) && one.attempt?.may.complete.includes(id) === true);

const isAlike = ({ step, kind, attempt }: StepSnapshot): boolean =>
  attempt !== null &&
  kind === 'task' &&
  step.action === undefined &&
  !isHighRisk(step) &&
  attempt.direction === 'do' &&
  (attempt.state === 'asking' || attempt.state === 'running') &&
  approvalNeeds(attempt).length === 0;

const noteId = (attemptId: string): string => `note.${attemptId}`;
const doneId = (attemptId: string): string => `done.${attemptId}`;

/** A box where nothing has to be shown, otherwise a field for what is wanted. */
function fieldOf({ step, attempt }: Task, words: Words): Input {
  const kind = evidenceFor(step, attempt.direction);
  const title = words.titleOf(step);
  if (kind === 'none') return toggleInput({ id: doneId(attempt.id), label: title, value: 'false' });
  const wanted = words.say(`input.evidence.${kind}`, { wanted: wantedOf(step.id, kind, words) });
  return evidenceInput(kind, { id: noteId(attempt.id), label: `${title}. ${wanted}` }, words);
}

/** Of the tasks on the form those that somebody filled in: nobody claims what they have left empty. */
export const reportedIn = (
  attemptIds: readonly string[],
  inputs: Readonly<Record<string, string>>,
): readonly string[] =>
  attemptIds.filter((id) => evidenceOf(id, inputs) !== undefined || inputs[doneId(id)] === 'true');

export function evidenceOf(attemptId: string, inputs: Readonly<Record<string, string>>): string | undefined {
  const note = (inputs[noteId(attemptId)] ?? '').trim();
  return note === '' ? undefined : note;
}
