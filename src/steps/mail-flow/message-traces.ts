/** The destination's message trace, read from now backwards and no further than it takes. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { movingAddresses, primaryAddress } from '../addresses/moving-addresses.js';
import { holderKindOf, receives } from '../addresses/held-at-destination.js';
import { domainOf, parseProxyAddress } from '../addresses/proxy-address.js';
import { takenFromSource } from '../addresses/taken-from-source.js';
import type { DomainRecipient } from '../../systems/exchange/types.js';
import type { MessageTrace } from '../../systems/graph/types.js';
import type { Systems } from '../systems.js';
import { letterFindings, Sightings, type Expected } from './letters.js';

const hour = 3_600_000;
/** https://learn.microsoft.com/graph/api/messagetracingroot-list-messagetraces: ten days at once, ninety in all. */
const [longestSlice, oldest] = [10 * 24 * hour, 90 * 24 * hour];
/** A large tenant handles half a million letters a day: whoever writes a new one is found in the first slice. */
const mostRead = 100_000;

export async function lettersSeen(systems: Systems, ctx: StepContext): Promise<readonly Finding[]> {
  const expected = await lettersExpected(systems, ctx);
  if (expected.length === 0) return [noneExpected(ctx)];
  const { source, destination } = systems;
  const domains = await Promise.all([source.graph.domains(), destination.graph.domains()]);
  const sightings = new Sightings(expected, new Set(domains.flat().map(({ id }) => id.toLowerCase())));
  const now = ctx.now().getTime();
  // What came before the records led here proves nothing of today.
  const switched = Date.parse((await ctx.endedAt('dns-switch')) ?? '');
  const since = Math.max(Number.isNaN(switched) ? now - longestSlice : switched, now - oldest);
  const to = await lookBack((from, until) => destination.graph.messageTraces(from, until), sightings, { now, since });
  return letterFindings(expected, sightings, {
    since: new Date(since).toISOString(),
    to: new Date(to).toISOString(),
  });
}

/** How far back was looked: not as far as asked for where everything was found before, or where there is too much to read. */
export async function lookBack(
  read: (from: Date, until: Date) => Promise<readonly MessageTrace[]>,
  sightings: Sightings,
  { now, since }: { readonly now: number; readonly since: number },
): Promise<number> {
  let [until, length] = [now, hour];
  while (until > since && !sightings.complete && sightings.read < mostRead) {
    const from = Math.max(since, until - length);
    sightings.take(await read(new Date(from), new Date(until)));
    [until, length] = [from, Math.min(2 * length, longestSlice)];
  }
  return until;
}

/** The moving domains on which somebody has, or had, an address: nobody can write to the others. */
export async function lettersExpected({ destination }: Systems, ctx: StepContext): Promise<readonly Expected[]> {
  const { movingDomains } = ctx.migration;
  const recipients = await destination.exchange.recipientsOn(movingDomains);
  const taken = [...(await takenFromSource(ctx, 'mailboxes')), ...(await takenFromSource(ctx, 'groups'))];
  const given = new Set(taken.flatMap(({ addresses }) => addresses.map((address) => domainOf(address))));
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
