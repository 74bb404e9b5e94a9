/** Files of the attempt, newest last, each behind a signed link and with what it is; notes are shown in the details. */
import type { EvidenceSummary } from '../../engine/state.js';
import { plainText } from '../words/plain-text.js';
import type { StepView } from './face.js';

const mostFiles = 6;

export function evidenceLinks(view: Pick<StepView, 'attempt' | 'around' | 'words'>): string {
  const lines = filesShown(view).map((evidence) => {
    const link = `[${plainText(evidence.name, 48)}](${view.around.link('evidence', evidence.id, formatOf(evidence.name))})`;
    const label = evidence.by === null ? view.words.file(evidence.name) : '';
    return label === '' ? link : `${link}: ${label}`;
  });
  return lines.join(lines.some((line) => !line.endsWith(')')) ? '\n\n' : ', ');
}

function filesShown({ attempt }: Pick<StepView, 'attempt'>): readonly EvidenceSummary[] {
  // What is frozen once somebody answers with it is nobody's to read before.
  const waiting = (attempt.form?.judged ?? []).flatMap(({ freezes }) => freezes?.evidence ?? []);
  const isWaiting = (name: string): boolean =>
    attempt.evidence.some((file) => file.name === name && waiting.includes(file.id));
  const files = attempt.evidence.filter(
    ({ note, field, name }) =>
      // What answers a question stands with the answers.
      note === null && field === undefined && !isWaiting(name),
  );
  // A check that runs every night leaves the same file again and again: the newest counts. What people leave are files of their own.
  return [
    ...new Map(files.map((evidence) => [evidence.by === null ? evidence.name : evidence.id, evidence])).values(),
  ].slice(0, mostFiles);
}

const formatOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1] ?? 'bin';
