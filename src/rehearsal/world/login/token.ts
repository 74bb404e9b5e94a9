import { randomUUID } from 'node:crypto';
import type { ServiceAnswer, ServiceRequest, WorldContext } from '../context.js';
import { sideOfTenant } from '../context.js';
import { directoryRolesHeld } from '../rights/grants.js';
import { seededGuid } from '../seeded.js';
import type { Service } from '../service.js';
import { loginBase } from './host.js';
import type { LoginRoute } from './routes.js';

let traces = 0;

/** In every token of an application as people show them; the list of roles has no such id. */
const everybody = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';

/** The identity platform's own form of an error. https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes */
export function signInError(
  world: WorldContext,
  status: number,
  error: string,
  code: number,
  sentence: string,
): ServiceAnswer {
  traces += 1;
  const trace = seededGuid(world.seed, `trace/${traces}`);
  const at = new Date(world.clock.now()).toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${sentence} Trace ID: ${trace} Correlation ID: ${trace} Timestamp: ${at}`,
      error_codes: [code],
      timestamp: at,
      trace_id: trace,
      correlation_id: trace,
      error_uri: `${loginBase}/error?code=${code}`,
    },
  };
}

// https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow#get-a-token
export const tokenRoute: LoginRoute = {
  method: 'POST',
  pattern: '/{tenant}/oauth2/v2.0/token',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow',
  answer: issueToken,
};

function issueToken(
  world: WorldContext,
  request: ServiceRequest,
  tenant: string,
  services: readonly Service[],
): ServiceAnswer {
  const side = sideOfTenant(world, tenant);
  if (side === undefined) {
    return signInError(
      world,
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
  }
  const form = new URLSearchParams(request.body);
  const grant = form.get('grant_type') ?? '';
  if (grant !== 'client_credentials') {
    return signInError(
      world,
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    );
  }
  const clientId = form.get('client_id') ?? '';
  const app = world.apps.byClientId(side, clientId);
  if (app === undefined) {
    return signInError(
      world,
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${world.store.heads[side].displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
    );
  }
  const secret = form.get('client_secret');
  if (secret === null) {
    return signInError(
      world,
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  if (secret !== app.clientSecret) {
    return signInError(
      world,
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  }
  const scope = (form.get('scope') ?? '').trim();
  const resource = services.find(
    ({ tokens }) => tokens !== undefined && scope === `${tokens.audience}/.default`,
  )?.tokens;
  if (resource === undefined) {
    return scope.endsWith('/.default')
      ? signInError(
          world,
          400,
          'invalid_resource',
          500011,
          `The resource principal named ${scope.replace(/\/\.default$/, '')} was not found in the tenant named ${world.store.heads[side].displayName}.`,
        )
      : signInError(
          world,
          400,
          'invalid_scope',
          1002012,
          `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
        );
  }
  const now = Math.floor(world.clock.now().getTime() / 1000);
  const lifetime = world.store.faults.tokenLifetimeSeconds;
  const { tenantId } = world.store.heads[side];
  const roles = resource.roles(world, app);
  const token = world.signing.issue({
    aud: resource.audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + lifetime,
    appid: app.clientId,
    app_displayname: app.displayName,
    appidacr: '1',
    idtyp: 'app',
    oid: app.servicePrincipalId,
    sub: app.servicePrincipalId,
    // An app without consent gets a token all the same; only the claim is missing.
    ...(roles.length === 0 ? {} : { roles }),
    tid: tenantId,
    // Two tokens of the same second are two tokens. https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
    uti: randomUUID(),
    ver: '1.0',
    // "Has a Directory Role assigned to it, which is returned in the access token": https://learn.microsoft.com/en-us/powershell/exchange/app-only-auth-powershell-v2
    wids: [...directoryRolesHeld(world, side, app.servicePrincipalId), everybody],
  });
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
    body: { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: token },
  };
}
