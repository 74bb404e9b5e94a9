import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { AppCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import { SystemFault } from '../../errors.js';
import { connectorScope, type BotTrust, type RehearsalTrust } from './trust.js';

/** The bot's own token for the Connector. */
export type BotToken = () => Promise<string>;

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/** Signs what the SDK sends and never says that authentication is switched off, whatever the settings look like. */
export class BotCredentials extends ServiceClientCredentialsFactory {
  constructor(
    private readonly appId: string,
    private readonly token: BotToken,
  ) {
    super();
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(): Promise<Credentials> {
    const token = this.token;
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await token()}`);
        return request;
      },
    };
  }
}

export function botToken(trust: BotTrust, send: (request: Request) => Promise<Response> = fetch): BotToken {
  return trust.kind === 'live' ? entraToken(trust.appId, trust.appPassword, trust.tenantId) : roomToken(trust, send);
}

function entraToken(appId: string, password: string, tenantId: string): BotToken {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenantId,
  });
  return async () => {
    const credentials = await factory.createCredentials(
      appId,
      connectorScope,
      `https://login.microsoftonline.com/${tenantId}`,
      true,
    );
    if (!(credentials instanceof AppCredentials)) throw new Error('The Bot Framework gave no app credentials.');
    return credentials.getToken();
  };
}

/** The same client-credentials request that Entra would get, sent to the room. */
function roomToken(trust: RehearsalTrust, send: (request: Request) => Promise<Response>): BotToken {
  let kept: { token: string; until: number } | null = null;
  return async () => {
    if (kept !== null && Date.now() < kept.until) return kept.token;
    const response = await send(
      new Request(trust.tokenEndpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: trust.appId,
          client_secret: trust.appPassword,
          scope: `${connectorScope}/.default`,
        }),
        signal: AbortSignal.timeout(10_000),
      }),
    );
    const answer = (await response.json().catch(() => ({}))) as { access_token?: string; expires_in?: number };
    if (!response.ok || typeof answer.access_token !== 'string') {
      throw new SystemFault('The bot could not sign in to the channel.', {
        system: 'login',
        operation: 'signing the bot in',
        status: response.status,
        code: 'no-token',
        requestId: null,
        retryAfter: null,
        transient: response.status >= 500,
      });
    }
    kept = { token: answer.access_token, until: Date.now() + ((answer.expires_in ?? 3600) - 300) * 1000 };
    return kept.token;
  };
}
