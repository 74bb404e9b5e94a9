import type { Transport } from '../../src/transport.js';

export interface Expected {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string | RegExp;
  /** Looks at what was sent and gives the answer; `hang up` is no answer at all. */
  readonly answer: (sent: Sent) => Response | 'hang up';
}

export interface Sent {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Answers exactly the requests it was told to expect, in that order: one more is an error, one fewer too (`allUsed`). */
export function scriptedTransport(script: readonly Expected[]): {
  readonly transport: Transport;
  readonly sent: readonly Sent[];
  allUsed(): void;
} {
  const sent: Sent[] = [];
  const unexpected: string[] = [];
  return {
    sent,
    async transport(request) {
      const text = await request.text();
      const url = new URL(request.url);
      const one = { url, method: request.method, headers: request.headers, body: parsed(text) };
      const expected = script[sent.length];
      sent.push(one);
      const path = decodeURIComponent(url.pathname + url.search);
      const fits =
        expected !== undefined &&
        expected.method === one.method &&
        (typeof expected.path === 'string' ? expected.path === path : expected.path.test(path));
      if (!fits) {
        unexpected.push(`${one.method} ${path}`);
        throw new Error(`unexpected request ${sent.length}: ${one.method} ${path}`);
      }
      const answer = expected.answer(one);
      if (answer === 'hang up') throw new TypeError('fetch failed');
      return answer;
    },
    allUsed() {
      expect(unexpected).toEqual([]);
      expect(sent).toHaveLength(script.length);
    },
  };
}

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' }, ...init });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A migration clock that only pauses move. */
export function pausableClock(start = '2026-11-30T08:00:00.000Z') {
  let at = Date.parse(start);
  const pauses: number[] = [];
  return {
    pauses,
    now: () => new Date(at),
    pause: async (milliseconds: number) => {
      pauses.push(milliseconds);
      at += milliseconds;
    },
  };
}

/** Tokens numbered in the order they were issued. */
export function countingCredential() {
  let issued = 1;
  return {
    token: async () => `token-${issued}`,
    renew: async (_scope: string, refused: string) => {
      if (refused === `token-${issued}`) issued += 1;
      return `token-${issued}`;
    },
    lacksRight: () => undefined,
  };
}
