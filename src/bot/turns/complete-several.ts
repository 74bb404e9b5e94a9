/** Several tasks reported in one press: one order after the other, each with its own evidence, its own line of the log, its own refusal. */
import type { Refusal } from '../../errors.js';
import { translate } from '../../locales/index.js';
import { evidenceOf, reportedIn } from '../../views/parts/several-tasks.js';
import { next } from '../commands/next.js';
import { refusing, type Reply, type Turn } from './turn.js';

export async function completeSeveral(
  turn: Turn,
  attemptIds: readonly string[],
  inputs: Readonly<Record<string, string>>,
): Promise<Reply> {
  const reported = reportedIn(attemptIds, inputs);
  if (reported.length === 0) return refusing('complete-several.nothing');
  const refusals: Refusal[] = [];
  for (const attemptId of reported) {
    const note = evidenceOf(attemptId, inputs);
    const outcome = await turn.engine.commands.complete(turn.actor, {
      attemptId,
      ...(note === undefined ? {} : { note }),
    });
    if (!outcome.ok) refusals.push(outcome.refusal);
  }
  if (refusals.length === 0) return next.run(turn, '');
  // In words, so that the form keeps what was typed.
  const done = translate(turn.lang, 'chrome.several.partly', {
    done: reported.length - refusals.length,
    count: reported.length,
  });
  const why = refusals.map((refusal) => turn.views.refusalText(refusal, turn.lang));
  return { kind: 'text', text: [done, ...why].join('\n\n') };
}
