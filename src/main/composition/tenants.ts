/** Which two tenants, and how they are reached: the one place where a rehearsal and a live migration part. */
import type { Config, LiveConfig } from '../../config.js';
import type { Clock } from '../../engine/clock.js';
import { wallClock } from '../../engine/clock.js';
import type { BotTrust } from '../../bot/door/trust.js';
import type { CredentialOptions } from '../../systems/login/credential.js';
import type { DnsServer } from '../../systems/dns/dns.js';
import { networkTransport, rehearsalTransport, type Transport } from '../../transport.js';
import type { RehearsalAddress } from '../rehearsal/address.js';
import { followWorldClock } from './world-clock.js';

export interface ReachableTenant {
  readonly name: string;
  readonly tenantId: string;
  readonly initialDomain: string;
  readonly clientId: string;
  readonly secret: CredentialOptions['secret'];
  /** Domains by which people of this company are recognised. */
  readonly domains: readonly string[];
}

/** What is around the bot, as rehearsal or live plugs it in: transports, credentials, clock. */
export interface Outside {
  readonly mode: 'rehearsal' | 'live';
  readonly source: ReachableTenant;
  readonly destination: ReachableTenant;
  readonly movingDomains: readonly string[];
  readonly hostTenantId: string;
  readonly transport: Transport;
  readonly dns: NameServers;
  readonly trust: BotTrust;
  readonly clock: Clock;
  readonly publicUrl: string;
  /**
   * Tells whoever keeps the clock when something is due next (null while the bot is busy or nothing is due), whether it rests, and the next
   * moment that people are timed by.
   */
  tellNextDue(at: string | null, resting: boolean, forPeople: string | null): Promise<void>;
  stop(): void;
}

export interface NameServers {
  /** Null: found by the zones' NS records. */
  readonly authoritative: readonly DnsServer[] | null;
  readonly resolvers: readonly DnsServer[];
}

export function liveOutside(config: Config & { live: LiveConfig }): Outside {
  const { live } = config;
  const tenant = (side: 'source' | 'destination'): ReachableTenant => ({
    ...live[side],
    domains: side === 'source' ? [...live.movingDomains, live.source.initialDomain] : [live.destination.initialDomain],
  });
  return {
    mode: 'live',
    source: tenant('source'),
    destination: tenant('destination'),
    movingDomains: live.movingDomains,
    hostTenantId: live.hostTenantId,
    transport: networkTransport(),
    dns: config.dns,
    trust: { kind: 'live', appId: live.botId, appPassword: live.botPassword, tenantId: live.hostTenantId },
    clock: wallClock,
    publicUrl: config.publicUrl as string,
    tellNextDue: () => Promise.resolve(),
    stop: () => undefined,
  };
}

/** What `GET /world` says. */
interface Discovery {
  readonly source: DiscoveredSide;
  readonly destination: DiscoveredSide;
  readonly dns?: { readonly authoritative: readonly DnsServer[]; readonly resolvers: readonly DnsServer[] };
}
interface DiscoveredSide {
  readonly tenantId: string;
  readonly displayName: string;
  readonly initialDomain: string;
  readonly domains: readonly string[];
  readonly movingDomains?: readonly string[];
  readonly apps: { readonly bot: { readonly clientId: string; readonly clientSecret: string } };
}

export async function rehearsalOutside(address: RehearsalAddress, log: (message: string) => void): Promise<Outside> {
  const answer = await fetch(`${address.url}/world`);
  if (!answer.ok) throw new Error(`asking the rehearsal for its tenants: status ${answer.status}`);
  const discovery = (await answer.json()) as Discovery;
  const following = await followWorldClock(address.url, log);
  const tenant = (side: DiscoveredSide): ReachableTenant => ({
    name: side.displayName,
    tenantId: side.tenantId,
    initialDomain: side.initialDomain,
    clientId: side.apps.bot.clientId,
    secret: { kind: 'secret', value: side.apps.bot.clientSecret },
    domains: side.domains,
  });
  return {
    mode: 'rehearsal',
    source: tenant(discovery.source),
    destination: tenant(discovery.destination),
    movingDomains: discovery.source.movingDomains ?? [],
    hostTenantId: address.hostTenantId,
    transport: rehearsalTransport(address.url),
    // A rehearsal never asks the internet, not even when its world has no DNS.
    dns: discovery.dns ?? { authoritative: [], resolvers: [] },
    trust: {
      kind: 'rehearsal',
      ...address.bot,
      tenantId: address.hostTenantId,
      openIdMetadataUrl: `${address.url}/botframework/openid`,
      issuer: 'https://api.botframework.com',
      tokenEndpoint: `${address.url}/botframework/token`,
    },
    clock: following.clock,
    publicUrl: address.url,
    tellNextDue: (at, resting, forPeople) => following.tellNextDue(at, resting, forPeople),
    stop: () => following.stop(),
  };
}
