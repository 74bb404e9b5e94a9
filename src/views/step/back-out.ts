/** Turning back as the team must know it before it decides: what is undone, in which order, how long, and what stays as it is. */
import type { BackOutOutline, LeftForPeople } from '../../engine/state.js';
import { minutesOf, span } from '../words/amounts.js';
import { row, type Fact, type Row } from '../parts/card-data.js';
import { momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { lookOf, type Sign } from '../words/signs.js';
import { askWhy, type Face, type StepView } from './face.js';
import type { Words } from '../words/words.js';

/** A night has fewer: a card with more would be too long for a client. */
const most = 40;

export function outlineFacts({ steps, reason }: BackOutOutline, words: Words): readonly Fact[] {
  const known = steps.flatMap(({ undoSeconds }) => undoSeconds ?? []);
  const open = steps.length - known.length;
  const time = span(minutesOf(known.reduce((sum, seconds) => sum + seconds, 0)), words);
  return [
    { title: words.say('fact.reason'), value: plainText(reason ?? '', 300) },
    {
      title: words.say('fact.to-undo'),
      value: words.say(known.length === 0 ? 'outline.unmeasured' : 'outline.amount', {
        count: steps.length,
        time,
        open,
      }),
    },
  ];
}

/** Whoever decides reads every step that would be undone, in its order. */
export function outlineRows(
  { steps, never, onRequest, leftForPeople }: BackOutOutline,
  words: Words,
  now: string,
): readonly Row[] {
  const beyond = steps.slice(most).map(({ stepId }) => words.shortById(stepId));
  return [
    ...steps.slice(0, most).map((step, index) => row(orderLine(step, index, words))),
    ...(beyond.length === 0
      ? []
      : [row(`↩ ${words.say('outline.then', { count: beyond.length, steps: beyond.join('; ') })}`)]),
    ...leftForPeople.map((left) => row(leftLine(left, words, now), 'Warning')),
    ...(never.length === 0
      ? []
      : [row(`✕ ${words.say('outline.never', { steps: never.map(words.titleById).join('; ') })}`, 'Attention')]),
    ...(onRequest.length === 0 ? [] : [row(`– ${words.say('outline.on-request', { count: onRequest.length })}`)]),
  ];
}

/** What undoing does not bring back by itself, and who notices it last if nobody reads it here. */
const leftLine = ({ stepId, of, since }: LeftForPeople, words: Words, now: string): string =>
  `▲ ${words.say('outline.left-for-people', {
    step: words.titleById(stepId),
    of: words.titleById(of),
    since: since === null ? 'none' : momentOf(since, now),
    why: words.step(stepId).why,
  })}`;

export const outlineDetails = ({ onRequest }: BackOutOutline, words: Words): readonly string[] =>
  onRequest.map((id) => `– ${words.titleById(id)}`);

function orderLine({ stepId, undoSeconds }: BackOutOutline['steps'][number], index: number, words: Words): string {
  const time = undoSeconds === null ? words.say('outline.step-unmeasured') : span(minutesOf(undoSeconds), words);
  return `${index + 1}\\. ↩ ${words.titleById(stepId)} · ${time}`;
}

/** A step whose undo takes several people: other steps do it, one after the other. */
export const undoneByOthers = ({ snapshot, attempt }: Pick<StepView, 'snapshot' | 'attempt'>): boolean =>
  snapshot.state === 'undoing' && snapshot.step.undoneBy !== undefined && attempt.state === 'done';

export function chained(view: StepView): Face {
  const { words, snapshot } = view;
  const ids = snapshot.step.undoneBy ?? [];
  const way = snapshot.beside;
  const signs = ids.map((id): Sign | null => {
    if (way?.attention.includes(id) === true) return 'attention';
    if (way?.asking.includes(id) === true) return 'waiting';
    return way?.running.includes(id) === true ? 'running' : null;
  });
  const at = signs.findIndex((sign) => sign !== null);
  const present = ids[at];
  return {
    state: 'undoing',
    sentence:
      present === undefined
        ? words.say('chained.begins', { count: ids.length })
        : words.say('chained.at', { step: words.titleById(present), number: at + 1, count: ids.length }),
    rows: ids.map((id, index) => {
      const look = lookOf(signs[index] ?? (index < at ? 'verified' : 'not-yet'));
      return row(`${look.sign} ↩ ${words.titleById(id)}`, look.color);
    }),
    wayBack: words.say('way-back.undo'),
    buttons: [askWhy(view)],
  };
}
