import type { Exchange } from '../systems/exchange/exchange.js';
import type { Graph } from '../systems/graph/graph.js';

export interface TenantClients {
  readonly graph: Graph;
  readonly exchange: Exchange;
}

/** What steps reach the tenants with: one pair of clients a side, never exchanged. */
export interface Systems {
  readonly source: TenantClients;
  readonly destination: TenantClients;
}
