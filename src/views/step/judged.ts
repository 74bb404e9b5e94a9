/** What the bot found in a file that was handed in for a question, or in what it proposes itself: before anybody answers, and once it was answered with. */
import type { Judged } from '../../contract/decision.js';
import type { Remark } from '../../contract/finding.js';
import { row, type Row } from '../parts/card-data.js';
import { plainText } from '../words/plain-text.js';
import type { StepView } from './face.js';

/** Where a file was handed in, the question is about that one and no longer about the proposal. */
export function judgedRows(view: StepView): readonly Row[] {
  const { attempt, words } = view;
  const { form } = attempt;
  const judged = form?.judged ?? [];
  const handedIn = (form?.fields ?? []).flatMap((field) =>
    field.kind === 'file' && field.handedIn !== undefined ? [field.handedIn] : [],
  );
  const unseen = attempt.findings.map((finding) => row(`? ${words.remark(finding)}`, 'Attention'));
  if (handedIn.length === 0)
    return [
      ...judged.filter(({ file }) => file === null).flatMap((one) => rowsOf(one, view, 'judged.proposal')),
      ...unseen,
    ];
  const read = handedIn.flatMap(({ id, name }) => {
    const found = judged.find(({ file }) => file === id);
    if (found !== undefined) return rowsOf(found, view);
    const isJudged = form?.judged !== undefined && unseen.length === 0;
    return isJudged ? [row(`● ${words.say('file.being-read', { file: plainText(name, 60) })}`)] : [];
  });
  return [...read, ...unseen];
}

/** What the answers stand on. */
export const judgedOfAnswers = (view: StepView): readonly Row[] =>
  (view.attempt.form?.judged ?? [])
    .filter(({ field, file }) => view.attempt.answers[field] === (file ?? 'true'))
    .flatMap((one) => rowsOf(decided(one), view));

/** What was to be done before it was answered with is nobody's order any more. */
const decided = ({ remarks, warnings = [], ...judged }: Judged): Judged => {
  const told = (some: readonly Remark[]): readonly Remark[] =>
    some.map((remark) => ({ ...remark, facts: { ...remark.facts, decided: 'yes' } }));
  return { ...judged, remarks: told(remarks), warnings: told(warnings) };
};

const rowsOf = (
  { broken, remarks, warnings = [] }: Judged,
  { words }: StepView,
  of: 'judged.proposal' | null = null,
): readonly Row[] => {
  const said = (remark: Remark): string =>
    of === null ? words.remark(remark) : words.say(of, { said: words.remark(remark) });
  return [
    ...remarks.map((one) => (broken === null ? row(`✓ ${said(one)}`, 'Good') : row(`▲ ${said(one)}`, 'Attention'))),
    ...warnings.map((one) => row(`▲ ${said(one)}`, 'Attention')),
  ];
};
