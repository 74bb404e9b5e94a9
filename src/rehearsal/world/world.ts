/** The simulated services behind one door: mount `handle` in an HTTP server, and every real host is the first part of a path. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { openJournal } from '../journal.js';
import { createApps, type AppKey, type AppRegistration } from './apps.js';
import { createClock, type ClockState } from './clock.js';
import type { ServiceAnswer, ServiceRequest, WorldContext } from './context.js';
import { openDns, type DiscoveredDns } from './dns/dns.js';
import { answerDoor, type Hold } from './doors.js';
import { settleDue } from './effects.js';
import type { Company, Side } from './entities.js';
import { ExchangeService } from './exchange/exchange.js';
import { applyFaults, scenarios, type Faults } from './faults.js';
import { GraphService } from './graph/graph.js';
import { BodyRefused, canBeDecoded, headersOf, readBody, sendJson } from './http.js';
import { answerLogin } from './login/routes.js';
import { createSigning } from './login/signing.js';
import { RequestLog } from './request-log.js';
import { Scans } from './scans.js';
import { Store } from './store.js';
import { Strikes } from './strikes.js';
import { callerGone, isUnanswered } from './unanswered.js';

export interface WorldOptions {
  /** Where the world keeps itself; null keeps it in memory only. What is found there wins over every option below. */
  readonly stateFolder: string | null;
  /** Where the composition root mounted it; asked when needed, because the port may be known only later. */
  readonly baseUrl: () => string;
  readonly company: Company | (() => Company);
  readonly seed: number;
  /** A scenario's name and single faults changed; 'calm' without. */
  readonly faults?: Partial<Faults>;
  readonly start?: string;
  /** Virtual seconds per second; 0 stands still. */
  readonly rate?: number;
}

export interface DiscoveredApp {
  readonly clientId: string;
  readonly clientSecret: string;
}
export interface DiscoveredSide {
  readonly tenantId: string;
  readonly displayName: string;
  readonly initialDomain: string;
  readonly domains: readonly string[];
  readonly movingDomains?: readonly string[];
  readonly apps: Readonly<Record<AppKey, DiscoveredApp>>;
}
export interface Discovery {
  readonly world: string;
  readonly source: DiscoveredSide;
  readonly destination: DiscoveredSide;
  readonly dns: DiscoveredDns;
}

