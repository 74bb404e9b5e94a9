/**
 * Which tenant the world is told to go to for a domain: two public answers of the sign-in service, without any sign-in of ours. They
 * speak of verified ownership only, and are cached at the edge.
 */
import { SystemFault } from '../../errors.js';
import { asAttempt, type Transport } from '../../transport.js';
import { passesByItself, repeatRead, retryAfterSeconds, type Waiting } from '../unanswered.js';

export interface Discovery {
  /** Id of the tenant that answers for the domain; null: no tenant does. */
  tenantOf(domain: string): Promise<string | null>;
  realmOf(domain: string): Promise<Realm>;
}

export interface Realm {
  /** `Managed`, `Federated`, or `Unknown` where no tenant has the domain. */
  readonly nameSpaceType: string;
  /** The company's name as its sign-in page shows it. */
  readonly brandName: string | null;
}

export interface DiscoveryOptions extends Waiting {
  /** Such as `https://login.microsoftonline.com` (national clouds have their own). */
  readonly endpoint: string;
  readonly transport: Transport;
}

interface DiscoveryAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export function createDiscovery(options: DiscoveryOptions): Discovery {
  const get = (
    operation: string,
    path: string,
    expected: (answer: DiscoveryAnswer) => boolean,
  ): Promise<DiscoveryAnswer> =>
    repeatRead(options, async (attempt) => {
      let response: Response;
      let text: string;
      try {
        response = await options.transport(asAttempt(new Request(`${options.endpoint}${path}`), attempt));
        text = await response.text();
      } catch (cause) {
        throw fault(operation, null, 'NoAnswer', null, cause);
      }
      const answer = { status: response.status, body: objectIn(text) };
      if (expected(answer)) return answer;
      const code = typeof answer.body['error'] === 'string' ? answer.body['error'] : String(response.status);
      throw fault(operation, response.status, code, retryAfterSeconds(response.headers, options.now()));
    });

  return {
    // https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
    async tenantOf(domain) {
      const path = `/${encodeURIComponent(domain)}/v2.0/.well-known/openid-configuration`;
      const { status, body } = await get(`asking which tenant answers for ${domain}`, path, (answer) =>
        answer.status === 200 ? tenantIn(answer.body) !== null : isNobody(answer),
      );
      return status === 200 ? tenantIn(body) : null;
    },
    // https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-management
    async realmOf(domain) {
      const path = `/getuserrealm.srf?login=${encodeURIComponent(`somebody@${domain}`)}&json=1`;
      const { body } = await get(`asking for the realm of ${domain}`, path, (answer) =>
        answer.status === 200 ? typeof answer.body['NameSpaceType'] === 'string' : false,
      );
      const brand = body['FederationBrandName'];
      return {
        nameSpaceType: body['NameSpaceType'] as string,
        brandName: typeof brand === 'string' ? brand : null,
      };
    },
  };
}

/** AADSTS90002: the one refusal that says something about the domain. */
const isNobody = ({ status, body }: DiscoveryAnswer): boolean => status === 400 && body['error'] === 'invalid_tenant';

function tenantIn(body: DiscoveryAnswer['body']): string | null {
  const issuer = body['issuer'];
  return typeof issuer === 'string' ? (/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(issuer)?.[0] ?? null) : null;
}

function objectIn(text: string): DiscoveryAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as DiscoveryAnswer['body']) : {};
  } catch {
    // A gateway's page: the status decides.
    return {};
  }
}

function fault(
  operation: string,
  status: number | null,
  code: string,
  retryAfter: number | null,
  cause?: unknown,
): SystemFault {
  return new SystemFault(
    `${operation}: ${status === null ? 'no answer' : `status ${status}, ${code}`}`,
    {
      system: 'discovery',
      operation,
      status,
      code,
      requestId: null,
      retryAfter,
      // A 200 that does not say what it must is somebody in between, and may be gone at the next look.
      transient: passesByItself(status) || status === 200,
    },
    { cause },
  );
}
