/** What the leads can press where a role has nothing to do: say so, with the reason ready, or take that back. */
import type { Reader, Surroundings } from '../api.js';
import { press, unfold, type Button } from './buttons.js';
import { textInput } from './inputs.js';
import { holdsAny } from './rights.js';
import { plainText } from '../words/plain-text.js';
import type { Words } from '../words/words.js';

export function spareButtons({ status }: Surroundings, reader: Reader, words: Words): readonly Button[] {
  if (reader.person === null || !holdsAny(reader.person, ['project-manager', 'business-owner'])) return [];
  const [first] = status.spare ?? [];
  const taken = (status.notNeeded ?? []).at(-1);
  return [
    ...(first === undefined
      ? []
      : [
          unfold(
            words.say('button.role-not-needed', { role: words.say(`role.${first.role}`) }),
            [
              textInput({
                id: 'reason',
                label: words.say('input.why-not-needed'),
                required: true,
                error: words.say('input.why-not-needed.error'),
                value: plainText(words.remark(first.because), 400),
                lines: true,
              }),
            ],
            [press('role-not-needed', { role: first.role }, words.say('button.say-not-needed'))],
          ),
        ]),
    ...(taken === undefined
      ? []
      : [
          press(
            'role-needed',
            { role: taken.role },
            words.say('button.role-needed', { role: words.say(`role.${taken.role}`) }),
          ),
        ]),
  ];
}
