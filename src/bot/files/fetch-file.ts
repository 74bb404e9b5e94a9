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
  /** What went wrong, in words of ours: never the address, which carries the key to the file. */
  readonly failed: (system: string, operation: string, fault: string) => void;
}

/** The bot's own sign-in, which sending the file again does not mend. */
class NotSignedIn extends Error {}

export type FetchFile = (url: string, serviceUrl: string) => Promise<Outcome<Buffer>>;

const mostRedirects = 3;

export function fileFetcher({ transport, token, most, withinMs = 20_000, failed }: FetchOptions): FetchFile {
  const tooLarge = refused('upload.too-large', { megabytes: Math.max(1, Math.round(most / 1024 / 1024)) });

  async function follow(url: string, serviceUrl: string, signal: AbortSignal, left: number): Promise<Outcome<Buffer>> {
    const source = sourceOf(url, serviceUrl);
    if (source === null) return refused('upload.from-elsewhere');
    const headers = new Headers(source === 'ours' ? { authorization: `Bearer ${await signedIn()}` } : {});
    // Redirected by itself the request would go wherever it is sent, with what it carries.
    const response = await transport(new Request(url, { headers, redirect: 'manual', signal }));
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      const location = response.headers.get('location') ?? '';
      if (left === 0 || !URL.canParse(location, url)) return refused('upload.not-fetched');
      return follow(new URL(location, url).href, serviceUrl, signal, left - 1);
    }
    if (!response.ok || response.body === null) {
      failed(systemOf[source], 'fetch a file that was attached', `status ${response.status}`);
      await response.body?.cancel();
      return refused('upload.not-fetched');
    }
    if (Number(response.headers.get('content-length') ?? 0) > most) {
      await response.body.cancel();
      return tooLarge;
    }
    return read(response.body);
  }

  async function signedIn(): Promise<string> {
    try {
      return await token();
    } catch (fault) {
      throw new NotSignedIn('no token', { cause: fault });
    }
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
    } catch (fault) {
      if (fault instanceof NotSignedIn) {
        failed('login', 'sign in to fetch a file that was attached', nameOf(fault.cause));
        return refused('upload.not-signed-in');
      }
      // No answer, or none in time: whoever sent it reads that, and sends it again.
      failed('files', 'fetch a file that was attached', nameOf(fault));
      return refused('upload.not-fetched');
    }
  };
}

const systemOf = { signed: 'SharePoint', ours: 'Teams' } as const;

/** Its message may repeat the address. */
function nameOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const code = (fault.cause as { code?: unknown } | undefined)?.code ?? (fault as { code?: unknown }).code;
  return typeof code === 'string' ? `${fault.name} ${code}` : fault.name;
}
