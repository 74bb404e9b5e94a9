/**
 * Letters through the moved domains, judged by what a message trace says became of them: one from outside to an address of the domain, and
 * one outside from an address of it. Outside is who is in neither of the two tenants, nor on a domain below one of theirs.
 */
import type { Finding, ObjectRef } from '../../contract/finding.js';
import type { MessageTrace } from '../../systems/graph/types.js';
import { domainOf } from '../addresses/proxy-address.js';
import { domainRef } from '../domains/domain-value.js';

export const ways = ['in', 'out'] as const;
export type Way = (typeof ways)[number];

export interface Expected {
  readonly domain: string;
  /** Somebody there to write to; null: nobody is seen to hold an address on it. */
  readonly example: string | null;
}

/** Of the letters of one domain that went one way: the newest that came to its end well, and the newest that did not. */
interface Seen {
  readonly delivered: MessageTrace | null;
  readonly otherwise: MessageTrace | null;
}

export class Sightings {
  private readonly seen = new Map<string, Seen>();
  read = 0;

  constructor(
    private readonly expected: readonly Expected[],
    /** Every domain of the two tenants, in lower case. */
    private readonly ours: ReadonlySet<string>,
  ) {}

  take(traces: readonly MessageTrace[]): void {
    this.read += traces.length;
    for (const trace of traces) {
      const [sender, recipient] = [domainOf(trace.senderAddress ?? ''), domainOf(trace.recipientAddress ?? '')];
      if (sender === null || recipient === null) continue;
      if (!this.isOurs(sender)) this.keep(recipient, 'in', trace);
      if (!this.isOurs(recipient) && isWritten(trace)) this.keep(sender, 'out', trace);
    }
  }

  of(domain: string, way: Way): Seen {
    return this.seen.get(`${way} ${domain}`) ?? { delivered: null, otherwise: null };
  }

  get complete(): boolean {
    return this.expected.every(({ domain }) => ways.every((way) => this.of(domain, way).delivered !== null));
  }

  /** A tenant need not name the domains below its own: newsletters and routing go by them. */
  private isOurs(domain: string): boolean {
    const labels = domain.split('.');
    return labels.some((_, from) => this.ours.has(labels.slice(from).join('.')));
  }

  private keep(domain: string, way: Way, trace: MessageTrace): void {
    const known = this.of(domain, way);
    const kind = trace.status === 'delivered' ? 'delivered' : 'otherwise';
    const before = known[kind];
    if (before === null || before.receivedDateTime < trace.receivedDateTime)
      this.seen.set(`${way} ${domain}`, { ...known, [kind]: trace });
  }
}

/**
 * Whether somebody at the sending domain wrote it. A report of what could not be delivered goes out in the name of nobody or of the system
 * (https://www.rfc-editor.org/rfc/rfc5321#section-4.5.5), a forward under a rewritten sender
 * (https://learn.microsoft.com/exchange/reference/sender-rewriting-scheme): both leave without anybody there being able to write.
 */
function isWritten({ senderAddress }: MessageTrace): boolean {
  const address = senderAddress ?? '';
  const local = address.slice(0, address.lastIndexOf('@'));
  return !/^(?:|postmaster|mailer-daemon|microsoftexchange[0-9a-f]{32}|(?:.*\+)?srs[01]?[=+-].*)$/i.test(local);
}

export interface LookedBack {
  readonly since: string;
  /** How far back was really looked: later than `since` where there was too much to read. */
  readonly to: string;
}

export const letterFindings = (
  expected: readonly Expected[],
  sightings: Sightings,
  looked: LookedBack,
): readonly Finding[] =>
  expected.flatMap(({ domain, example }) => ways.map((way) => findingOf({ domain, example }, way, sightings, looked)));

function findingOf({ domain, example }: Expected, way: Way, sightings: Sightings, { since, to }: LookedBack): Finding {
  const object: ObjectRef = domainRef(domain);
  const { delivered, otherwise } = sightings.of(domain, way);
  if (delivered !== null)
    return { status: 'passed', code: arrived[way], facts: { domain, ...factsOf(delivered) }, object };
  if (otherwise !== null)
    return {
      status: 'failed',
      code: heldUp[way],
      facts: { domain, ...factsOf(otherwise), became: otherwise.status },
      object,
    };
  const facts = { domain, example: example ?? domain };
  if (to > since)
    return {
      status: 'unknown',
      code: 'letters-not-all-read',
      facts: { ...facts, way, count: sightings.read, to },
      object,
    };
  return { status: 'failed', code: missing[way], facts: { ...facts, since }, object };
}

const arrived = { in: 'letter-arrived', out: 'letter-left' } as const;
const heldUp = { in: 'letter-in-held-up', out: 'letter-out-held-up' } as const;
const missing = { in: 'letter-in-missing', out: 'letter-out-missing' } as const;

const factsOf = ({ senderAddress, recipientAddress, receivedDateTime, messageId }: MessageTrace) => ({
  sender: senderAddress ?? '',
  recipient: recipientAddress ?? '',
  at: receivedDateTime,
  messageId: (messageId ?? '–').replace(/^<|>$/g, ''),
});
