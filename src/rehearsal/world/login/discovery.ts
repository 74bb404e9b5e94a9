import type { ServiceAnswer, WorldContext } from '../context.js';
import { sideOfTenant } from '../context.js';
import { graphHost } from '../graph/host.js';
import { domainOf } from '../proxy-addresses.js';
import { loginBase, loginHost } from './host.js';
import type { LoginRoute } from './routes.js';
import { signInError } from './token.js';

/** Both kinds of document say this much of the cloud. */
const cloud = {
  tenant_region_scope: 'EU',
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: graphHost,
};

/** Tenants of every organization at once: the issuer is a pattern then, and the region nobody's. */
const manyTenants = ['common', 'organizations'];

/** The document of a tenant; `{tenantid}` stands in the issuer of many. */
function openIdDocument(
  world: WorldContext,
  tenant: string,
  documentOf: (name: string, issuerTenant: string) => object,
): ServiceAnswer {
  const side = sideOfTenant(world, tenant);
  if (side !== undefined) {
    const { tenantId } = world.store.heads[side];
    return { status: 200, body: { ...documentOf(tenantId, tenantId), ...cloud } };
  }
  const many = manyTenants.find((one) => one === tenant.toLowerCase());
  if (many !== undefined) {
    return { status: 200, body: { ...documentOf(many, '{tenantid}'), ...cloud, tenant_region_scope: null } };
  }
  return signInError(
    world,
    400,
    'invalid_tenant',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}

const common = {
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
};

// https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
export const openIdConfiguration: LoginRoute = {
  method: 'GET',
  pattern: '/{tenant}/v2.0/.well-known/openid-configuration',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc',
  answer: (world, _request, tenant) =>
    openIdDocument(world, tenant, (name, issuerTenant) => ({
      token_endpoint: `${loginBase}/${name}/oauth2/v2.0/token`,
      ...common,
      jwks_uri: `${loginBase}/${name}/discovery/v2.0/keys`,
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${loginBase}/${issuerTenant}/v2.0`,
      authorization_endpoint: `${loginBase}/${name}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${loginBase}/${name}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${loginBase}/${name}/oauth2/v2.0/logout`,
    })),
};

// The document of tokens of version 1.0: https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats
export const openIdConfigurationOne: LoginRoute = {
  method: 'GET',
  pattern: '/{tenant}/.well-known/openid-configuration',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens',
  answer: (world, _request, tenant) =>
    openIdDocument(world, tenant, (name, issuerTenant) => ({
      token_endpoint: `${loginBase}/${name}/oauth2/token`,
      ...common,
      jwks_uri: `${loginBase}/common/discovery/keys`,
      response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
      scopes_supported: ['openid'],
      issuer: `https://sts.windows.net/${issuerTenant}/`,
      authorization_endpoint: `${loginBase}/${name}/oauth2/authorize`,
      device_authorization_endpoint: `${loginBase}/${name}/oauth2/devicecode`,
      end_session_endpoint: `${loginBase}/${name}/oauth2/logout`,
      userinfo_endpoint: `${loginBase}/${name}/openid/userinfo`,
      microsoft_multi_refresh_token: true,
      check_session_iframe: `${loginBase}/${name}/oauth2/checksession`,
    })),
};

// https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-the-signature
export const signingKeys: LoginRoute = {
  method: 'GET',
  pattern: '/{tenant}/discovery/v2.0/keys',
  page: 'https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens',
  answer: (world) => ({ status: 200, body: world.signing.keySet() }),
};

// https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-the-signature: the same keys, where the older document says.
export const signingKeysOne: LoginRoute = {
  method: 'GET',
  pattern: '/{tenant}/discovery/keys',
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
