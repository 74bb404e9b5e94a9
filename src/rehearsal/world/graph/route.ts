import type { ServiceAnswer, ServiceRequest, WorldContext } from '../context.js';
import type { Side } from '../entities.js';

export interface GraphCall {
  readonly world: WorldContext;
  readonly side: Side;
  readonly request: ServiceRequest;
  /** Path parameters, decoded. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly now: number;
  /** The application permissions that the caller holds. */
  readonly roles: readonly string[];
  /** The application that calls. */
  readonly appId: string;
  /** Who is calling, for the list of changes. */
  readonly actor: string;
}

export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/v1.0`; `{id}` is one path segment. */
  readonly pattern: string;
  /** Application permissions of which one is enough, least privileged first. */
  readonly roles: readonly string[];
  /** Base cost in resource units, and in writes. https://learn.microsoft.com/en-us/graph/throttling-limits */
  readonly units: number;
  readonly writes?: number;
  readonly page: string;
  /** Without a permission the service refuses in words of its own. */
  readonly denied?: { readonly code: string; readonly message: string };
  answer(call: GraphCall): ServiceAnswer;
}
