import type { IncomingMessage, Server as NodeServer, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Request as RestifyRequest, type Response as RestifyResponse } from 'restify';
import type { Downloads } from './downloads.js';
import type { Links } from './links.js';
import { BodyRefused, readJson } from './read-json.js';

export interface HttpServerOptions {
  /** One activity of the channel; must not throw. */
  readonly receive: (authorization: string, body: unknown) => Promise<{ status: number; body?: unknown }>;
  /** Whether engine and database work. */
  readonly ready: () => Promise<boolean>;
  readonly links: Pick<Links, 'verify'>;
  readonly downloads: Downloads;
  /** The sentence for somebody whose download did not work: `file.link-expired`, `file.unknown`. */
  readonly words: (code: string) => string;
  readonly onFault: (fault: unknown, path: string) => void;
  readonly maxBodyBytes?: number;
  readonly bodyWithinMs?: number;
}

export interface HttpServer {
  /** Returns the port; 0 asks for any free one. A rehearsal listens on 127.0.0.1 only. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

const messagesPath = '/api/messages';

/** The bot's door to HTTP. What it answers never holds a stack. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { maxBodyBytes = 256 * 1024, bodyWithinMs = 10_000 } = options;
  const server = createServer({ name: 'changeover', ignoreTrailingSlash: true });
  const node = server.server as NodeServer;
  node.headersTimeout = 10_000;
  node.requestTimeout = 30_000;
  node.keepAliveTimeout = 5_000;
  // An idle socket, be it in the middle of its headers, does not stay.
  node.setTimeout(60_000);
  // Restify leaves an upgrade hanging.
  node.on('upgrade', (_request: IncomingMessage, socket: Socket) => {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  node.on('clientError', (_fault: Error, socket: Socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });

  const guarded =
    (handle: (request: RestifyRequest, response: RestifyResponse) => Promise<void>) =>
    async (request: RestifyRequest, response: RestifyResponse): Promise<void> => {
      try {
        await handle(request, response);
      } catch (fault) {
        options.onFault(fault, request.path());
        json(response, 503, { error: { code: 'Unavailable', message: 'This cannot be answered now.' } });
      }
    };

  server.post(
    messagesPath,
    guarded(async (request, response) => {
      const authorization = request.headers.authorization ?? '';
      // Nobody's body is read before there is at least a token to check.
      if (authorization === '') return refuse(request, response, 401, 'Unauthorized', 'The request is not authorised.');
      let body: unknown;
      try {
        body = await readJson(request, maxBodyBytes, bodyWithinMs);
      } catch (fault) {
        if (!(fault instanceof BodyRefused)) throw fault;
        return refuse(request, response, fault.status, 'BadRequest', fault.message);
      }
      const answer = await options.receive(authorization, body);
      json(response, answer.status, answer.body);
    }),
  );
  server.get(
    '/healthz',
    guarded(async (_request, response) => json(response, 200, { status: 'alive' })),
  );
  server.get(
    '/readyz',
    guarded(async (_request, response) => {
      const ready = await options.ready().catch(() => false);
      json(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
    }),
  );
  server.get(
    '/files/:what/:id',
    guarded(async (request, response) => {
      const { what, id } = request.params as { what: string; id: string };
      const query = new URLSearchParams(request.getQuery() as string);
      const verdict = options.links.verify(what, id, query);
      if (verdict !== 'valid')
        return text(response, 403, options.words(verdict === 'expired' ? 'file.link-expired' : 'file.unknown'));
      const download = await options.downloads(what, id, query.get('format') ?? '');
      if (download === null) return text(response, 404, options.words('file.unknown'));
      response.writeHead(200, {
        'content-type': download.contentType,
        'content-length': download.content.length,
        'content-disposition': disposition(download.name),
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      });
      response.end(download.content);
    }),
  );

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        node.once('error', reject);
        server.listen(port, host, () => {
          node.off('error', reject);
          resolve((node.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        node.closeIdleConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent) return;
  const content = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(content),
    'x-content-type-options': 'nosniff',
  });
  response.end(content);
}

function text(response: ServerResponse, status: number, content: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(content);
}

/** The rest of a body that is not wanted is not waited for. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  response.setHeader('connection', 'close');
  json(response, status, { error: { code, message } });
  if (!request.complete) {
    request.resume();
    response.once('finish', () => setTimeout(() => request.destroy(), 500).unref());
  }
}

/** Names may be Cyrillic: RFC 6266 with a plain fallback. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
