/** Whose word a step rests on, or what the bot looked at: a claim and a finding are never said alike. */
import type { RestsOn, Word } from '../../engine/state.js';
import { momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import type { StepView } from './face.js';

/** `alone`: more follows, and it is not said that nothing is to be done. */
export function endSentence(view: StepView, alone: boolean): string {
  const { attempt, words } = view;
  const rests = attempt.restsOn;
  if (rests === null) return '';
  const said = sentenceOf(rests, view, alone);
  if (rests.on === 'accepted' || rests.on === 'said') return said;
  return alone ? `${said.slice(0, 1).toUpperCase()}${said.slice(1)}` : `${words.say('nothing-to-do')} ${said}`;
}

function sentenceOf(rests: RestsOn, view: StepView, alone: boolean): string {
  const { attempt, words, snapshot, around } = view;
  const back = attempt.direction === 'undo' ? 'undone-' : '';
  const time = (at: string): string => momentOf(at, around.status.now);
  switch (rests.on) {
    case 'said':
      return words.say(`rests.${back}said`, {
        name: nameIn(rests, view),
        time: time(rests.at),
        alone: alone ? 'yes' : 'no',
      });
    case 'accepted':
      return words.say('rests.accepted', {
        name: nameIn(rests, view, 'rests.by-somebody'),
        time: time(rests.at),
        given: rests.reason === null ? 'no' : 'yes',
        // The sentence around it has a full stop of its own.
        reason: plainText(rests.reason ?? '', 200).replace(/(?<!\.)\.$/, ''),
      });
    case 'decided': {
      const named = view.naming.names(rests.by.slice(0, mostNamed));
      return words.say(snapshot.step.kind === 'gate' ? 'rests.agreed' : 'rests.decided', {
        names: rests.by.length > mostNamed ? named.join(', ') : words.all(named),
        count: rests.by.length,
        more: Math.max(0, rests.by.length - mostNamed),
        time: time(rests.at),
      });
    }
    case 'seen':
      return seenSentence(rests, view);
  }
}

const mostNamed = 6;

/** What was looked at: objects read back, records or servers, or a tenant in which nothing was left to change. */
function seenSentence({ said }: RestsOn & { on: 'seen' }, view: StepView): string {
  const { attempt, words, around } = view;
  const { progress, findings } = attempt;
  const back = attempt.direction === 'undo' ? 'undone' : 'changed';
  if (progress !== null)
    return words.say(`rests.${back}`, { done: progress.done, left: progress.total - progress.done });
  const count = findings.filter(({ status }) => status === 'passed').length;
  if (said !== null)
    return words.say('rests.watched', { name: nameIn(said, view), time: momentOf(said.at, around.status.now), count });
  if (attempt.outside !== null) return words.say('rests.transfer');
  if (count > 0) return words.say('rests.looked', { count });
  if (attempt.direction === 'undo') return words.say('rests.nothing-to-undo');
  return words.say(attempt.plan === null ? 'rests.looked-at' : 'rests.nothing-to-change');
}

export const nameIn = ({ by }: Word, { naming, words }: StepView, unknown = 'rests.somebody'): string =>
  by === null ? words.say(unknown) : naming.name(by);

/** `Dmitri said at 02:14 that it is done.` Empty where nobody has. */
export const claimed = (view: StepView): string =>
  view.attempt.said === null
    ? ''
    : view.words.say(`claimed.${view.attempt.direction}`, {
        name: nameIn(view.attempt.said, view),
        time: momentOf(view.attempt.said.at, view.around.status.now),
      });
