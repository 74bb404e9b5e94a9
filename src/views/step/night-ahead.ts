/** Go or no-go: the night by its plan, until when it can be turned back, and what becomes of mail. */
import type { NightAhead } from '../../engine/state.js';
import type { Fact } from '../parts/card-data.js';
import { decidedMail } from '../parts/mail-waits.js';
import { minutesOf, span } from '../words/amounts.js';
import { momentOf } from '../words/moments.js';
import type { Words } from '../words/words.js';

export function nightFacts(night: NightAhead, now: string, words: Words): readonly Fact[] {
  const time = (at: string): string => momentOf(at, now);
  const { from, leaves, mailIn, until, turnBackUntil, mail } = night;
  return [
    {
      title: words.say('fact.night'),
      value: words.say('night.planned', {
        from: time(from),
        leaves: time(leaves),
        until: time(until),
        takes: span(minutesOf((Date.parse(until) - Date.parse(from)) / 1000), words),
      }),
    },
    { title: words.say('fact.turn-back'), value: words.say('night.turn-back', { until: time(turnBackUntil) }) },
    {
      title: words.say('fact.mail-gap'),
      value: [
        ...(mail === null ? [] : [decidedMail(mail, words)]),
        ...(mailIn === null ? [] : [words.say('night.mail-in', { at: time(mailIn) })]),
      ].join(' · '),
    },
  ];
}
