/**
 * Letters that people write: where each goes by the MX of today, through the gateway where that leads there, and the trace it leaves in the tenants it passes through. Nobody keeps the
 * letter itself.
 */
import type { WorldContext } from '../context.js';
import { isAcceptedDomain } from '../domain-history.js';
import { DoorRefusal } from '../door-refusal.js';
import { plainName } from '../dns/record-data.js';
import { answerFrom } from '../dns/zone.js';
import { sides, type MessageTrace, type Recipient, type Side } from '../entities.js';
import { mailExchangeOf } from '../graph/domain-records.js';
import { domainOf, primaryOf } from '../proxy-addresses.js';
import { seededGuid } from '../seeded.js';
import { gatewayHosts, gatewayIp, routeOf } from './gateway.js';

export interface Written {
  readonly messageId: string;
  readonly delivered: boolean;
  /** Where it ended, for whoever wrote it. */
  readonly where: string;
}

/** Addresses for documentation: https://www.rfc-editor.org/rfc/rfc5737 */
const [outsideIp, serviceIp] = ['203.0.113.25', '198.51.100.10'];

/** Somebody with a mailbox in one of the tenants writes from it; anybody else writes from outside. */
export function writeLetter(
  world: WorldContext,
  { from, to, subject }: { readonly from: string; readonly to: string; readonly subject: string },
  now: number,
): Written {
  const home = sides.find((side) => isAcceptedDomain(world, side, domainOf(from), now));
  const mailbox = home === undefined ? undefined : recipientAt(world, home, from);
  if (home !== undefined && (mailbox === undefined || !/Mailbox$/.test(mailbox.RecipientTypeDetails)))
    throw new DoorRefusal(400, `Nobody has a mailbox '${from}' to write from.`);
  const target = receiverOf(world, domainOf(to), now);
  const isFiltered = gatewayHosts.includes(firstExchangerOf(world, domainOf(to), now) ?? '');
  const known = target === null || target === 'outside' ? undefined : recipientAt(world, target, to);
  const delivered = target === 'outside' || known !== undefined;
  const count = sides.reduce((sum, side) => sum + world.store.traces(side).length, 0);
  const host = home === undefined ? domainOf(from) : world.store.heads[home].initialDomain;
  const messageId = `<${seededGuid(world.seed, `letter/${count}`)}@${host}>`;
  const trace = {
    messageId,
    // A letter leaves under the primary address: https://learn.microsoft.com/en-us/exchange/recipients-in-exchange-online/manage-user-mailboxes/add-or-remove-email-addresses
    senderAddress: mailbox === undefined ? from : (primaryOf(mailbox.EmailAddresses) ?? from),
    recipientAddress: to,
    subject,
    receivedDateTime: new Date(now).toISOString(),
    size: 4096 + subject.length,
  };
  const passes: readonly (Pick<MessageTrace, 'status' | 'fromIP' | 'toIP'> & { readonly side: Side })[] = [
    ...(home === undefined || home === target
      ? []
      : [{ side: home, status: delivered ? 'delivered' : 'failed', fromIP: '', toIP: outsideIp } as const]),
    // A recipient that nobody knows is refused at the edge and never comes in.
    // https://learn.microsoft.com/en-us/exchange/mail-flow-best-practices/use-directory-based-edge-blocking
    ...(target === null || target === 'outside' || known === undefined
      ? []
      : [
          {
            side: target,
            status: isGroup(known) ? 'expanded' : 'delivered',
            fromIP: isFiltered && home !== target ? gatewayIp : home === undefined ? outsideIp : serviceIp,
            toIP: '',
          } as const,
        ]),
  ];
  for (const { side, ...pass } of passes) {
    const id = seededGuid(world.seed, `trace/${count}/${side}`);
    world.store.keepTrace(side, { id, ...trace, ...pass });
  }
  world.store.commit();
  return { messageId, delivered, where: target === null || !delivered ? 'nowhere' : target };
}

const isGroup = ({ RecipientTypeDetails }: Recipient): boolean =>
  /^(Mail\w*Group|RoomList|DynamicDistributionGroup|GroupMailbox)$/.test(RecipientTypeDetails);

function recipientAt({ store }: WorldContext, side: Side, address: string): Recipient | undefined {
  const guid = store.index[side].recipientWithAddress(address);
  return guid === undefined ? undefined : store.get(side, 'recipients', guid);
}

/** By the first MX of a moving domain; whose host it is, that tenant alone has it. Null: nobody's of this world takes it. */
function receiverOf(world: WorldContext, domain: string, now: number): Side | 'outside' | null {
  const { store } = world;
  const accepting = sides.find((side) => isAcceptedDomain(world, side, domain, now));
  if (!store.movingDomains.includes(domain)) return accepting ?? 'outside';
  const first = firstExchangerOf(world, domain, now);
  const reached = first !== undefined && gatewayHosts.includes(first) ? routeOf(world, domain) : first;
  const own = accepting === undefined ? undefined : store.get(accepting, 'domains', domain);
  if (accepting === undefined || own === undefined) return null;
  const since = store.domainHistory(accepting, domain)?.verifiedAt ?? null;
  return reached === mailExchangeOf(world, accepting, own, since) ? accepting : null;
}

function firstExchangerOf({ store }: WorldContext, domain: string, now: number): string | undefined {
  if (!store.movingDomains.includes(domain)) return undefined;
  const { answers } = answerFrom({ origins: store.movingDomains, ...store.dnsSeen(now, 0) }, domain, 'MX');
  const [first] = answers
    .map(({ data }) => data.split(/\s+/))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, host = '']) => plainName(host));
  return first;
}
