/** Everything the bot calls in one tenant, over one transport, each system with its own name in the wire log. */
import type { SystemName } from '../errors.js';
import { withWireLog, type Transport } from '../transport.js';
import { createExchange, type Exchange } from './exchange/exchange.js';
import { createGraph, type Graph } from './graph/graph.js';
import { createCredential, type CredentialOptions } from './login/credential.js';
import type { Waiting } from './unanswered.js';

export interface TenantSystems {
  readonly graph: Graph;
  readonly exchange: Exchange;
}

export interface TenantOptions extends Waiting {
  readonly side: 'source' | 'destination';
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: CredentialOptions['secret'];
  readonly endpoints: { readonly login: string; readonly graph: string; readonly exchange: string };
  /** To the network or to the world; without a wire log of its own. */
  readonly transport: Transport;
  /** Where the lines of the wire log go; absent: there is none. */
  readonly wireLog?: { append(line: string): void };
}

export function connectTenant(options: TenantOptions): TenantSystems {
  const { side, tenantId, endpoints, wireLog, pause, now } = options;
  const over = (system: SystemName): Transport =>
    wireLog === undefined
      ? options.transport
      : withWireLog(options.transport, { system, side, append: (line) => wireLog.append(line), now });
  const waiting = { pause, now };
  const credential = createCredential({
    ...waiting,
    tenantId,
    clientId: options.clientId,
    secret: options.secret,
    endpoint: endpoints.login,
    transport: over('login'),
  });
  const common = { ...waiting, side, tenantId, credential };
  return {
    graph: createGraph({ ...common, endpoint: endpoints.graph, transport: over('graph') }),
    exchange: createExchange({ ...common, endpoint: endpoints.exchange, transport: over('exchange') }),
  };
}
