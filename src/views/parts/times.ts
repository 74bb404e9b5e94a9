/** Planned against actual, as boards say it. */
import { phases } from '../../contract/step.js';
import type { MigrationStatus, PhaseSummary, StepSnapshot, TurnBack } from '../../engine/state.js';
import { span } from '../words/amounts.js';
import type { WholeSurroundings } from '../api.js';
import type { Fact } from './card-data.js';
import { momentOf } from '../words/moments.js';
import { lookOf, signOf } from '../words/signs.js';
import type { Words } from '../words/words.js';

const mostDetails = 10;

/** `02:40 · now expected 02:55 (+15 min)` */
export function plannedFact({ times }: PhaseSummary, around: WholeSurroundings, words: Words): readonly Fact[] {
  if (times === null || around.status.turnBack === null) return [];
  const { now } = around.status;
  const how = times.endedAt !== null ? 'ended' : times.slipMinutes > 0 ? 'late' : 'on-time';
  const value = words.say(`times.${how}`, {
    planned: momentOf(times.plannedEnd, now),
    expected: momentOf(times.expectedEnd, now),
    slip: signedSpan(times.slipMinutes, words),
  });
  return [{ title: words.say('fact.planned'), value }];
}

/** What was to be through before T is now expected after it: that is no delay like another. Once T is past nobody can make room any more. */
export const endsAfterT = (
  { phase, times }: Pick<PhaseSummary, 'phase' | 'times'>,
  { cutoverAt, now }: Pick<MigrationStatus, 'cutoverAt' | 'now'>,
): boolean =>
  times !== null &&
  times.endedAt === null &&
  cutoverAt !== null &&
  now < cutoverAt &&
  phases.indexOf(phase) < phases.indexOf('cutover') &&
  times.expectedEnd > cutoverAt;

/** Only where people may have to think of it: in the night itself and after it. */
export function turnBackFact(summary: PhaseSummary, around: WholeSurroundings, words: Words): readonly Fact[] {
  const { turnBack, now, cutoverAt } = around.status;
  if (turnBack === null || cutoverAt === null || !['cutover', 'after'].includes(summary.phase)) return [];
  return [{ title: words.say('fact.turn-back'), value: turnBackWords(turnBack, cutoverAt, now, words) }];
}

const day = 24 * 3_600_000;

function turnBackWords(turnBack: TurnBack, cutoverAt: string, now: string, words: Words): string {
  if (turnBack.needsBothTenants) return words.say('turn-back.both');
  // The plan of the night is no measure any more: how long undoing takes is told, until when is not.
  if (turnBack.passed && Date.parse(now) - Date.parse(cutoverAt) > day) return words.say('turn-back.long-passed');
  const minutes = Math.round(turnBack.undoSeconds / 60);
  return words.say(turnBack.passed ? 'turn-back.passed' : 'turn-back.open', {
    until: momentOf(turnBack.until, now),
    minutes,
    takes: span(minutes, words),
  });
}

/** Worst slip first, then what comes next in the order of the runbook. */
export function timeLines(steps: readonly StepSnapshot[], now: string, words: Words): readonly string[] {
  const sorted = steps
    .filter(({ state, step }) => state !== 'not-applicable' && !(step.onRequest === true && state === 'waiting'))
    .map((snapshot, index) => ({ snapshot, index }))
    .sort((a, b) => weight(b.snapshot) - weight(a.snapshot) || a.index - b.index)
    .map(({ snapshot }) => snapshot);
  const lines = sorted.slice(0, mostDetails).map((snapshot) => timeLine(snapshot, now, words));
  const rest = sorted.length - lines.length;
  return rest > 0 ? [...lines, words.say('and-more', { count: rest })] : lines;
}

/** Sorts by minutes late; of the steps that are not late, open ones come before done ones. */
const weight = ({ times, state }: StepSnapshot): number => {
  if (times.slipMinutes !== null && times.slipMinutes > 0) return times.slipMinutes;
  return state === 'done' || state === 'undone' ? -1 : 0;
};

function timeLine(snapshot: StepSnapshot, now: string, words: Words): string {
  const { plannedEnd, startedAt, endedAt, slipMinutes } = snapshot.times;
  const late = slipMinutes !== null && slipMinutes > 0;
  const parts = [
    `${lookOf(signOf(snapshot)).sign} ${words.titleOf(snapshot.step)}`,
    ...(plannedEnd === null ? [] : [words.say('times.planned', { time: momentOf(plannedEnd, now) })]),
    ...(endedAt !== null
      ? [words.say(isSaid(snapshot) ? 'times.said' : 'times.done', { time: momentOf(endedAt, now) })]
      : startedAt !== null
        ? [words.say('times.since', { time: momentOf(startedAt, now) })]
        : []),
    ...(late ? [signedSpan(slipMinutes, words)] : []),
  ];
  return parts.join(' · ');
}

const isSaid = ({ attempt }: StepSnapshot): boolean => attempt?.restsOn?.on === 'said';

const signedSpan = (minutes: number, words: Words): string =>
  `${minutes < 0 ? '−' : '+'}${span(Math.abs(minutes), words)}`;
