// https://learn.microsoft.com/en-us/graph/json-batching
import type { ServiceAnswer, ServiceRequest } from '../context.js';
import { GraphRefusal } from './errors.js';
import { graphAudience } from './host.js';
import { bodyObject } from './users.js';

interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

const refuse = (message: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', message);

/** Up to twenty requests in one; each is authorised, charged and refused on its own, and the whole is 200. */
export function answerBatch(
  request: ServiceRequest,
  answer: (part: ServiceRequest) => ServiceAnswer,
  log?: (part: ServiceRequest, answer: ServiceAnswer) => void,
): ServiceAnswer {
  if (request.method !== 'POST') throw new GraphRefusal(405, 'Request_BadRequest', 'A batch is posted.');
  const items = bodyObject(request.body)['requests'] as BatchItem[] | undefined;
  if (!Array.isArray(items) || items.length === 0) throw refuse('Invalid batch payload format.');
  if (items.length > 20) throw refuse(`Number of batch request steps exceeds the maximum value of 20.`);
  const ids = new Set<string>();
  for (const item of items as BatchItem[]) {
    if (typeof item.id !== 'string' || item.id === '')
      throw refuse('Invalid batch payload format: every request needs an id.');
    if (ids.has(item.id)) throw refuse(`Duplicate id '${item.id}' in the batch.`);
    for (const parent of (item.dependsOn ?? []) as readonly string[]) {
      if (!ids.has(parent))
        throw refuse(`Request '${item.id}' depends on '${parent}', which does not stand before it.`);
    }
    if (/^https?:/i.test(String(item.url))) throw refuse('Urls in a batch are relative.');
    if (item.body !== undefined && !/json/i.test(headerOf(item, 'content-type'))) {
      throw refuse(`Write request id : ${item.id} does not contain Content-Type header or body.`);
    }
    ids.add(item.id);
  }
  const done = new Map<string, number>();
  const responses = (items as BatchItem[]).map((item) => {
    const failed = (item.dependsOn ?? []).some((parent) => (done.get(parent) ?? 500) >= 400);
    const part: ServiceRequest = {
      method: item.method.toUpperCase(),
      url: new URL(`/v1.0${item.url.startsWith('/') ? '' : '/'}${item.url}`, graphAudience),
      headers: {
        ...request.headers,
        ...Object.fromEntries(Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
      },
      body: item.body === undefined ? '' : JSON.stringify(item.body),
    };
    const given: ServiceAnswer = failed
      ? { status: 424, body: { error: { code: 'FailedDependency', message: 'A request this one depends on failed.' } } }
      : answer(part);
    done.set(item.id, given.status);
    log?.(part, given);
    const headers = Object.entries(given.headers ?? {}).map(([name, value]) => [headerName(name), value]);
    return {
      id: item.id,
      status: given.status,
      headers: {
        ...(given.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...Object.fromEntries(headers),
      },
      ...(given.body === undefined ? (given.text === undefined ? {} : { body: given.text }) : { body: given.body }),
    };
  });
  return { status: 200, body: { responses } };
}

const headerOf = (item: BatchItem, name: string): string =>
  Object.entries(item.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';

/** `retry-after` is written `Retry-After` in the items of a batch. */
const headerName = (name: string): string =>
  name.startsWith('x-')
    ? name
    : name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
