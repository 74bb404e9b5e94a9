/** Fields that a file answers: cards have no input for one, so each is a line that says what is wanted, and a button that leads there. */
import { fileIn, type FileField } from '../../contract/decision.js';
import type { KeptFile } from '../../contract/files.js';
import { open, type Button } from '../parts/buttons.js';
import { row, type Row } from '../parts/card-data.js';
import { momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { fileInShort, wantedFile } from '../words/wanted-file.js';
import type { StepView } from './face.js';

const fieldsOf = ({ attempt }: StepView): readonly FileField[] =>
  (attempt.form?.fields ?? []).filter((field): field is FileField => field.kind === 'file');

const labelOf = ({ words, snapshot }: StepView, { id }: FileField): string =>
  words.step(snapshot.step.id).fields?.[id] ?? id;

/** Who handed which one in, and when. */
const told = (view: StepView, key: string, field: FileField, file: KeptFile): string =>
  view.words.say(key, {
    field: labelOf(view, field),
    file: fileInShort(file, view.words),
    name: plainText(file.by, 60),
    time: momentOf(file.at, view.around.status.now),
  });

export function fileRows(view: StepView): readonly Row[] {
  const { words, rights } = view;
  const fields = fieldsOf(view);
  const rows = fields.map((field) => {
    const { handedIn, inForce } = field;
    if (handedIn !== undefined) return row(told(view, 'file.handed-in', field, handedIn), colorOf(view, handedIn));
    if (inForce !== undefined) return row(told(view, 'file.in-force', field, inForce));
    const wanted = wantedFile(field.wanted, words);
    return row(
      words.say(field.required ? 'file.wanted' : 'file.wanted-optional', { field: labelOf(view, field), wanted }),
    );
  });
  const asks = fields.some((field) => fileIn(field) === undefined) && rights.answer && rights.attach;
  return asks ? [...rows, row(words.say('file.how'))] : rows;
}

/** Good is what answers may stand on: what is still being read is neither, and what was refused least of all. */
function colorOf({ attempt: { form } }: StepView, { id }: KeptFile): Row['color'] {
  const judged = form?.judged?.find(({ file }) => file === id);
  if (judged === undefined) return form?.judged === undefined ? 'Good' : 'Default';
  return judged.broken === null ? 'Good' : 'Attention';
}

export function fileButtons(view: StepView): readonly Button[] {
  const { attempt, reader, rights, around, words } = view;
  const { person, lang } = reader;
  if (person === null || !rights.attach || !rights.answer) return [];
  const files = attempt.evidence.filter(({ by, note }) => by !== null && note === null).length;
  const fields = fieldsOf(view);
  return fields.map((field) => {
    const key = fileIn(field) === undefined ? 'button.hand-in' : 'button.hand-in-other';
    return open(
      words.say(fields.length === 1 ? key : `${key}-of`, { field: labelOf(view, field) }),
      around.uploadLink({ attemptId: attempt.id, personId: person.id, lang, files, field: field.id }),
    );
  });
}

/** Sent with the answers: whoever presses answers with what this card showed them. */
export const filesShown = (view: StepView): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fieldsOf(view).flatMap((field) => {
      const file = fileIn(field);
      return file === undefined ? [] : [[field.id, file.id]];
    }),
  );

/** Of answers that were given. */
export function fileAnswer(field: FileField, answer: string, view: StepView): string {
  const file = [field.handedIn, field.inForce].find((one) => one?.id === answer);
  if (file === undefined) return plainText(answer, 60);
  const format = /\.([a-z0-9]{1,8})$/i.exec(file.name)?.[1] ?? 'bin';
  return `[${fileInShort(file, view.words)}](${view.around.link('evidence', file.id, format)})`;
}
