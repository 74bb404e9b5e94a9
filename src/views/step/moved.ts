/** What stays where a step's card was posted before it came to a halt, or asked somebody anew: the card itself goes on in a new post. */
import { calledAnew } from '../../engine/state.js';
import type { StepSnapshot } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { cardOf } from '../parts/envelope.js';
import { momentOf } from '../words/moments.js';
import { wordsIn } from '../words/words.js';
import { headOf } from './face.js';

export function movedCard(snapshot: StepSnapshot, { status }: Surroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const { attempt, since } = snapshot;
  const anew = calledAnew(snapshot);
  return cardOf(
    'step',
    {
      title: headOf(snapshot, attempt, words),
      state: 'info',
      sentence: words.say('moved', { why: anew?.for ?? 'halt', time: momentOf(anew?.at ?? since, status.now) }),
      buttons:
        attempt === null ? [] : [press('refresh', { card: `attempt:${attempt.id}` }, words.say('button.see-as-it-is'))],
      foot: words.say('foot.log'),
    },
    words,
    { records: [] },
  );
}
