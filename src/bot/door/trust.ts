/**
 * Whom the bot believes. Rehearsal and live run the same verification; only these values differ. A live trust has no field for
 * another issuer, so nothing in the environment can make a live bot accept somebody else's tokens.
 */
import { AuthenticationConstants } from 'botframework-connector';

export interface LiveTrust {
  readonly kind: 'live';
  readonly appId: string;
  readonly appPassword: string;
  /** The tenant whose Teams holds the project channel, which is also where the (single-tenant) bot is registered. */
  readonly tenantId: string;
}

export interface RehearsalTrust {
  readonly kind: 'rehearsal';
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  /** The room's own key metadata, issuer and token endpoint; loopback only. */
  readonly openIdMetadataUrl: string;
  readonly issuer: string;
  readonly tokenEndpoint: string;
}

export type BotTrust = LiveTrust | RehearsalTrust;

const scope = AuthenticationConstants.ToChannelFromBotOAuthScope;

/** The scope of the bot's own token, in both modes. */
export const connectorScope = scope;

export const issuerOf = (trust: BotTrust): string =>
  trust.kind === 'live' ? AuthenticationConstants.ToBotFromChannelTokenIssuer : trust.issuer;

/**
 * The settings of the Bot Framework, always as a full set: as soon as one of them is given, the SDK drops its defaults for all others.
 * @throws when a setting is missing, or a rehearsal would trust something beyond this machine.
 */
export function frameworkSettings(trust: BotTrust): Record<string, string | boolean> {
  for (const field of ['appId', 'appPassword', 'tenantId'] as const) {
    // An empty app id switches the SDK's authentication off without a word.
    if (trust[field].trim() === '') throw new Error(`The bot cannot start: its ${field} is empty.`);
  }
  if (trust.kind === 'rehearsal') {
    for (const address of [trust.openIdMetadataUrl, trust.tokenEndpoint]) {
      if (!isLoopback(address)) throw new Error(`A rehearsal trusts only this machine, not ${address}.`);
    }
  }
  return {
    MicrosoftAppId: trust.appId,
    MicrosoftAppTenantId: trust.tenantId,
    MicrosoftAppType: 'SingleTenant',
    ToBotFromChannelOpenIdMetadataUrl:
      trust.kind === 'live' ? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl : trust.openIdMetadataUrl,
    ToBotFromChannelTokenIssuer: issuerOf(trust),
    // Tokens of the emulator and of other bots are refused before the SDK looks for their keys; this is never fetched.
    ToBotFromEmulatorOpenIdMetadataUrl: 'http://127.0.0.1:9/no-emulator',
    ToChannelFromBotOAuthScope: scope,
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${trust.tenantId}`,
    OAuthUrl: 'https://api.botframework.com',
    CallerId: '',
    ValidateAuthority: true,
  };
}

export function isLoopback(address: string): boolean {
  return URL.canParse(address) && /^(127(\.\d+){3}|localhost|\[::1\])$/.test(new URL(address).hostname);
}
