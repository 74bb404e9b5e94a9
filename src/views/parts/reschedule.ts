/** T moves: another moment, with the reason, from the cards of the gates that T is about. */
import type { Words } from '../words/words.js';
import { press, unfold, type Button } from './buttons.js';
import { dateInput, textInput, timeInput } from './inputs.js';
import type { Rights } from './rights.js';

export function rescheduleButtons({ reschedule }: Rights, words: Words): readonly Button[] {
  if (!reschedule) return [];
  const needed = { required: true, error: words.say('input.required') };
  return [
    unfold(
      words.say('button.reschedule'),
      [
        dateInput({ id: 'newDate', label: words.say('input.new-date'), ...needed }),
        timeInput({ id: 'newTime', label: words.say('input.new-time'), ...needed }),
        textInput({
          id: 'moveReason',
          label: words.say('input.move-reason'),
          required: true,
          error: words.say('input.move-reason.error'),
          lines: true,
        }),
      ],
      [press('reschedule', {}, words.say('button.propose-t'), { style: 'destructive' })],
    ),
  ];
}
