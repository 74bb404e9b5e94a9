/** What a task wants of whoever says that it is done: one line for everybody, and the field for it. */
import { evidenceFor, type Evidence } from '../../contract/evidence.js';
import { open, type Button } from '../parts/buttons.js';
import type { Fact } from '../parts/card-data.js';
import { evidenceInput, type Input } from '../parts/inputs.js';
import { wantedOf } from '../words/words.js';
import type { StepView } from './face.js';

const kindOf = ({ snapshot, attempt }: StepView): Evidence => evidenceFor(snapshot.step, attempt.direction);

const phraseOf = (view: StepView): string => {
  const kind = kindOf(view);
  return wantedOf(
    view.snapshot.step.id,
    view.attempt.direction === 'undo' && kind !== 'none' ? 'undo' : kind,
    view.words,
  );
};

export const wantedFact = (view: StepView): Fact => ({ title: view.words.say('fact.wanted'), value: phraseOf(view) });

/** Not marked as required: it may have been left before, and the same form serves to hand the task back. */
export function evidenceInputs(view: StepView): readonly Input[] {
  const { words } = view;
  const kind = kindOf(view);
  if (kind === 'none') return [];
  const label = words.say(`input.evidence.${kind}`, { wanted: phraseOf(view) });
  return [evidenceInput(kind, { id: 'note', label }, words)];
}

/** Teams hands no file of a channel to a bot: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
export function attachButtons(view: StepView): readonly Button[] {
  const { attempt, reader, rights, around, words } = view;
  if (reader.person === null || !rights.attach || kindOf(view) === 'none') return [];
  const files = attempt.evidence.filter(({ by, note }) => by !== null && note === null).length;
  const link = around.uploadLink({ attemptId: attempt.id, personId: reader.person.id, lang: reader.lang, files });
  return [open(words.say('button.attach'), link)];
}
