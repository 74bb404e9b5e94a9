/** Signs in to one tenant as an application. Tokens are fetched by `@azure/identity` over our transport, so sign-in shows in the wire log too. */
import { ClientCertificateCredential, ClientSecretCredential, type TokenCredential } from '@azure/identity';
import { SystemFault } from '../../errors.js';
import type { Transport } from '../../transport.js';
import { repeatRead, type Waiting } from '../unanswered.js';
import { tokenHttpClient } from './http-client.js';

export interface Credential {
  /** A token for the resource, from the cache while it is good. */
  token(scope: string): Promise<string>;
  /** A new token because the service refused this one; whoever comes second with the same refused token gets the first one's. */
  renew(scope: string, refused: string): Promise<string>;
}

export interface CredentialOptions extends Waiting {
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret:
    { readonly kind: 'secret'; readonly value: string } | { readonly kind: 'certificate'; readonly path: string };
  /** The login authority, such as `https://login.microsoftonline.com`. */
  readonly endpoint: string;
  readonly transport: Transport;
}

interface Held {
  readonly token: string;
  /** Migration time: a rehearsal's hour passes in a minute, and the token with it. */
  readonly goodUntil: number;
}

/** Renewed this long before the end, so that no request sets out with a token that dies on the way. */
const marginMs = 5 * 60_000;

export function createCredential(options: CredentialOptions): Credential {
  const held = new Map<string, Promise<Held>>();

  const fetchToken = (scope: string): Promise<Held> => {
    const fetching = repeatRead(options, () => signIn(options, scope));
    held.set(scope, fetching);
    // A failed sign-in is not remembered: the next call tries again. Its error belongs to whoever awaits `fetching`.
    fetching.catch(() => held.get(scope) === fetching && held.delete(scope));
    return fetching;
  };

  return {
    async token(scope) {
      const current = await (held.get(scope) ?? fetchToken(scope));
      if (current.goodUntil > options.now().getTime()) return current.token;
      return this.renew(scope, current.token);
    },
    async renew(scope, refused) {
      const current = await (held.get(scope) ?? fetchToken(scope));
      return current.token === refused ? (await fetchToken(scope)).token : current.token;
    },
  };
}

async function signIn(options: CredentialOptions, scope: string): Promise<Held> {
  const operation = `signing in to ${scope.replace(/\/\.default$/, '')} of tenant ${options.tenantId}`;
  const answers = tokenHttpClient(options.transport);
  try {
    // A new credential each time: the library's own cache counts the wall clock, and would hand out the refused token again.
    const token = await identity(options, answers.client).getToken(scope);
    if (token === null) throw new Error('no token was issued');
    const lifetime = token.expiresOnTimestamp - Date.now();
    return { token: token.token, goodUntil: options.now().getTime() + lifetime - marginMs };
  } catch (cause) {
    const { status, retryAfter } = answers.last(options.now());
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new SystemFault(
      `${operation}: ${text.split('\n')[0]}`,
      {
        system: 'login',
        operation,
        status,
        code: /AADSTS\d+/.exec(text)?.[0] ?? (status === null ? 'NoAnswer' : 'SignInFailed'),
        requestId: /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null,
        retryAfter,
        transient: status === null || status === 429 || status >= 500,
      },
      { cause },
    );
  }
}

function identity(
  options: CredentialOptions,
  httpClient: ReturnType<typeof tokenHttpClient>['client'],
): TokenCredential {
  const common = {
    authorityHost: options.endpoint,
    // National clouds and the rehearsal are not in Microsoft's public list of instances.
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
    httpClient,
  };
  return options.secret.kind === 'secret'
    ? new ClientSecretCredential(options.tenantId, options.clientId, options.secret.value, common)
    : new ClientCertificateCredential(
        options.tenantId,
        options.clientId,
        { certificatePath: options.secret.path },
        common,
      );
}
