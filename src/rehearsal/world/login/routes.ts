import type { ServiceAnswer, ServiceRequest, WorldContext } from '../context.js';
import type { Service } from '../service.js';
import {
  instanceDiscovery,
  openIdConfiguration,
  openIdConfigurationOne,
  signingKeys,
  signingKeysOne,
  userRealm,
} from './discovery.js';
import { signInError, tokenRoute } from './token.js';

export interface LoginRoute {
  readonly method: 'GET' | 'POST';
  /** `{tenant}` stands for a tenant id or any verified domain of the tenant. */
  readonly pattern: string;
  readonly page: string;
  answer(world: WorldContext, request: ServiceRequest, tenant: string, services: readonly Service[]): ServiceAnswer;
}

/** The fixed paths stand before those with a tenant. */
export const loginRoutes = (): readonly LoginRoute[] => [
  instanceDiscovery,
  userRealm,
  tokenRoute,
  openIdConfiguration,
  openIdConfigurationOne,
  signingKeys,
  signingKeysOne,
];

export function answerLogin(world: WorldContext, request: ServiceRequest, services: readonly Service[]): ServiceAnswer {
  for (const route of loginRoutes()) {
    if (route.method !== request.method) continue;
    const pattern = new RegExp(`^${route.pattern.replaceAll('.', '\\.').replace('{tenant}', '([^/]+)')}$`, 'i');
    const match = pattern.exec(request.url.pathname);
    if (match !== null) return route.answer(world, request, decodeURIComponent(match[1] ?? ''), services);
  }
  return signInError(world, 404, 'invalid_request', 900144, `The request for ${request.url.pathname} is not served.`);
}
