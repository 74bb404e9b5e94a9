/** One request to a simulated service: written down, answered, and sometimes never told about. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceRequest, WorldContext } from './context.js';
import type { Hold } from './doors.js';
import { settleDue } from './effects.js';
import { headersOf, readBody } from './http.js';
import type { RequestLog } from './request-log.js';
import type { AnswerRequest, Service } from './service.js';
import { callerGone, isUnanswered } from './unanswered.js';

export interface OpenService {
  readonly service: Service;
  readonly host: string;
  readonly answer: AnswerRequest;
}

/** Every service ready to answer, by its host names in lower case. */
export const openServices = (world: WorldContext, services: readonly Service[]): ReadonlyMap<string, OpenService> =>
  new Map(
    services.flatMap((service) => {
      const answer = service.open(world, services);
      return service.hosts.map((host) => [host, { service, host, answer }] as const);
    }),
  );

export interface ServiceDesk {
  readonly world: WorldContext;
  readonly log: RequestLog;
  readonly hold: Hold;
}

export async function answerService(
  { world, log, hold }: ServiceDesk,
  { service, host, answer: ask }: OpenService,
  req: IncomingMessage,
  res: ServerResponse,
  rest: string,
): Promise<void> {
  const { store, clock } = world;
  const request: ServiceRequest = {
    method: req.method ?? 'GET',
    url: new URL(`https://${host}${rest}`),
    headers: headersOf(req),
    body: req.method === 'GET' || req.method === 'HEAD' ? '' : await readBody(req),
  };
  const now = clock.now();
  settleDue(world, now.getTime());
  const receivedAt = { wall: new Date().toISOString(), virtual: now.toISOString() };
  const received = (one: ServiceRequest, batch: number | null): number => {
    const write = service.isWrite(one);
    return log.received({
      receivedAt,
      actor: 'application',
      method: one.method,
      url: one.url.href,
      write,
      ...(write ? contentOf(one) : {}),
      batch,
    });
  };
  const n = received(request, null);
  const parts: (readonly [number, number])[] = [];
  let applied = false;
  const answer = ask(request, (one, given) => {
    const part = received(one, n);
    log.done(part, given.touched ?? [], given.applied ?? false, given.refusedFor);
    parts.push([part, given.status]);
    applied ||= given.applied === true;
  });
  log.done(n, answer.touched ?? [], answer.applied ?? false, answer.refusedFor);
  store.commit();
  if ((applied || answer.applied === true) && isUnanswered(world, service.name)) {
    // Done, and the caller never learns of it: the log keeps status null for it and every part of it.
    if (store.faults.unansweredHow === 'held') await callerGone(res);
    req.socket.destroy();
    return;
  }
  if (hold.milliseconds > 0 && (service.isWrite(request) || !hold.writesOnly))
    await pause(hold.milliseconds, undefined, { ref: false });
  // A caller that was killed meanwhile never gets its answer: the log keeps status null.
  if (res.destroyed || req.socket.destroyed) return;
  const text = answer.body === undefined ? (answer.text ?? '') : JSON.stringify(answer.body);
  const contentType = answer.body === undefined ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  res.writeHead(answer.status, { ...(text === '' ? {} : { 'content-type': contentType }), ...answer.headers });
  res.end(text);
  const at = new Date().toISOString();
  for (const [part, status] of [...parts, [n, answer.status] as const]) log.answered(part, at, status);
}

const contentOf = ({ body }: ServiceRequest): { readonly content?: string } =>
  body === '' ? {} : { content: createHash('sha256').update(body).digest('base64url').slice(0, 22) };
