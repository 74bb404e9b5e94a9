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
  /**
   * The service refused something for want of a right. What a token may do was written into it when it was issued: whoever grants what is
   * missing must not wait until it ends.
   */
  lacksRight(scope: string): void;
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
  readonly issuedAt: number;
}

/** Renewed this long before the end, so that no request sets out with a token that dies on the way. */
const marginMs = 5 * 60_000;

/** For so long after such a refusal somebody may be granting it, and a token is kept no longer than a person takes to do so. */
const grantingMs = 3_600_000;
const shortLifeMs = 10_000;

export function createCredential(options: CredentialOptions): Credential {
  const held = new Map<string, Promise<Held>>();
  const lacking = new Map<string, number>();
  const isGood = (scope: string, { goodUntil, issuedAt }: Held): boolean => {
    const now = options.now().getTime();
    const maybeGranted = (lacking.get(scope) ?? -Infinity) + grantingMs > now;
    return goodUntil > now && !(maybeGranted && issuedAt + shortLifeMs <= now);
  };

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
      if (isGood(scope, current)) return current.token;
      return this.renew(scope, current.token);
    },
    async renew(scope, refused) {
      const current = await (held.get(scope) ?? fetchToken(scope));
      return current.token === refused ? (await fetchToken(scope)).token : current.token;
    },
    lacksRight: (scope) => void lacking.set(scope, options.now().getTime()),
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
    const issuedAt = options.now().getTime();
    return { token: token.token, goodUntil: issuedAt + lifetime - marginMs, issuedAt };
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
