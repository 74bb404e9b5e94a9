/** What people see who may say no to what is to be agreed to, said it, or take back what they said. */
import type { Approval } from '../../engine/state.js';
import { press, unfold, type Button } from '../parts/buttons.js';
import { row, type Row } from '../parts/card-data.js';
import { textInput } from '../parts/inputs.js';
import { needsOf } from '../parts/rights.js';
import { momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import type { StepView } from './face.js';

type Part = Pick<StepView, 'attempt' | 'words' | 'naming' | 'reader' | 'rights' | 'around' | 'snapshot'>;

/** Those that hold it up: of people who are still asked. */
function standingNos({ attempt }: Pick<StepView, 'attempt'>): readonly Approval[] {
  const against = new Set(needsOf(attempt, 'no').flatMap(({ people }) => people.map(({ id }) => id)));
  return attempt.approvals.filter(({ person, vote }) => vote === 'no' && against.has(person.id));
}

/** First of all that nothing runs, and what ends that; empty while nobody has said no. */
export function noSentence(view: Part): string {
  const nos = standingNos(view);
  const { words, naming, reader, around } = view;
  const own = nos.find(({ person }) => person.id === reader.person?.id);
  if (own !== undefined) return words.say('no.yours', { time: momentOf(own.at, around.status.now) });
  if (nos.length === 0) return '';
  return words.say('no.stands', {
    count: nos.length,
    who: words.all(nos.map(({ person }) => naming.name(person))),
    again: view.rights.repeat ? 'yes' : 'no',
  });
}

const mostNos = 3;

export const noRows = (view: Part): readonly Row[] =>
  standingNos(view)
    .slice(0, mostNos)
    .map(({ person, reason }) =>
      row(
        `✕ ${view.words.say('no.row', { name: view.naming.name(person), reason: plainText(reason ?? '', 300) })}`,
        'Attention',
      ),
    );

/** What somebody can press on what is to be agreed to, the safe first: `see`, `approve` and what takes a word back, or says no. */
export function agreeing(view: Part, see: readonly Button[], approve: Button): readonly Button[] {
  const { rights } = view;
  const stands = standingNos(view).length > 0;
  const more = [
    ...takeBack(view),
    ...(stands && rights.repeat ? [planAgain(view)] : []),
    ...(rights.refuse && !stands && !hasSaid(view) ? [noBecause(view)] : []),
    ...(rights.approve ? [approve] : []),
  ];
  return [...see, ...more].slice(0, mostButtons);
}

const mostButtons = 4;

const hasSaid = ({ rights }: Part): boolean => rights['take-back'];

/** Somebody has a button on it, whether they are asked or not. */
export const maySayNo = (view: Part): boolean =>
  view.rights.approve ||
  view.rights.refuse ||
  view.rights['take-back'] ||
  (standingNos(view).length > 0 && view.rights.repeat);

const planAgain = ({ snapshot, words }: Part): Button =>
  press('again', { stepId: snapshot.step.id }, words.say('button.plan-again'));

/** Agreed to, and not begun yet: whoever agreed takes it back, the others say no. */
export const holdingBack = (view: Part): readonly Button[] =>
  view.rights['take-back'] ? takeBack(view) : view.rights.refuse ? [noBecause(view)] : [];

/** The own approval, or the own no. */
export function takeBack({ attempt, words, rights, reader }: Part): readonly Button[] {
  if (!rights['take-back']) return [];
  const vote = attempt.approvals.find(({ person }) => person.id === reader.person?.id)?.vote;
  return [
    press('take-back', { attemptId: attempt.id }, words.say(vote === 'no' ? 'button.take-back-no' : 'button.withdraw')),
  ];
}

function noBecause({ attempt, words }: Part): Button {
  const reason = textInput({
    id: 'reason',
    label: words.say('input.no-reason'),
    required: true,
    error: words.say('input.no-reason.error'),
    lines: true,
  });
  const no = press('approve-no', { attemptId: attempt.id }, words.say('button.say-no'), { style: 'destructive' });
  return unfold(words.say('button.no-because'), [reason], [no]);
}
