/** The answer to whoever moves T. It is plain text: no client draws a time there, so that they stand in UTC. */
import type { Lang } from '../../contract/step.js';
import type { MovedT } from '../../engine/state.js';
import { utc } from '../words/moments.js';
import { wordsIn } from '../words/words.js';
import { lateSentence } from './lead-times.js';

export function rescheduled({ holds, cutoverAt, leadTimes }: MovedT, lang: Lang): string {
  const words = wordsIn(lang);
  const { late, needed, earliest } = leadTimes;
  const asked = words.say(`reschedule.asked.${holds}`, { cutover: cutoverAt === null ? '' : utc(cutoverAt) });
  if (earliest === null || late.length + needed.length === 0) return asked;
  return [
    asked,
    ...needed.map(({ because, from }) => words.remark({ ...because, facts: { ...because.facts, from: utc(from) } })),
    ...lateSentence(late, words),
    words.say('lead-time.earliest-utc', { utc: utc(earliest) }),
  ].join(' ');
}
