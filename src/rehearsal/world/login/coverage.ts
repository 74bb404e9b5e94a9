import { partial, type CoverageLine } from '../service.js';

const learn = 'https://learn.microsoft.com/en-us';

export const loginCoverage: readonly CoverageLine[] = [
  partial(
    'POST /{tenant}/oauth2/v2.0/token',
    `${learn}/entra/identity-platform/v2-oauth2-client-creds-grant-flow`,
    'client_secret only (no certificate assertion); resources Microsoft Graph and Exchange Online; a token ends by virtual time and says roles and wids as they were when it was issued',
  ),
  partial(
    'GET /{tenant}/v2.0/.well-known/openid-configuration',
    `${learn}/entra/identity-platform/v2-protocols-oidc`,
    'the members a client credential flow and tenant discovery read',
  ),
  partial(
    'GET /{tenant}/.well-known/openid-configuration',
    `${learn}/entra/identity-platform/access-tokens`,
    'as above, in the older form; the token endpoint that it names is not served',
  ),
  partial('GET /{tenant}/discovery/keys', `${learn}/entra/identity-platform/access-tokens`, 'one key of this world'),
  partial(
    'GET /{tenant}/discovery/v2.0/keys',
    `${learn}/entra/identity-platform/access-tokens`,
    'one key of this world',
  ),
  partial(
    'GET /common/discovery/instance',
    `${learn}/entra/identity-platform/msal-client-application-configuration`,
    'worldwide cloud only',
  ),
  partial(
    'GET /getuserrealm.srf',
    `${learn}/entra/identity/hybrid/connect/how-to-connect-fed-management`,
    'undocumented answer, the members that tell Managed, Federated, Unknown',
  ),
];
