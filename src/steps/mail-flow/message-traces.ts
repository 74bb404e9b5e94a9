/** The destination's message trace, read from now backwards and no further than it takes. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { movingAddresses, primaryAddress } from '../addresses/moving-addresses.js';
import { holderKindOf, receives } from '../addresses/held-at-destination.js';
import { owedTo } from '../addresses/owed.js';
import { domainOf, parseProxyAddress } from '../addresses/proxy-address.js';
import type { DomainRecipient } from '../../systems/exchange/types.js';
import type { MessageTrace } from '../../systems/graph/types.js';
import type { Systems } from '../systems.js';
import { letterFindings, Sightings, type Expected } from './letters.js';

const hour = 3_600_000;
/** https://learn.microsoft.com/graph/api/messagetracingroot-list-messagetraces: ten days at once, ninety in all. */
const [longestSlice, oldest] = [10 * 24 * hour, 90 * 24 * hour];
/** A large tenant handles half a million letters a day: whoever writes a new one is found in the first slice. */
const mostRead = 100_000;
/** The service takes no end later than its own now, and no beginning older than its own ninety days: a clock of ours that is wrong by less than this does no harm. */
const minute = 60_000;

export const letterCalls = {
  source: ['graph.domains'],
  destination: ['graph.domains', 'graph.messageTraces', 'exchange.recipientsOn'],
};

export async function lettersSeen(systems: Systems, ctx: StepContext): Promise<readonly Finding[]> {
  const expected = await lettersExpected(systems, ctx);
  if (expected.length === 0) return [noneExpected(ctx)];
  const { source, destination } = systems;
  const domains = await Promise.all([source.graph.domains(), destination.graph.domains()]);
  const sightings = new Sightings(expected, new Set(domains.flat().map(({ id }) => id.toLowerCase())));
  const range = rangeOf(ctx.now().getTime(), Date.parse((await ctx.endedAt('dns-switch')) ?? ''));
  const to = await lookBack(destination.graph.messageTraces, sightings, range);
  return letterFindings(expected, sightings, {
    since: new Date(range.since).toISOString(),
    to: new Date(to).toISOString(),
  });
}

/** What came before the records led here, `switched` (NaN: nobody knows when), proves nothing of today. */
export function rangeOf(clock: number, switched: number): { readonly now: number; readonly since: number } {
  const since = Math.max(Number.isNaN(switched) ? clock - longestSlice : switched, clock - oldest + minute);
  return { now: clock - minute, since };
}

/** How far back was looked: not as far as asked for where everything was found before, or where there is too much to read. */
export async function lookBack(
  read: (from: Date, until: Date, most: number) => Promise<readonly MessageTrace[]>,
  sightings: Sightings,
  { now, since }: { readonly now: number; readonly since: number },
): Promise<number> {
  let [until, length] = [now, hour];
  while (until > since && !sightings.complete) {
    const from = Math.max(since, until - length);
    const left = mostRead - sightings.read;
    const traces = await read(new Date(from), new Date(until), left);
    sightings.take(traces);
    // Nothing is said of the order in which they come: what of a slice was not read may be its newest.
    if (traces.length >= left) return until;
    until = from;
    length = nextLength(length, { left: mostRead - sightings.read, anHour: (sightings.read * hour) / (now - until) });
  }
  return until;
}

/** Twice as long as the one before, and no longer than what may still be read will do for, by the letters an hour so far. */
function nextLength(length: number, { left, anHour }: { readonly left: number; readonly anHour: number }): number {
  const enough = anHour === 0 ? longestSlice : (left / anHour) * hour;
  return Math.max(minute, Math.min(2 * length, longestSlice, enough));
}

/** The moving domains on which somebody has an address, or is to get back what they had: nobody can write to the others. */
export async function lettersExpected({ destination }: Systems, ctx: StepContext): Promise<readonly Expected[]> {
  const { movingDomains } = ctx.migration;
  const recipients = await destination.exchange.recipientsOn(movingDomains);
  const owed = [...(await owedTo(ctx, 'mailboxes')).lists, ...(await owedTo(ctx, 'groups')).lists];
  const given = new Set(owed.flatMap(({ addresses }) => addresses.map((address) => domainOf(address))));
  return movingDomains.flatMap((domain): readonly Expected[] => {
    const example = exampleOn(domain, recipients);
    return example !== null || given.has(domain) ? [{ domain, example }] : [];
  });
}

/** A mailbox that also answers from there, where there is one. */
function exampleOn(domain: string, recipients: readonly DomainRecipient[]): string | null {
  const answers = (one: DomainRecipient): boolean =>
    holderKindOf(one) === 'mailbox' && domainOf(primaryAddress(one.EmailAddresses) ?? '') === domain;
  const on = recipients.filter((one) => receives(one) && movingAddresses(one.EmailAddresses, [domain]).length > 0);
  const [first] = [...on].sort((a, b) => Number(answers(b)) - Number(answers(a)) || a.Guid.localeCompare(b.Guid));
  if (first === undefined) return null;
  if (answers(first)) return primaryAddress(first.EmailAddresses);
  const [address] = movingAddresses(first.EmailAddresses, [domain]);
  return address === undefined ? null : parseProxyAddress(address).value;
}

export const noneExpected = ({ migration }: Pick<StepContext, 'migration'>): Finding => ({
  status: 'passed',
  code: 'no-letters-expected',
  facts: { domains: migration.movingDomains.join(', ') },
});
