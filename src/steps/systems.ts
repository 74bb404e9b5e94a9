import type { Discovery } from '../systems/discovery/discovery.js';
import type { Dns } from '../systems/dns/dns.js';
import type { Exchange } from '../systems/exchange/exchange.js';
import type { Graph } from '../systems/graph/graph.js';

export interface TenantClients {
  readonly graph: Graph;
  readonly exchange: Exchange;
}

/** What steps reach the world with: of the tenants one pair of clients a side, never exchanged. */
export interface Systems {
  readonly source: TenantClients;
  readonly destination: TenantClients;
  readonly dns: Dns;
  readonly discovery: Discovery;
}
