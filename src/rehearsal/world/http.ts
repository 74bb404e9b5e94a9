import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const longestBody = 16 * 1024 * 1024;

/** A body that is not read. */
export class BodyRefused extends RangeError {
  constructor(
    readonly status: 400 | 413,
    message: string,
  ) {
    super(message);
    this.name = 'BodyRefused';
  }
}

export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (size > longestBody) throw tooLong();
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  const encoding = String(req.headers['content-encoding'] ?? '');
  if (encoding !== 'gzip' && encoding !== 'br') return bytes.toString('utf8');
  try {
    const limit = { maxOutputLength: longestBody };
    return (encoding === 'gzip' ? gunzipSync(bytes, limit) : brotliDecompressSync(bytes, limit)).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong();
    throw new BodyRefused(400, `The body is not ${encoding}.`);
  }
}

const tooLong = (): BodyRefused => new BodyRefused(413, 'The request is longer than the world reads.');

/** Whether every `%` of the path stands for something. */
export function canBeDecoded(target: string): boolean {
  try {
    decodeURIComponent(target.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

export const headersOf = (req: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(req.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

export function sendJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  res.end(text);
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** A web page of somebody else must not be able to press the world's buttons, nor read its secrets by rebinding a name. */
export function isFromHere(req: IncomingMessage): boolean {
  const { host, origin, 'sec-fetch-site': site } = req.headers;
  if (host === undefined || !loopback.test(host)) return false;
  // A browser says whose page asks even where it names no origin.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    // `null` and other origins that are no address.
    return false;
  }
}
