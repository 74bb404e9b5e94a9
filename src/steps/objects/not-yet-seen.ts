import type { Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';

type Looks = Pick<StepContext, 'looks' | 'now'>;

/** Seconds until what was made a moment ago is looked for again, and hours until it is not waited for any more. */
export const lookEvery = 60;
/** What a licence brings takes minutes, and hours at the worst. */
const waitsForHours = 24;
/** What Exchange makes itself, and what the directory says of an account, is seen sooner. */
export const soon = 1;

/** Whether it may still come. */
export const mayStillCome = ({ looks, now }: Looks, hours = waitsForHours): boolean =>
  looks.since === null || now().getTime() - Date.parse(looks.since) < hours * 3600_000;

/** Of what was made a moment ago, and of whoever comes a moment later, “there is no such” is not the last word: asked again. */
export const notYetSeen = (answer: Applied, ctx: Looks, hours = waitsForHours): Applied =>
  answer.result === 'refused' && answer.remark.code === 'object-gone' && mayStillCome(ctx, hours)
    ? { result: 'not-done', retryAfter: lookEvery }
    : answer;
