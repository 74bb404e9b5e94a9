/** Files of the attempt, newest last, each behind a signed link; notes are shown in the details. */
import { plainText } from '../words/plain-text.js';
import type { StepView } from './face.js';

export function evidenceLinks(view: StepView): string {
  // A check that runs every night leaves the same file again and again: the newest counts. What people leave are files of their own.
  // What answers a question stands with the answers.
  // What is frozen once somebody answers with it is nobody's to read before.
  const waiting = (view.attempt.form?.judged ?? []).flatMap(({ freezes }) => freezes?.evidence ?? []);
  const isWaiting = (name: string): boolean =>
    view.attempt.evidence.some((file) => file.name === name && waiting.includes(file.id));
  const files = view.attempt.evidence.filter(
    ({ note, field, name }) => note === null && field === undefined && !isWaiting(name),
  );
  return [...new Map(files.map((evidence) => [evidence.by === null ? evidence.name : evidence.id, evidence])).values()]
    .slice(0, 6)
    .map((evidence) => {
      const format = /\.([a-z0-9]{1,8})$/i.exec(evidence.name)?.[1] ?? 'bin';
      return `[${plainText(evidence.name, 48)}](${view.around.link('evidence', evidence.id, format)})`;
    })
    .join(', ');
}
