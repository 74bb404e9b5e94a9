/** Files came in the personal chat, and several tasks are open: the person says which one they belong to. */
import type { Card, FilePlace, Reader, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { choiceInput } from '../parts/inputs.js';
import { cardOf } from '../parts/envelope.js';
import { plainText } from '../words/plain-text.js';
import { wordsIn } from '../words/words.js';

/** Longer lists are nobody's to look through: what is in somebody's hands comes first. */
const mostTasks = 40;

export function whichTaskCard(
  files: readonly { readonly id: string; readonly name: string }[],
  open: readonly FilePlace[],
  _around: Surroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const choices = open.slice(0, mostTasks).map(({ step: { step, attempt }, field }) => ({
    title: [words.titleOf(step), ...(field === undefined ? [] : [words.step(step.id).fields?.[field] ?? field])].join(
      ' · ',
    ),
    value: [attempt?.id ?? '', ...(field === undefined ? [] : [field])].join('/'),
  }));
  return cardOf(
    'which-task',
    {
      title: words.say('which-task.title', { count: files.length }),
      state: 'yours',
      sentence: words.say('which-task.sentence', { files: words.all(files.map(({ name }) => plainText(name, 60))) }),
      inputs: [
        {
          ...choiceInput({
            id: 'task',
            label: words.say('which-task.label'),
            required: true,
            error: words.say('input.required'),
            value: choices[0]?.value ?? '',
            choices,
          }),
          style: 'compact',
        },
      ],
      buttons: [
        press('attach-files', { fileIds: files.map(({ id }) => id).join(',') }, words.say('which-task.button'), {
          style: 'positive',
        }),
      ],
      foot: words.say('which-task.foot'),
    },
    words,
  );
}
