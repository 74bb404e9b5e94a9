/** Requests to Microsoft Graph: the SDK builds and signs them, our transport sends them, faults come out with what an operator can quote. */
import {
  AuthenticationHandler,
  Client,
  ResponseType,
  type Context,
  type GraphRequest,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { SystemFault } from '../../errors.js';
import { asAttempt, type Transport } from '../../transport.js';
import { eachItsOwn, eachOnce } from '../batch-items.js';
import type { Credential } from '../login/credential.js';
import { withFreshTokens } from '../login/fresh-tokens.js';
import { ownRights, type OwnRights } from '../login/own-rights.js';
import { passesByItself, repeatRead, retryAfterSeconds, type Waiting } from '../unanswered.js';

export interface GraphOptions extends Waiting {
  readonly side: 'source' | 'destination';
  readonly tenantId: string;
  readonly transport: Transport;
  readonly credential: Credential;
  /** Such as `https://graph.microsoft.com` (national clouds have their own). */
  readonly endpoint: string;
}

/** One answer inside a `$batch`, or the answer to a single request. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: unknown;
}

export interface BatchItem {
  readonly id: string;
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** https://learn.microsoft.com/graph/json-batching: more are refused. */
export const batchLimit = 20;

export interface Order {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

export class GraphConnection {
  readonly #client: Client;
  readonly #scope: string;

  constructor(private readonly options: GraphOptions) {
    const host = new URL(options.endpoint).host;
    this.#scope = `${options.endpoint}/.default`;
    const signing = new AuthenticationHandler({ getAccessToken: () => options.credential.token(this.#scope) });
    signing.setNext(new TransportHandler(options.transport));
    // The SDK's own retry handler stays out: it would repeat writes, and it waits in wall time.
    this.#client = Client.initWithMiddleware({
      middleware: signing,
      baseUrl: options.endpoint,
      customHosts: new Set([host]),
    });
  }

  /** A read, repeated while the service is busy. `path` may be a next link, which is followed verbatim. */
  read(operation: string, path: string): Promise<unknown> {
    return repeatRead(this.options, async (attempt) => {
      const answer = await this.#send(operation, { method: 'GET', path }, attempt);
      if (answer.status >= 300) throw this.fault(operation, answer);
      return answer.body;
    });
  }

  /** One write outside of a batch, sent once. Throws unless it was a success; no answer is a fault without a status. */
  async write(operation: string, order: Order): Promise<unknown> {
    const answer = await this.#send(operation, order, 1);
    if (answer.status >= 300) throw this.fault(operation, answer);
    return answer.body;
  }

  ownRights(): Promise<OwnRights> {
    return ownRights(this.options.credential, this.#scope);
  }

  /** Before an enumeration begins again. */
  rest(milliseconds: number): Promise<void> {
    return this.options.pause(milliseconds);
  }

  /** Reads only. Items the service was too busy for are asked again until each has its answer. */
  async readBatch(operation: string, items: readonly BatchItem[]): Promise<ReadonlyMap<string, GraphAnswer>> {
    const answers = new Map<string, GraphAnswer>();
    await repeatRead(this.options, async (attempt) => {
      const open = eachOnce(items).filter((item) => !answers.has(item.id));
      const received = await this.#batch(operation, open, attempt);
      const busy: GraphAnswer[] = [];
      for (const item of open) {
        const answer = received.get(item.id);
        if (answer === undefined) throw this.noAnswer(operation, new Error(`no answer to item ${item.id} of a batch`));
        if (passesByItself(answer.status)) busy.push(answer);
        else answers.set(item.id, answer);
      }
      const [first] = busy;
      if (first === undefined) return;
      // All at once after the longest wait: https://learn.microsoft.com/graph/json-batching#retry-handling
      const waits = busy.map((answer) => retryAfterSeconds(answer.headers, this.options.now()) ?? 0);
      throw this.fault(operation, first, Math.max(...waits) || null);
    });
    return answers;
  }

  /** Writes, sent once. An item that is missing in the map was not answered. */
  async writeBatch(operation: string, items: readonly BatchItem[]): Promise<ReadonlyMap<string, GraphAnswer>> {
    return this.#batch(operation, items, 1);
  }

  fault(operation: string, answer: GraphAnswer, retryAfter?: number | null): SystemFault {
    const error = (answer.body as { error?: GraphErrorBody } | null | undefined)?.error;
    const inner = error?.innerError;
    return new SystemFault(error?.message || `${operation}: status ${answer.status}`, {
      system: 'graph',
      operation,
      status: answer.status,
      code: error?.code || String(answer.status),
      requestId: answer.headers.get('request-id') ?? inner?.['request-id'] ?? null,
      retryAfter: retryAfter ?? retryAfterSeconds(answer.headers, this.options.now()),
      transient: passesByItself(answer.status),
      ...(isForbidden(answer) ? { lacksRight: true } : {}),
    });
  }

  noAnswer(operation: string, cause: unknown): SystemFault {
    return new SystemFault(
      `${operation}: no answer from Microsoft Graph`,
      {
        system: 'graph',
        operation,
        status: null,
        code: 'NoAnswer',
        requestId: null,
        retryAfter: null,
        transient: true,
      },
      { cause },
    );
  }

  async #batch(
    operation: string,
    items: readonly BatchItem[],
    attempt: number,
  ): Promise<ReadonlyMap<string, GraphAnswer>> {
    if (items.length > batchLimit) throw new RangeError(`a batch holds at most ${batchLimit} requests`);
    eachItsOwn(items);
    const requests = items.map((item) => ({
      id: item.id,
      method: item.method,
      url: item.url,
      ...(item.body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: item.body }),
    }));
    const answer = await this.#send(operation, { method: 'POST', path: '/$batch', body: { requests } }, attempt);
    if (answer.status >= 300) throw this.fault(operation, answer);
    const responses = (answer.body as { responses?: unknown } | null)?.responses;
    if (!Array.isArray(responses)) throw this.noAnswer(operation, new Error('a batch was answered without responses'));
    if ((responses as BatchResponse[]).some(isForbidden)) this.options.credential.lacksRight(this.#scope);
    return new Map(
      (responses as BatchResponse[]).map((response) => [
        String(response.id),
        { status: response.status, headers: batchHeaders(response.headers), body: response.body ?? null },
      ]),
    );
  }

  async #send(operation: string, order: Order, attempt: number): Promise<GraphAnswer> {
    // Outside of the SDK, which would wrap a failed sign-in into its own error.
    const answer = await withFreshTokens(this.options.credential, this.#scope, (_token, renewals) =>
      this.#sendOnce(operation, order, attempt + renewals),
    );
    if (isForbidden(answer)) this.options.credential.lacksRight(this.#scope);
    return answer;
  }

  async #sendOnce(operation: string, order: Order, attempt: number): Promise<GraphAnswer> {
    const request = this.#client
      .api(order.path)
      .responseType(ResponseType.RAW)
      .middlewareOptions([new AttemptOption(attempt)]);
    try {
      const response = (await sending(request, order)) as Response;
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? null : parsed(text, response) };
    } catch (cause) {
      throw this.noAnswer(operation, cause);
    }
  }
}

function sending(request: GraphRequest, { method, body }: Order): Promise<unknown> {
  if (method === 'GET') return request.get();
  if (method === 'DELETE') return request.delete();
  return method === 'PATCH' ? request.patch(body) : request.post(body);
}

const isForbidden = ({ status }: { readonly status: number }): boolean => status === 403;

interface GraphErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly innerError?: { readonly 'request-id'?: string };
}

interface BatchResponse {
  readonly id: string | number;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

class AttemptOption {
  constructor(readonly attempt: number) {}
}

/** Last of the chain: everything the SDK has put together leaves through the one seam. */
class TransportHandler implements Middleware {
  constructor(private readonly transport: Transport) {}

  async execute(context: Context): Promise<void> {
    const request = new Request(context.request, context.options as RequestInit);
    const attempt = context.middlewareControl?.getMiddlewareOptions(AttemptOption);
    context.response = await this.transport(
      attempt instanceof AttemptOption ? asAttempt(request, attempt.attempt) : request,
    );
  }
}

function parsed(text: string, response: Response): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A gateway's page of HTML is an answer with a status; a cut-off success is none.
    if (response.ok) throw cause;
    return null;
  }
}

function batchHeaders(headers: Readonly<Record<string, string>> = {}): GraphAnswer['headers'] {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { get: (name) => lower.get(name.toLowerCase()) ?? null };
}
