/** The DNS of the moving domains: two name servers, of which the second is a little behind, and three resolvers of other people. */
import type { WorldContext } from '../context.js';
import type { Answering } from './message.js';
import { elsewhere, hostsElsewhere, service, serviceRecords } from './elsewhere.js';
import { Resolver } from './resolver.js';
import { host, openNameServer, type NameServer } from './sockets.js';
import { answerFrom, rcodes, type ZoneAnswer } from './zone.js';

export interface DiscoveredServer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}
export interface DiscoveredDns {
  readonly authoritative: readonly DiscoveredServer[];
  readonly resolvers: readonly DiscoveredServer[];
}

export interface Dns {
  readonly discovered: DiscoveredDns;
  close(): void;
}

/** Names as the zones' NS records have them; the resolvers stand for those of three internet providers. */
const authoritativeNames = ['ns1.dns-host.example', 'ns2.dns-host.example'] as const;
const resolverNames = ['resolver-1', 'resolver-2', 'resolver-3'] as const;

export async function openDns(world: WorldContext): Promise<Dns> {
  const { store, clock } = world;
  const now = (): number => clock.now().getTime();
  const zonesOf = [0, 1].map((behind) => (name: string, type: string): ZoneAnswer => {
    const seen = store.dnsSeen(now(), behind * store.faults.dnsPropagationSeconds * 1000);
    return answerFrom({ origins: store.movingDomains, ...seen }, name, type);
  });
  // What a resolver learns from the servers of the moving domains, or from those of everybody else.
  const internetOf = zonesOf.map((ask) => (name: string, type: string): ZoneAnswer => {
    const own = ask(name, type);
    if (own.rcode !== rcodes.refused) return own;
    const records = [...hostsElsewhere, ...serviceRecords];
    return answerFrom({ origins: [elsewhere, service], records, changes: {} }, name, type);
  });
  const authorities = zonesOf.map((ask): Answering => (name, type) => ({
    ...ask(name, type),
    recursionAvailable: false,
  }));
  const resolvers = resolverNames.map((_, i): Answering => {
    // A resolver stays with the name server that answered it fastest.
    const resolver = new Resolver(internetOf[i % internetOf.length] as (typeof internetOf)[number], now);
    return (name, type, recursionDesired) => ({
      ...resolver.answer(name, type, recursionDesired),
      authoritative: false,
      recursionAvailable: true,
    });
  });
  const open: NameServer[] = [];
  const discover = async (names: readonly string[], answering: readonly Answering[]): Promise<DiscoveredServer[]> => {
    const servers = await Promise.all(answering.map(openNameServer));
    open.push(...servers);
    return servers.map(({ port }, i) => ({ name: names[i] as string, host, port }));
  };
  const discovered = {
    authoritative: await discover(authoritativeNames, authorities),
    resolvers: await discover(resolverNames, resolvers),
  };
  return { discovered, close: () => open.forEach((server) => server.close()) };
}