export interface World {
  /** Answers a request to a simulated service or to `/world`; false means the path is none of the world's and nothing was sent. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  discovery(): Discovery;
  now(): Date;
  close(): void;
}

const usualStart = '2026-11-30T08:00:00.000Z';
const beatMs = 2_000;
const hosts = ['login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office365.com'] as const;
type Host = (typeof hosts)[number];

export async function createWorld(options: WorldOptions): Promise<World> {
  const store = new Store(openJournal(options.stateFolder, 'world'), () => ({
    company: typeof options.company === 'function' ? options.company() : options.company,
    clock: {
      at: new Date(options.start ?? usualStart).toISOString(),
      wallAt: new Date().toISOString(),
      rate: options.rate ?? 60,
      version: 1,
      nextDue: null,
    },
    faults: applyFaults(scenarios['calm'] as Faults, (options.faults ?? {}) as Record<string, unknown>),
    effects: [],
    effectCount: 0,
    changes: [],
    beat: null,
  }));
  const clock = createClock(awake(store), (state) => store.keepClock(state));
  store.keepClock(clock.state());
  const world: WorldContext = {
    store,
    clock,
    seed: options.seed,
    apps: createApps(options.seed),
    signing: createSigning(options.stateFolder),
    strikes: new Strikes(options.seed),
    scans: new Scans(),
  };
  const log = new RequestLog(openJournal(options.stateFolder, 'requests'));
  const hold: Hold = { milliseconds: 0, writesOnly: true };
  const graph = new GraphService(world);
  const exchange = new ExchangeService(world);
  const dns = await openDns(world);
  const beat = setInterval(() => store.keepBeat(clock.now().toISOString(), new Date().toISOString()), beatMs);
  beat.unref();

  const discovery = (): Discovery => ({
    world: options.baseUrl(),
    source: { ...discovered(world, 'source'), movingDomains: store.movingDomains },
    destination: discovered(world, 'destination'),
    dns: dns.discovered,
  });

  function serve(
    host: Host,
    request: ServiceRequest,
    part: (one: ServiceRequest, answer: ServiceAnswer) => void,
  ): ServiceAnswer {
    if (host === 'login.microsoftonline.com') return answerLogin(world, request);
    return host === 'graph.microsoft.com' ? graph.answer(request, part) : exchange.answer(request, part);
  }

  async function answerService(host: Host, req: IncomingMessage, res: ServerResponse, rest: string): Promise<void> {
    const request: ServiceRequest = {
      method: req.method ?? 'GET',
      url: new URL(`https://${host}${rest}`),
      headers: headersOf(req),
      body: req.method === 'GET' || req.method === 'HEAD' ? '' : await readBody(req),
    };
    const now = clock.now();
    settleDue(world, now.getTime());
    const receivedAt = { wall: new Date().toISOString(), virtual: now.toISOString() };
    const write = isWrite(host, request);
    const n = log.received({
      receivedAt,
      actor: 'application',
      method: request.method,
      url: request.url.href,
      write,
      ...(write ? contentOf(request) : {}),
      batch: null,
    });
    const parts: (readonly [number, number])[] = [];
    let applied = false;
    const answer = serve(host, request, (one, given) => {
      const writes = isWrite(host, one);
      const part = log.received({
        receivedAt,
        actor: 'application',
        method: one.method,
        url: one.url.href,
        write: writes,
        ...(writes ? contentOf(one) : {}),
        batch: n,
      });
      log.done(part, given.touched ?? [], given.applied ?? false, given.refusedFor);
      parts.push([part, given.status]);
      applied ||= given.applied === true;
    });
    log.done(n, answer.touched ?? [], answer.applied ?? false, answer.refusedFor);
    store.commit();
    if ((applied || answer.applied === true) && isUnanswered(world, host)) {
      // Done, and the caller never learns of it: the log keeps status null for it and every part of it.
      if (store.faults.unansweredHow === 'held') await callerGone(res);
      req.socket.destroy();
      return;
    }
    if (hold.milliseconds > 0 && (write || !hold.writesOnly)) await pause(hold.milliseconds, undefined, { ref: false });
    // A caller that was killed meanwhile never gets its answer: the log keeps status null.
    if (res.destroyed || req.socket.destroyed) return;
    const text = answer.body === undefined ? (answer.text ?? '') : JSON.stringify(answer.body);
    const contentType = answer.body === undefined ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
    res.writeHead(answer.status, { ...(text === '' ? {} : { 'content-type': contentType }), ...answer.headers });
    res.end(text);
    const at = new Date().toISOString();
    for (const [part, status] of [...parts, [n, answer.status] as const]) log.answered(part, at, status);
  }

  return {
    async handle(req, res) {
      const target = req.url ?? '/';
      const [, first = ''] = /^\/([^/?]+)/.exec(target) ?? [];
      const host = hosts.find((one) => one === first.toLowerCase());
      if (first !== 'world' && host === undefined) return false;
      if (!canBeDecoded(target)) {
        // No page says what the services answer; it comes to none of them, and 400 is HTTP's own word for it.
        sendJson(res, 400, { error: { code: 'BadRequest', message: 'The path cannot be decoded.' } });
        return true;
      }
      if (host === undefined) {
        await answerDoor({ world, log, hold, discovery }, req, res, new URL(target, 'http://loopback'));
        return true;
      }
      try {
        await answerService(host, req, res, target.slice(first.length + 1) || '/');
      } catch (error) {
        if (!(error instanceof BodyRefused)) throw error;
        sendJson(res, error.status, { error: { code: 'BadRequest', message: error.message } });
      }
      return true;
    },
    discovery,
    now: () => clock.now(),
    close() {
      clearInterval(beat);
      store.keepBeat(clock.now().toISOString(), new Date().toISOString());
      clock.close();
      dns.close();
      store.close();
      log.close();
    },
  };
}

/** Virtual time stood still while the world was away, and it never goes back behind what was answered before a kill. */
function awake(store: Store): ClockState {
  const { clock, beat } = store;
  if (store.beat === null && clock.version === 1) return clock;
  const known = beat !== null && beat.wallAt > clock.wallAt ? { ...clock, at: beat.at, wallAt: beat.wallAt } : clock;
  const away = Math.min(Date.now() - Date.parse(known.wallAt), beatMs);
  return {
    ...clock,
    at: new Date(Date.parse(known.at) + away * clock.rate).toISOString(),
    wallAt: new Date().toISOString(),
    version: clock.version + 1,
  };
}

function isWrite(host: Host, request: ServiceRequest): boolean {
  if (request.method === 'GET' || host === 'login.microsoftonline.com') return false;
  if (host === 'graph.microsoft.com') {
    return request.url.pathname.endsWith('/$batch') ? /"method"\s*:\s*"(?!get)/i.test(request.body) : true;
  }
  return /"CmdletName"\s*:\s*"(?!Get-)/i.test(request.body);
}

const contentOf = ({ body }: ServiceRequest): { readonly content?: string } =>
  body === '' ? {} : { content: createHash('sha256').update(body).digest('base64url').slice(0, 22) };

function discovered({ store, apps }: WorldContext, side: Side): DiscoveredSide {
  const { tenantId, displayName, initialDomain } = store.heads[side];
  const app = (key: AppKey): DiscoveredApp => {
    const { clientId, clientSecret } = apps.all.find((one) => one.side === side && one.key === key) as AppRegistration;
    return { clientId, clientSecret };
  };
  return {
    tenantId,
    displayName,
    initialDomain,
    domains: [...store.all(side, 'domains')].map((domain) => domain.id),
    apps: { full: app('full'), readOnly: app('readOnly'), none: app('none') },
  };
}
