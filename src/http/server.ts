import type { IncomingMessage, Server as NodeServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer, type Request as RestifyRequest, type Response as RestifyResponse } from 'restify';
import { answerBare } from './bare-answer.js';
import { openDoor } from './door.js';
import type { Downloads } from './downloads.js';
import type { Links } from './links.js';
import { BodyRefused } from './read-body.js';
import { readJson } from './read-json.js';
import type { UploadAnswer, Uploads } from './uploads.js';
import { workerQuestions, type WorkerDoor } from './worker-door.js';

export interface HttpServerOptions {
  /** One activity of the channel; must not throw. */
  readonly receive: (authorization: string, body: unknown) => Promise<{ status: number; body?: unknown }>;
  /** Whether engine and database work. */
  readonly ready: () => Promise<boolean>;
  readonly links: Pick<Links, 'verify'>;
  readonly downloads: Downloads;
  readonly uploads: Uploads;
  /** Where Windows workers come in; absent: nowhere. */
  readonly worker?: WorkerDoor;
  /** The sentence for somebody whose download did not work: `file.link-expired`, `file.unknown`. */
  readonly words: (code: string) => string;
  readonly onFault: (fault: unknown, path: string) => void;
  readonly maxBodyBytes?: number;
  /** How long headers and body of a request may take together. */
  readonly requestWithinMs?: number;
}

export interface HttpServer {
  /** Returns the port; 0 asks for any free one. A rehearsal listens on 127.0.0.1 only. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

const messagesPath = '/api/messages';
const uploadsPath = '/uploads/';
const workerPath = '/worker/';

/** The bot's door to HTTP. What it answers never holds a stack. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { maxBodyBytes = 256 * 1024, requestWithinMs = 10_000 } = options;
  const server = createServer({ name: 'changeover', ignoreTrailingSlash: true });
  const node = openDoor({
    // Restify answers; its own server listens nowhere.
    answer: (request, response) => void (server.server as NodeServer).emit('request', request, response),
    onFault: (fault, request) => options.onFault(fault, request.url ?? ''),
    requestWithinMs,
    // A file from a phone takes longer than a press, and so does what a worker has read.
    patience: ({ url = '' }) => (url.startsWith(uploadsPath) || url === `${workerPath}result` ? 6 : 1),
  });
  node.keepAliveTimeout = 5_000;
  // An idle socket does not stay.
  node.setTimeout(60_000);
  // Nothing here speaks another protocol.
  node.on('upgrade', (_request: IncomingMessage, socket: Duplex) => answerBare(socket, 400));

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
        body = await readJson(request, maxBodyBytes);
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
        // Whatever it is, it runs nothing here.
        'content-security-policy': "sandbox; default-src 'none'",
      });
      response.end(download.content);
    }),
  );
  const uploading =
    (doing: keyof Uploads) =>
    async (request: RestifyRequest, response: RestifyResponse): Promise<void> => {
      const { id } = request.params as { id: string };
      const query = new URLSearchParams(request.getQuery() as string);
      answerUpload(request, response, await options.uploads[doing](request, id, query));
    };
  server.get(`${uploadsPath}:id`, guarded(uploading('page')));
  server.put(`${uploadsPath}:id`, guarded(uploading('take')));

  const { worker } = options;
  for (const question of worker === undefined ? [] : workerQuestions)
    server.post(
      `${workerPath}${question}`,
      guarded(async (request, response) => {
        const { status, body, headers = {} } = await (worker as WorkerDoor).answer(question, request);
        if (status === 200) return json(response, status, body);
        const content = JSON.stringify(body);
        lastWord(request, response, status, { ...jsonHeaders(content), ...headers }, content);
      }),
    );

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        node.once('error', reject);
        node.listen(port, host, () => {
          node.off('error', reject);
          resolve((node.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        worker?.close();
        node.close(() => resolve());
        node.closeIdleConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent) return;
  const content = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, jsonHeaders(content));
  response.end(content);
}

const jsonHeaders = (content: string): Record<string, string | number> => ({
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(content),
  'x-content-type-options': 'nosniff',
});

function text(response: ServerResponse, status: number, content: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(content);
}

function answerUpload(
  request: IncomingMessage,
  response: ServerResponse,
  { status, html, content, headers }: UploadAnswer,
): void {
  lastWord(
    request,
    response,
    status,
    {
      'content-type': `text/${html ? 'html' : 'plain'}; charset=utf-8`,
      'content-length': Buffer.byteLength(content),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    content,
  );
}

/** How long somebody who is refused before they have said everything may go on. */
const lingerMs = 500;

/**
 * The answer goes out whole at once, and the connection ends when the sender has finished, or soon. Closed while something is unread it
 * would be reset, and the answer lost with it: https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  const content = JSON.stringify({ error: { code, message } });
  lastWord(request, response, status, jsonHeaders(content), content);
}

function lastWord(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  content: string,
): void {
  response.writeHead(status, { ...headers, connection: 'close' });
  response.write(content);
  const end = (): void => {
    clearTimeout(enough);
    response.end();
  };
  const enough = setTimeout(end, lingerMs);
  if (request.complete) end();
  else request.once('end', end).once('close', end).resume();
}

/** Names may be Cyrillic: RFC 6266 with a plain fallback. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
