import type { ServiceAnswer, WorldContext } from '../context.js';
import { sideOfTenant } from '../context.js';
import { graphHost } from '../graph/host.js';
import { domainOf } from '../proxy-addresses.js';
import { loginBase, loginHost } from './host.js';
import type { LoginRoute } from './routes.js';
import { signInError } from './token.js';

// https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
export const openIdConfiguration: LoginRoute = {
  method: 'GET',
  pattern: '/{tenant}/v2.0/.well-known/openid-configuration',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc',
  answer(world: WorldContext, _request, tenant): ServiceAnswer {
    const side = sideOfTenant(world, tenant);
    if (side === undefined) {
      return signInError(
        world,
        400,
        'invalid_tenant',
        90002,
        `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
      );
    }
    const { tenantId } = world.store.heads[side];
    return {
      status: 200,
      body: {
        token_endpoint: `${loginBase}/${tenantId}/oauth2/v2.0/token`,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
        jwks_uri: `${loginBase}/${tenantId}/discovery/v2.0/keys`,
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        issuer: `${loginBase}/${tenantId}/v2.0`,
        authorization_endpoint: `${loginBase}/${tenantId}/oauth2/v2.0/authorize`,
        device_authorization_endpoint: `${loginBase}/${tenantId}/oauth2/v2.0/devicecode`,
        end_session_endpoint: `${loginBase}/${tenantId}/oauth2/v2.0/logout`,
        tenant_region_scope: 'EU',
        cloud_instance_name: 'microsoftonline.com',
        cloud_graph_host_name: 'graph.windows.net',
        msgraph_host: graphHost,
      },
    };
  },
};

// https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-the-signature
export const signingKeys: LoginRoute = {
  method: 'GET',
  pattern: '/{tenant}/discovery/v2.0/keys',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens',
  answer: (world) => ({ status: 200, body: world.signing.keySet() }),
};

// What MSAL asks before its first token: https://learn.microsoft.com/en-us/entra/msal/javascript/browser/performance (cloud discovery metadata)
export const instanceDiscovery: LoginRoute = {
  method: 'GET',
  pattern: '/common/discovery/instance',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/msal-client-application-configuration',
  answer(world, request): ServiceAnswer {
    const endpoint = request.url.searchParams.get('authorization_endpoint') ?? '';
    const tenant = /^https:\/\/[^/]+\/([^/]+)\//.exec(endpoint)?.[1] ?? 'common';
    const side = sideOfTenant(world, tenant);
    return {
      status: 200,
      body: {
        tenant_discovery_endpoint: `${loginBase}/${side === undefined ? tenant : world.store.heads[side].tenantId}/v2.0/.well-known/openid-configuration`,
        'api-version': '1.1',
        metadata: [
          {
            preferred_network: loginHost,
            preferred_cache: 'login.windows.net',
            aliases: [loginHost, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
          },
        ],
      },
    };
  },
};

// Undocumented but long-standing: https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-management names the realm it answers from.
export const userRealm: LoginRoute = {
  method: 'GET',
  pattern: '/getuserrealm.srf',
  page: 'https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-management',
  answer(world, request): ServiceAnswer {
    const login = request.url.searchParams.get('login') ?? '';
    const domain = domainOf(login);
    const side = sideOfTenant(world, domain);
    if (side === undefined) {
      return { status: 200, body: { State: 4, UserState: 1, Login: login, NameSpaceType: 'Unknown' } };
    }
    const federated = world.store.get(side, 'domains', domain)?.authenticationType === 'Federated';
    return {
      status: 200,
      body: {
        State: federated ? 3 : 4,
        UserState: 2,
        Login: login,
        NameSpaceType: federated ? 'Federated' : 'Managed',
        DomainName: domain,
        FederationBrandName: world.store.heads[side].displayName,
        CloudInstanceName: 'microsoftonline.com',
        CloudInstanceIssuerUri: 'urn:federation:MicrosoftOnline',
        ...(federated ? { AuthURL: `https://sts.${domain}/adfs/ls/?username=${encodeURIComponent(login)}` } : {}),
      },
    };
  },
};
