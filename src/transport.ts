/** The one seam to the network: every request to an outside system is a `Request` that goes through a `Transport`. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { SystemName } from './errors.js';

export type Transport = (request: Request) => Promise<Response>;

export interface TransportOptions {
  /** Wall-clock milliseconds until an unanswered request counts as unanswered. Cmdlets over a whole tenant take minutes. */
  readonly timeoutMs?: number;
}

const waitingNoLongerThan = (timeoutMs: number, request: Request): AbortSignal =>
  AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);

export function networkTransport({ timeoutMs = 180_000 }: TransportOptions = {}): Transport {
  return (request) => fetch(new Request(request, { signal: waitingNoLongerThan(timeoutMs, request) }));
}

/** The same request to the world's process on loopback: the real host becomes the first part of the path. */
export function rehearsalTransport(worldBaseUrl: string, { timeoutMs = 20_000 }: TransportOptions = {}): Transport {
  const base = worldBaseUrl.replace(/\/+$/, '');
  return async (request) => {
    const real = new URL(request.url);
    // Read whole: a streamed body would travel chunked, and a retry could not send it again.
    const body = request.body === null ? null : await request.arrayBuffer();
    return fetch(`${base}/${real.host}${real.pathname}${real.search}`, {
      method: request.method,
      headers: request.headers,
      body,
      redirect: request.redirect,
      signal: waitingNoLongerThan(timeoutMs, request),
    });
  };
}

const attempts = new WeakMap<Request, number>();

/** Marks a repeated request with its number (the first is 1). Only the wire log reads it: nothing of it is sent. */
export function asAttempt(request: Request, attempt: number): Request {
  attempts.set(request, attempt);
  return request;
}

export interface WireLogOptions {
  readonly system: SystemName;
  readonly side: 'source' | 'destination' | 'none';
  readonly append: (line: string) => void;
  readonly now?: () => Date;
}

/** Writes one line for every request when it completes, answered or not. Stands outside of the redirection to the world, so it logs the real URL. */
export function withWireLog(transport: Transport, options: WireLogOptions): Transport {
  const { system, side, append, now = () => new Date() } = options;
  return async (request) => {
    const body = request.body === null ? null : await request.clone().text();
    const record = (status: number | null): void =>
      append(
        JSON.stringify({
          t: now().toISOString(),
          system,
          side,
          method: request.method,
          url: request.url,
          headers: maskedHeaders(request.headers),
          body: body === null ? null : maskedBody(body, request.headers.get('content-type') ?? ''),
          status,
          attempt: attempts.get(request) ?? 1,
        }),
      );
    try {
      const response = await transport(request);
      record(response.status);
      return response;
    } catch (cause) {
      record(null);
      throw cause;
    }
  };
}

export interface WireLog {
  /** Adds one line; it is in the file (though not necessarily on the disk) when the call returns. */
  append(line: string): void;
  close(): void;
}

export function openWireLog(file: string): WireLog {
  const descriptor = openSync(file, 'a', 0o600);
  return {
    // One synchronous write a line: whole lines even when the process is killed in between.
    append: (line) => void writeSync(descriptor, `${line}\n`),
    close: () => closeSync(descriptor),
  };
}

const mask = '***';
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-functions-key']);
const secretName = /(secret|assertion|password|^code$|token$|^private_?key$)/i;
/** Names that look secret and are not: they say which kind of secret is sent. */
const harmlessName = /^(client_assertion_type|requested_token_use)$/i;

const isSecret = (name: string): boolean => secretName.test(name) && !harmlessName.test(name);

function maskedHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretHeaders.has(name) ? maskedCredential(value) : value]),
  );
}

const maskedCredential = (value: string): string => {
  const scheme = /^(Bearer|Basic)\s/i.exec(value)?.[1];
  return scheme === undefined ? mask : `${scheme} ${mask}`;
};

function maskedBody(body: string, contentType: string): string {
  if (contentType.includes('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(body);
    for (const name of new Set(form.keys())) if (isSecret(name)) form.set(name, mask);
    return form.toString();
  }
  if (!contentType.includes('json')) return body;
  try {
    return JSON.stringify(JSON.parse(body), (name, value: unknown) => (isSecret(name) ? mask : value));
  } catch {
    // Not JSON after all: what cannot be read cannot be masked, so it is not shown.
    return `(${body.length} characters that are not JSON)`;
  }
}
