/** Parked mail has a clock: since when MX leads to where it waits, and until when its senders, or the relay, keep trying. */
import type { MailDecided } from '../../engine/state.js';
import type { Surroundings } from '../api.js';
import type { Fact } from './card-data.js';
import { lookOf } from '../words/signs.js';
import { momentOf } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import type { Words } from '../words/words.js';

const hour = 3_600_000;
/**
 * The give-up time should be four to five days at least (RFC 5321, section 4.5.4.1). Many do not wait so long: Exchange Online gives up after one day,
 * Exchange Server after two by default.
 */
const firstGiveUp = 24 * hour;
const mostGaveUp = 4 * 24 * hour;

/** Moments only, no spans: a board hangs in the channel for hours. */
export function mailFact({ status }: Pick<Surroundings, 'status'>, words: Words): readonly Fact[] {
  const { mailWaits, now } = status;
  if (mailWaits === undefined) return [];
  const { since, exchangers, decided } = mailWaits;
  const after = (time: number): string => new Date(Date.parse(since) + time).toISOString();
  const soon = after(firstGiveUp);
  const late = now >= soon;
  const said = words.say(`mail-waits.${decided?.answers['gap'] === 'relay' ? 'relay' : 'senders'}`, {
    since: momentOf(since, now),
    hosts: words.all(exchangers.slice(0, mostHosts).map((exchanger) => plainText(hostIn(exchanger), 80))),
    soon: momentOf(soon, now),
    last: momentOf(after(mostGaveUp), now),
    late: late ? 'yes' : 'no',
  });
  return [{ title: words.say('fact.mail'), value: late ? `${lookOf('attention').sign} ${said}` : said }];
}

const mostHosts = 3;

/** `10 mx.parking.example.` */
const hostIn = (exchanger: string): string => (exchanger.split(/\s+/).at(-1) ?? '').replace(/\.$/, '');

/** What was decided, as its form words it: `Senders queue (unreachable MX) · 10 mx.parking.example`. */
export function decidedMail({ stepId, answers }: MailDecided, words: Words): string {
  const { options = {} } = words.step(stepId);
  const { gap = '', mxHost = '' } = answers;
  return [options[gap] ?? plainText(gap, 80), plainText(mxHost, 120)].filter((part) => part !== '').join(' · ');
}
