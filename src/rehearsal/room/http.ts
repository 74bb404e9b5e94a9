import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answered to the caller as it is; everything else thrown by a route is a 500. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'HttpRefusal';
  }
}

const largestBody = 1024 * 1024;

export const readBody = async (req: IncomingMessage): Promise<string> =>
  (await readBytes(req, largestBody)).toString('utf8');

export async function readBytes(req: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (size > most) throw new HttpRefusal(413, 'RequestEntityTooLarge', 'The request is too large.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpRefusal(400, 'BadSyntax', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpRefusal(400, 'BadSyntax', 'The body is not an object.');
  }
  return value as Record<string, unknown>;
}

export function answerJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  res.end(JSON.stringify(body));
}

export const answerError = (res: ServerResponse, error: HttpRefusal): void =>
  answerJson(res, error.status, { error: { code: error.code, message: error.message } }, error.headers);

const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * A page of another site can make a browser knock here, directly or by pointing its own name at 127.0.0.1. So the name must be a
 * loopback one, and whoever wants something changed must come from this very address and say JSON, or put bytes, which another site cannot
 * without asking first.
 */
export function expectOwnPage(req: IncomingMessage, changes: boolean): void {
  const host = req.headers.host ?? '';
  if (!URL.canParse(`http://${host}`) || !loopbackNames.test(new URL(`http://${host}`).hostname)) {
    throw new HttpRefusal(403, 'ForeignHost', 'The room answers on this machine only.');
  }
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  const foreign =
    (origin !== undefined && origin !== `http://${host}`) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none');
  if (foreign && (changes || origin !== undefined)) {
    throw new HttpRefusal(403, 'ForeignOrigin', 'The request comes from another site.');
  }
  const wanted = req.method === 'PUT' ? /^application\/octet-stream\b/i : /^application\/json\b/i;
  if (changes && !wanted.test(req.headers['content-type'] ?? '')) {
    throw new HttpRefusal(415, 'UnsupportedMediaType', 'The room takes JSON.');
  }
}
