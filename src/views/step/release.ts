/** The watch over a domain that was let go: what Microsoft says about its owner, for how long, and what can be done meanwhile. */
import type { Finding } from '../../contract/finding.js';
import { span } from '../words/amounts.js';
import { row, type Row } from '../parts/card-data.js';
import { momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import { lookOf } from '../words/signs.js';
import { wayBackByNow } from './change.js';
import { approvedBy, askWhy, type Face, type StepView } from './face.js';
import type { Words } from '../words/words.js';

const releases = (view: StepView): readonly Finding[] =>
  view.attempt.findings.filter(({ code }) => code === 'domain-releasing' || code === 'domain-released');

export const watchesRelease = (view: StepView): boolean =>
  view.attempt.direction === 'do' && view.snapshot.step.releases === true;

const sideOf = (view: StepView): string => (view.snapshot.step.side === 'destination' ? 'destination' : 'source');
const minutesIn = ({ facts }: Finding): number => Math.max(0, Math.round(Number(facts['minutes'] ?? 0)));
/** It was free already when this attempt looked for the first time. */
const isOfBefore = ({ facts }: Finding): boolean => Number(facts['minutes']) < 0;
const domainIn = ({ facts }: Finding): string => plainText(String(facts['domain'] ?? ''));

export function releasing(view: StepView): Face {
  const { attempt, words, around } = view;
  const held = releases(view).filter(({ status }) => status !== 'passed');
  const others = attempt.findings.filter(
    (finding) => finding.status !== 'passed' && !releases(view).some((one) => one === finding),
  );
  const first = held[0];
  const sentence =
    first === undefined
      ? words.say('release.looking')
      : words.say('release.held', {
          domains: words.all(held.map(domainIn)),
          count: held.length,
          side: sideOf(view),
          time: span(Math.max(...held.map(minutesIn)), words),
        });
  return {
    state: 'checking',
    sentence,
    facts: [
      { title: words.say('fact.meanwhile'), value: meanwhile(view) },
      {
        title: words.say('fact.looked'),
        value:
          attempt.lookedAt === null
            ? ''
            : words.say('release.looked', {
                time: momentOf(attempt.lookedAt, around.status.now),
                looks: Math.max(1, ...held.map(({ facts }) => Number(facts['looks'] ?? 1))),
              }),
      },
      { title: words.say('fact.approved'), value: approvedBy(view) },
    ],
    rows: [
      // Domains that stand alike are told by the sentence.
      ...(new Set(releases(view).map((one) => `${one.status} ${minutesIn(one)}`)).size > 1
        ? releases(view).map((finding) => domainRow(finding, words))
        : []),
      ...others.slice(0, 4).map((finding) => row(`◔ ${words.remark(finding)}`, 'Warning')),
    ],
    wayBack: wayBackByNow(view),
    buttons: [askWhy(view)],
    details: [words.say('release.detail')],
  };
}

/** What is waited for beside what a person has to see to. */
export const stillHeld = (findings: readonly Finding[], words: Words): readonly Row[] =>
  findings.map((finding) => domainRow(finding, words));

function domainRow(finding: Finding, words: Words): Row {
  const free = finding.status === 'passed';
  const look = lookOf(free ? 'verified' : 'waiting');
  const said = words.say(free ? 'release.row-free' : 'release.row-held', {
    domain: domainIn(finding),
    known: isOfBefore(finding) ? 'no' : 'yes',
    time: span(minutesIn(finding), words),
  });
  return row(`${look.sign} ${said}`, look.color);
}

const most = 3;

/** Steps that run or wait for people now: nobody has to sit and watch. */
function meanwhile(view: StepView): string {
  const { words, snapshot } = view;
  const { asking = [], running = [] } = snapshot.beside ?? {};
  const ids = [...asking, ...running];
  if (ids.length === 0) return words.say('release.nothing-else');
  const titles = ids.slice(0, most).map(words.titleById);
  return [...titles, ...(ids.length > most ? [words.say('and-more', { count: ids.length - most })] : [])].join('\n\n');
}

/** Null where nothing was said about a release: the step ended in another way. */
export function releasedSentence(view: StepView): string | null {
  const free = releases(view).filter(({ status }) => status === 'passed');
  if (!watchesRelease(view) || free.length === 0 || view.attempt.findings.some(({ status }) => status !== 'passed'))
    return null;
  return view.words.say('release.free', {
    domains: view.words.all(free.map(domainIn)),
    count: free.length,
    side: sideOf(view),
    known: free.every(isOfBefore) ? 'no' : 'yes',
    time: span(Math.max(...free.map(minutesIn)), view.words),
  });
}
