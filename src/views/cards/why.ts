/** `Ask why`: what the step is for, what it waits for, who must do what, and what it takes to put it back. */
import type { StepSnapshot } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { cardOf } from '../parts/envelope.js';
import { namingFor } from '../words/naming.js';
import { proofOf } from '../words/proof.js';
import { signOf } from '../words/signs.js';
import { headOf, leadsBack } from '../step/face.js';
import { waitingFor } from '../words/waiting-for.js';
import { wordsIn } from '../words/words.js';

export function whyCard(snapshot: StepSnapshot, around: Surroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const { step, attempt, waitsFor } = snapshot;
  const wording = words.step(step.id);
  const needs = attempt === null || attempt.state !== 'asking' ? [] : attempt.needs;
  const titles = waitsFor.slice(0, 4).map((id) => words.say('quoted', { text: words.step(id).title }));
  return cardOf(
    'why',
    {
      title: words.say('why.title', { step: headOf(snapshot, attempt, words) }),
      state: signOf(snapshot),
      sentence: wording.why,
      facts: [
        { title: words.say('fact.proof'), value: proofOf(snapshot, attempt, words) },
        { title: words.say('fact.waiting'), value: waitingFor(needs, words, naming) },
        { title: words.say('fact.after'), value: titles.length === 0 ? '' : words.all(titles) },
        {
          title: words.say('fact.whose'),
          value: step.kind === 'gate' ? words.eachRole(step.roles) : words.roles(step.roles),
        },
        { title: words.say('fact.rule'), value: words.say(`risk.${step.risk}`) },
        {
          title: words.say('fact.undo'),
          value: step.kind === 'check' || leadsBack(snapshot, attempt) ? '' : words.say(`undo.${step.undo}`),
        },
      ],
      buttons:
        attempt === null ? [] : [press('refresh', { card: `attempt:${attempt.id}` }, words.say('button.back-to-step'))],
      foot: step.id,
    },
    words,
  );
}
