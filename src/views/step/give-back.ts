/** Buttons of whoever has a task in hand and does not go on, and of leads who free it for others. */
import { press, unfold, type Button } from '../parts/buttons.js';
import { textInput } from '../parts/inputs.js';
import type { StepView } from './face.js';

export function giveBack({ attempt, words, rights, reader }: StepView): readonly Button[] {
  const fields = { attemptId: attempt.id };
  const handBack = (key: string): Button => press('hand-back', fields, words.say(key), { inputs: 'none' });
  if (attempt.state === 'verifying') return rights['hand-back'] ? [handBack('button.not-done-yet')] : [];
  const mine = attempt.takenBy !== null && attempt.takenBy.id === reader.person?.id;
  if (rights['give-up']) {
    const why = textInput({ id: 'reason', label: words.say('input.how-far'), lines: true });
    const giveUp = press('give-up', fields, words.say('button.give-up'), { style: 'destructive' });
    return [
      unfold(words.say('button.cannot'), [why], [press('hand-back', fields, words.say('button.hand-back')), giveUp]),
    ];
  }
  return rights['hand-back'] ? [handBack(mine ? 'button.hand-back' : 'button.hand-back-for')] : [];
}
