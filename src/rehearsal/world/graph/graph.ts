/** `https://graph.microsoft.com/v1.0`: who may call, what it costs, which route answers. */
import type { ServiceAnswer, ServiceRequest, WorldContext } from '../context.js';
import { sides, type Side } from '../entities.js';
import { loginBase } from '../login/host.js';
import type { Claims } from '../login/signing.js';
import { answerBatch } from './batch.js';
import { applicationRoutes } from './applications.js';
import { contactRoutes } from './contacts.js';
import { deletedItemRoutes } from './deleted-items.js';
import { domainLifeRoutes } from './domain-life.js';
import { domainRecordRoutes } from './domain-records.js';
import { domainReferenceRoute } from './domain-references.js';
import { domainRoutes } from './domains.js';
import { graphError, GraphRefusal } from './errors.js';
import { graphAudience } from './host.js';
import { groupMemberRoutes } from './group-members.js';
import { groupRoutes } from './groups.js';
import { licenceRoutes } from './licences.js';
import { mailboxRoutes } from './mailbox/routes.js';
import { messageTraceRoutes } from './message-traces.js';
import { newGroupRoutes } from './new-groups.js';
import { otherRoutes } from './other-objects.js';
import { roleManagementRoutes } from './role-management.js';
import type { GraphRoute } from './route.js';
import { servicePrincipalRoutes } from './service-principals.js';
import { subscriptionRoutes } from './subscriptions.js';
import { Throttle } from './throttle.js';
import { userRoutes } from './users.js';

export const graphRoutes: readonly GraphRoute[] = [
  ...domainRoutes,
  ...domainLifeRoutes,
  ...domainRecordRoutes,
  domainReferenceRoute,
  ...groupRoutes,
  ...newGroupRoutes,
  ...groupMemberRoutes,
  ...contactRoutes,
  ...otherRoutes,
  ...servicePrincipalRoutes,
  ...roleManagementRoutes,
  ...mailboxRoutes,
  ...deletedItemRoutes,
  ...applicationRoutes,
  ...messageTraceRoutes,
  ...subscriptionRoutes,
  ...licenceRoutes,
  ...userRoutes,
];

/** A fixed path such as /users/$count stands before the one with an id in its place. */
const compiled = [...graphRoutes]
  .sort((a, b) => Number(a.pattern.includes('{id}')) - Number(b.pattern.includes('{id}')))
  .map((route) => {
    const parts = route.pattern.split('{id}').map((part) => part.replace(/[.()$]/g, '\\$&'));
    const id = route.pattern.includes("'{id}'") ? "([^/']+)" : '([^/]+)';
    return { route, expression: new RegExp(`^${parts.join(id)}$`, 'i') };
  });

const deniedByDirectory = {
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
};

export class GraphService {
  private readonly throttle = new Throttle();
  constructor(private readonly world: WorldContext) {}

  /** One request or one item of a batch; `log` is told of every single one of a batch. */
  answer(request: ServiceRequest, log?: (part: ServiceRequest, answer: ServiceAnswer) => void): ServiceAnswer {
    try {
      if (!/^\/v1\.0(\/|$)/.test(request.url.pathname)) {
        throw new GraphRefusal(400, 'BadRequest', `Invalid version: ${request.url.pathname.split('/')[1] ?? ''}`);
      }
      const path = request.url.pathname.slice('/v1.0'.length).replaceAll('%27', "'").replaceAll('%24', '$');
      const { side, claims } = this.authenticate(request, log !== undefined);
      if (path === '/$batch') return answerBatch(request, (part) => this.answer(part), log);
      const { store, strikes } = this.world;
      if (strikes.strikes('graph/unavailable', store.faults.unavailableEvery.graph)) {
        throw new GraphRefusal(503, 'ServiceUnavailable', 'The service is temporarily unavailable.', undefined, {
          'retry-after': '5',
        });
      }
      // Not every 429 says when to come back: https://learn.microsoft.com/en-us/graph/throttling#best-practices-to-handle-throttling
      if (strikes.strikes('graph/throttled', store.faults.throttledEvery.graph)) {
        throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests.');
      }
      return this.dispatch(request, path, side, claims);
    } catch (error) {
      if (error instanceof GraphRefusal) return graphError(this.world, request, error);
      throw error;
    }
  }

  private dispatch(request: ServiceRequest, path: string, side: Side, claims: Claims): ServiceAnswer {
    const matching = compiled.flatMap(({ route, expression }) => {
      const match = expression.exec(path);
      return match === null ? [] : [{ route, ids: match.slice(1).map(decodeURIComponent) }];
    });
    const found = matching.find((one) => one.route.method === request.method);
    if (found === undefined) {
      if (matching.length > 0) {
        throw new GraphRefusal(
          405,
          'Request_BadRequest',
          'Specified HTTP method is not allowed for the request target.',
        );
      }
      throw new GraphRefusal(400, 'BadRequest', `Resource not found for the segment '${path.split('/')[1] ?? ''}'.`);
    }
    const { route, ids } = found;
    if (!route.roles.some((role) => claims.roles?.includes(role) === true)) {
      const { code, message } = route.denied ?? deniedByDirectory;
      throw new GraphRefusal(403, code, message);
    }
    const query = new URLSearchParams(request.url.searchParams);
    const units = Math.max(
      1,
      route.units -
        (query.has('$select') ? 1 : 0) -
        (Number(query.get('$top') ?? 100) < 20 ? 1 : 0) +
        (query.has('$expand') ? 1 : 0),
    );
    const charge = this.throttle.charge(this.world, side, claims.appid, units, route.writes ?? 0);
    const now = this.world.clock.now().getTime();
    const actor = this.world.apps.byClientId(side, claims.appid)?.displayName ?? claims.appid;
    const answer = route.answer({
      world: this.world,
      side,
      request,
      ids,
      query,
      now,
      actor,
      appId: claims.appid,
      roles: claims.roles ?? [],
    });
    return { ...answer, headers: { ...charge.headers, ...answer.headers } };
  }

  /** A token is taken back between two requests, never between two items of a batch. */
  private authenticate(request: ServiceRequest, whole: boolean): { side: Side; claims: Claims } {
    const denied = (message: string): GraphRefusal =>
      new GraphRefusal(401, 'InvalidAuthenticationToken', message, undefined, {
        'www-authenticate': `Bearer realm="", authorization_uri="${loginBase}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
      });
    const header = request.headers['authorization'] ?? '';
    if (!/^bearer\s+\S+/i.test(header)) throw denied('Access token is empty.');
    const { signing, store, strikes } = this.world;
    const token = header.replace(/^bearer\s+/i, '');
    const claims = signing.read(token);
    if (claims === undefined) throw denied('IDX14100: JWT is not well formed, or its signature is invalid.');
    if (claims.aud !== graphAudience) throw denied('Access token validation failure. Invalid audience.');
    if (this.world.clock.now().getTime() >= claims.exp * 1000)
      throw denied('Lifetime validation failed, the token is expired.');
    const side = sides.find((one) => this.world.store.heads[one].tenantId === claims.tid);
    if (side === undefined) throw denied('Access token validation failure. Invalid tenant.');
    if (whole && !signing.isRevoked(token) && strikes.strikes('graph/token', store.faults.tokenRevokedEvery.graph)) {
      signing.revoke(token);
    }
    if (signing.isRevoked(token)) throw denied('Access token validation failure. The token was revoked.');
    return { side, claims };
  }
}
