import type { WorldContext } from './context.js';
import { hostOf } from './dependants.js';
import type { Application, Side } from './entities.js';
import { badRequest, objectConflict } from './graph/errors.js';

/** https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions: a host must be a verified domain, `api://` and its app id are free. */
export function changeIdentifierUris(
  world: WorldContext,
  side: Side,
  application: Application,
  uris: readonly string[],
  actor: string,
  now: number,
): void {
  const { store } = world;
  const verified = [...store.all(side, 'domains')].filter(({ isVerified }) => isVerified);
  for (const uri of uris.filter((one) => !application.identifierUris.includes(one))) {
    const host = hostOf(uri);
    if (host === '')
      throw badRequest("Invalid value specified for property 'identifierUris' of resource 'Application'.");
    const own = host === application.appId || host === store.heads[side].tenantId;
    if (!own && !verified.some(({ id }) => host === id || host.endsWith(`.${id}`))) {
      throw badRequest(
        "Values of identifierUris property must use a verified domain of the organization or its subdomain: '" +
          uri +
          "'.",
        [
          {
            code: 'HostNameNotOnVerifiedDomain',
            message: `'${uri}' is not on a verified domain.`,
            target: 'identifierUris',
          },
        ],
      );
    }
    if (
      [...store.all(side, 'applications')].some((one) => one.id !== application.id && one.identifierUris.includes(uri))
    )
      throw objectConflict('identifierUris');
  }
  store.put(side, 'applications', { ...application, identifierUris: [...uris] }, now);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'identifierUris',
    object: { kind: 'application', id: application.id, label: application.displayName },
    before: { identifierUris: application.identifierUris },
    after: { identifierUris: uris },
  });
}

/** Whatever of a registration is no address. */
export function renameApplication(
  { store }: WorldContext,
  side: Side,
  before: Application,
  after: Application,
  actor: string,
  now: number,
): void {
  store.put(side, 'applications', after, now);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'application',
    object: { kind: 'application', id: after.id, label: after.displayName },
    before: { displayName: before.displayName, signInAudience: before.signInAudience },
    after: { displayName: after.displayName, signInAudience: after.signInAudience },
  });
}
