import type { Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';

/** Seconds until what was made a moment ago is looked for again, and hours until it is not waited for any more. */
export const lookEvery = 60;
const waitsForHours = 24;

/** Whether it may still come: what a licence brings takes minutes, and hours at the worst. */
export const mayStillCome = ({ looks, now }: Pick<StepContext, 'looks' | 'now'>): boolean =>
  looks.since === null || now().getTime() - Date.parse(looks.since) < waitsForHours * 3600_000;

/** Of what was made a moment ago, and of whoever comes a moment later, “there is no such” is not the last word: asked again. */
export const notYetSeen = (answer: Applied, ctx: Pick<StepContext, 'looks' | 'now'>): Applied =>
  answer.result === 'refused' && answer.remark.code === 'object-gone' && mayStillCome(ctx)
    ? { result: 'not-done', retryAfter: lookEvery }
    : answer;
