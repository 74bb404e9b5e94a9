/** Progress and amounts as text: how many of how many, a bar, how fast, and how long. */
import type { PlanSummary, Progress, Reading } from '../../engine/state.js';
import type { ProgressLine } from '../parts/card-data.js';
import type { Words } from './words.js';

const cells = 10;

/** Of nothing all is done. */
export const progressOf = (done: number, total: number, text: string): ProgressLine =>
  total === 0
    ? { value: 1, max: 1, bar: bar(done, total), text }
    : { value: Math.min(done, total), max: total, bar: bar(done, total), text };

function bar(done: number, total: number): string {
  // Full only when all is done, and never empty once something is.
  const filled = total === 0 || done >= total ? cells : Math.min(cells - 1, Math.ceil((done / total) * cells));
  return '▓'.repeat(filled) + '░'.repeat(cells - filled);
}

export function pace(progress: Progress, words: Words): ProgressLine {
  const { done, total, minutesLeft } = progress;
  const amount = words.say('progress.amount', { done, total });
  if (done >= total) return progressOf(done, total, amount);
  const left =
    minutesLeft === null
      ? words.say('progress.no-pace')
      : words.say('progress.left', { minutes: Math.max(1, Math.ceil(minutesLeft)) });
  return progressOf(done, total, `${amount} · ${left}`);
}

/** `1,200 of 4,018 read · about 25 min left (measured)` */
export function readingPace({ done, total, minutesLeft, measured }: Reading, words: Words): ProgressLine {
  const amount = words.say('progress.read', { done, total });
  if (done >= total) return progressOf(done, total, amount);
  const left = words.say(measured ? 'progress.reading-left' : 'progress.reading-about', {
    span: span(Math.max(1, minutesLeft), words),
  });
  return progressOf(done, total, `${amount} · ${left}`);
}

const units = ['kb', 'mb', 'gb', 'tb'] as const;

/** `1.2 GB`: one decimal, in the unit in which it is no longer than people read. */
export function size(bytes: number, words: Words): string {
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const amount = Math.round((bytes / 1024 ** power) * 10) / 10;
  return words.say(`size.${units[power - 1]}`, { amount });
}

/** `4,018 users` or `12 mailboxes and 3 groups` */
export function amounts(plan: PlanSummary, words: Words): string {
  const kinds = Object.entries(plan.byKind).filter(([, count]) => count > 0);
  if (kinds.length === 0) return words.say('amount.objects', { count: plan.changes });
  return words.all(
    kinds.map(([kind, count]) =>
      words.say(words.has(`chrome.amount.${kind}`) ? `amount.${kind}` : 'amount.objects', { count }),
    ),
  );
}

/** `15 min`, `2 h 15 min`, `3 d`: no finer than whoever reads it acts upon. */
export function span(minutes: number, words: Words): string {
  if (minutes < 120) return words.say('span.minutes', { minutes });
  if (minutes >= 48 * 60) return words.say('span.days', { days: Math.round(minutes / 1440) });
  const rest = minutes % 60;
  const hours = Math.trunc(minutes / 60);
  return rest === 0 ? words.say('span.hours', { hours }) : words.say('span.hours-minutes', { hours, minutes: rest });
}

export const minutesOf = (seconds: number): number => Math.max(1, Math.round(seconds / 60));
