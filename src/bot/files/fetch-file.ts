/** Fetches what somebody attached: of bounded size, within bounded time, and from nowhere but where Teams keeps it. */
import { allowed, refused, type Outcome } from '../../errors.js';
import type { Transport } from '../../transport.js';
import type { BotToken } from '../door/credentials.js';
import { sourceOf } from './handed.js';

export interface FetchOptions {
  readonly transport: Transport;
  readonly token: BotToken;
  readonly most: number;
  readonly withinMs?: number;
}

export type FetchFile = (url: string, serviceUrl: string) => Promise<Outcome<Buffer>>;

const mostRedirects = 3;

export function fileFetcher({ transport, token, most, withinMs = 20_000 }: FetchOptions): FetchFile {
  const tooLarge = refused('upload.too-large', { megabytes: Math.max(1, Math.round(most / 1024 / 1024)) });

  async function follow(url: string, serviceUrl: string, signal: AbortSignal, left: number): Promise<Outcome<Buffer>> {
    const source = sourceOf(url, serviceUrl);
    if (source === null) return refused('upload.from-elsewhere');
    const headers = new Headers(source === 'ours' ? { authorization: `Bearer ${await token()}` } : {});
    // Redirected by itself the request would go wherever it is sent, with what it carries.
    const response = await transport(new Request(url, { headers, redirect: 'manual', signal }));
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      const location = response.headers.get('location') ?? '';
      if (left === 0 || !URL.canParse(location, url)) return refused('upload.not-fetched');
      return follow(new URL(location, url).href, serviceUrl, signal, left - 1);
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return refused('upload.not-fetched');
    }
    if (Number(response.headers.get('content-length') ?? 0) > most) {
      await response.body.cancel();
      return tooLarge;
    }
    return read(response.body);
  }

  async function read(body: ReadableStream<Uint8Array>): Promise<Outcome<Buffer>> {
    const parts: Uint8Array[] = [];
    let size = 0;
    // Left early, the stream is cancelled.
    for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > most) return tooLarge;
      parts.push(part);
    }
    return allowed(Buffer.concat(parts));
  }

  return async (url, serviceUrl) => {
    try {
      return await follow(url, serviceUrl, AbortSignal.timeout(withinMs), mostRedirects);
    } catch {
      // No answer, or none in time: whoever sent it reads that, and sends it again.
      return refused('upload.not-fetched');
    }
  };
}
