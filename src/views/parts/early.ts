/** What waits for its hour: from when, and how a lead lets it begin before. */
import type { StepSnapshot } from '../../engine/state.js';
import { dateAndTimeOf, momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import type { Words } from '../words/words.js';
import { press, unfold, type Button } from './buttons.js';
import { textInput } from './inputs.js';

/** `from 13.12.2026 20:00`, or that T has to be agreed first. */
export const fromWhen = (from: string | null, words: Words): string =>
  from === null ? words.say('early.no-t') : words.say('early.from', { from: dateAndTimeOf(from) });

/** Said behind the name of a step that comes next; empty where it waits for no hour. */
export function fromOf(stepId: string, steps: readonly StepSnapshot[], words: Words): string {
  const early = steps.find(({ step }) => step.id === stepId)?.early;
  return early === undefined ? '' : fromWhen(early.from, words);
}

export function beginEarly(stepId: string, title: string, words: Words): Button {
  const reason = textInput({
    id: 'reason',
    label: words.say('input.early-reason'),
    required: true,
    error: words.say('input.early-reason.error'),
    lines: true,
  });
  return unfold(
    title,
    [reason],
    [press('begin-early', { stepId }, words.say('button.begin-early'), { style: 'destructive' })],
  );
}

/** For the details of a step that did not wait for its hour. */
export function begunEarlyLines({ attempt }: StepSnapshot, now: string, words: Words): readonly string[] {
  const begun = attempt?.begunEarly;
  if (begun === undefined) return [];
  const { by, at, from, reason } = begun;
  return [
    words.say('detail.begun-early', {
      name: plainText(by.name),
      at: momentOf(at, now),
      from: dateAndTimeOf(from),
      reason: plainText(reason, 300),
    }),
  ];
}
