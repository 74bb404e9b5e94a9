/** Lets `@azure/identity` send its requests over our transport. */
import type { ClientSecretCredentialOptions } from '@azure/identity';
import type { Transport } from '../../transport.js';
import { retryAfterSeconds } from '../unanswered.js';

type HttpClient = NonNullable<ClientSecretCredentialOptions['httpClient']>;
type PipelineResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

export interface TokenHttpClient {
  readonly client: HttpClient;
  /** The last answer's status (null: none came) and wait: the library's errors do not always carry them. */
  last(now: Date): { readonly status: number | null; readonly retryAfter: number | null };
}

export function tokenHttpClient(transport: Transport): TokenHttpClient {
  let answer: Response | null = null;
  return {
    client: {
      async sendRequest(request) {
        answer = null;
        const headers = new Headers();
        for (const [name, value] of request.headers) headers.set(name, value);
        const response = await transport(
          new Request(request.url, {
            method: request.method,
            headers,
            body: typeof request.body === 'string' && request.body !== '' ? request.body : null,
          }),
        );
        const bodyAsText = await response.text();
        answer = response;
        return { request, status: response.status, headers: pipelineHeaders(response.headers), bodyAsText };
      },
    },
    last: (now) =>
      answer === null
        ? { status: null, retryAfter: null }
        : { status: answer.status, retryAfter: retryAfterSeconds(answer.headers, now) },
  };
}

function pipelineHeaders(headers: Headers): PipelineResponse['headers'] {
  return {
    get: (name) => headers.get(name) ?? undefined,
    has: (name) => headers.has(name),
    set: (name, value) => headers.set(name, String(value)),
    delete: (name) => headers.delete(name),
    toJSON: () => Object.fromEntries(headers),
    [Symbol.iterator]: () => headers.entries(),
  };
}
