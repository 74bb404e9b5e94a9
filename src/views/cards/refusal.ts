/** A no: what did not happen, why, and what to do next. The code stands in the details, never in front. */
import type { Refusal } from '../../errors.js';
import { translate } from '../../locales/index.js';
import type { Lang } from '../../contract/step.js';
import type { Card, Reader } from '../api.js';
import { press } from '../parts/buttons.js';
import { cardOf } from '../parts/envelope.js';
import { plainText, spoken } from '../words/plain-text.js';
import { wordedFacts, wordsIn } from '../words/words.js';

/** What was asked for is so: nothing went wrong, and nobody did anything wrong. */
const alreadySo: readonly string[] = ['approval.counted', 'step.done-by', 'step.done-already'];

export function refusalCard(refusal: Refusal, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const already = alreadySo.includes(refusal.code);
  return cardOf(
    'refusal',
    {
      title: words.say(already ? 'refusal.title.already' : 'refusal.title'),
      state: already ? 'info' : 'refused',
      sentence: sentence(refusal, reader.lang),
      buttons: [press('see-next', {}, words.say('button.see-next'))],
      foot: words.say('refusal.foot'),
      details: [
        refusal.code,
        ...Object.entries(refusal.facts)
          .slice(0, 8)
          .map(([name, value]) => `${plainText(name, 40)}: ${plainText(String(value), 160)}`),
      ],
    },
    words,
  );
}

export const refusalText = (refusal: Refusal, lang: Lang): string => spoken(sentence(refusal, lang));

const sentence = (refusal: Refusal, lang: Lang): string =>
  translate(lang, `refusals.${refusal.code}`, wordedFacts(refusal.facts, wordsIn(lang)));
