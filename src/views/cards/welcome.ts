/** The first card: what this is, which two tenants, rehearsal or live in words, and how it begins. */
import type { Card, Reader, WholeSurroundings } from '../api.js';
import { press } from '../parts/buttons.js';
import { cutoverDetail, cutoverFact } from './board.js';
import { cardOf } from '../parts/envelope.js';
import { dateInput, timeInput } from '../parts/inputs.js';
import { plainText } from '../words/plain-text.js';
import { assignment, emptyRoles, emptyRolesLine } from '../parts/role-assignment.js';
import { tooLittleTime } from '../step/lead-times.js';
import { finishedSentence } from '../words/how-done.js';
import { isOver, overSentence } from '../words/turned-back.js';
import { wordsIn } from '../words/words.js';

export function welcomeCard(around: WholeSurroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const { status } = around;
  const waits = status.state === 'not-started';
  const domains = words.all(status.movingDomains.map((domain) => plainText(domain)));
  const assign = waits ? [] : assignment(around, reader, words);
  const start = press('begin', {}, words.say('button.begin'), { style: 'positive' });
  const personal = press('refresh', { card: 'welcome' }, words.say('button.my-buttons'));
  const leads = around.roster.filter((person) => person.roles.includes('project-manager'));
  return cardOf(
    'welcome',
    {
      title: words.say('welcome.title', { domains }),
      state: waits
        ? 'not-started'
        : status.state === 'finished' && (status.notGreen ?? []).length > 0
          ? 'not-green'
          : status.state,
      sentence: waits
        ? words.say('welcome.start')
        : isOver(status)
          ? overSentence(status, words)
          : status.state === 'finished'
            ? finishedSentence(status.notGreen, words)
            : words.say('welcome.under-way'),
      facts: [
        { title: words.say('fact.from'), value: plainText(status.sourceName) },
        { title: words.say('fact.to'), value: plainText(status.destinationName) },
        { title: words.say('fact.mode'), value: words.say(`mode.${status.mode}`) },
        ...(waits ? [] : cutoverFact(around, words)),
      ],
      warnings: waits ? [] : [...tooLittleTime(status.leadTimes, words), ...emptyRolesLine(around, words)],
      inputs: waits
        ? [
            dateInput({ id: 'cutoverDate', label: words.say('input.t-date') }),
            timeInput({ id: 'cutoverTime', label: words.say('input.t-time') }),
          ]
        : [],
      buttons: waits
        ? [start]
        : [
            press('see-next', {}, words.say('button.see-next')),
            press('see-status', {}, words.say('button.see-status')),
            ...assign,
            ...(reader.person === null && emptyRoles(around).length > 0 ? [personal] : []),
          ],
      foot: words.say(`mode.${status.mode}.foot`),
      details: [...cutoverDetail(around, words), words.say('welcome.detail'), words.say('welcome.commands')],
    },
    words,
    {},
    waits || emptyRoles(around).length === 0 ? {} : { refresh: { card: 'welcome', people: leads } },
    around,
    reader,
  );
}
