/**
 * The rehearsal: world, room and clock in a process of their own behind one HTTP server on loopback. Killing the bot does not kill
 * the tenants or the channel. Started by `start`, `rehearse` and the proofs; tells where it is through `rehearsal.json` in its folder.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cast } from '../../rehearsal/cast.js';
import { createRoom } from '../../rehearsal/room/room.js';
import { createWorld } from '../../rehearsal/world/world.js';
import { isFromHere } from '../../rehearsal/world/http.js';
import { CompanyUnreadable } from '../../rehearsal/world/company/from-files/load-company-from.js';
import type { RehearsalAddress } from './address.js';
import { companyFor, companyRemarks, roomDomains } from './company.js';
import { peopleAtPlay } from './people-at-play.js';

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string', default: '0' },
    mailboxes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '60' },
    company: { type: 'string' },
    'no-channel-limits': { type: 'boolean', default: false },
  },
});

/** Without a bot for this long the rehearsal ends by itself: nobody will come back for it. */
const lonelyLimitMs = 30 * 60_000;

async function main(): Promise<void> {
  const folder = values.state as string;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const addressFile = join(folder, 'rehearsal.json');
  const before = existsSync(addressFile) ? (JSON.parse(readFileSync(addressFile, 'utf8')) as RehearsalAddress) : null;
  const controlToken = before?.controlToken ?? randomBytes(24).toString('base64url');
  let base = '';
  let botEndpoint: string | null = null;
  let lastSeen = Date.now();

  const seed = Number(values.seed);
  const world = await createWorld({
    stateFolder: join(folder, 'world'),
    baseUrl: () => base,
    company: () => companyFor({ path: values.company, mailboxes: Number(values.mailboxes), seed, stateFolder: folder }),
    seed,
    rate: Number(values.rate),
  });
  const room = await createRoom({
    stateFolder: join(folder, 'room'),
    baseUrl: () => base,
    botEndpoint: () => (botEndpoint === null ? null : `${botEndpoint}/api/messages`),
    cast,
    hostTenantId: world.discovery().destination.tenantId,
    domains: roomDomains(world.discovery()),
    now: () => world.now(),
    rateLimits: !values['no-channel-limits'],
    play: peopleAtPlay({ baseUrl: () => base, cast }),
  });

  const server = createServer((req, res) => {
    void answer(req, res).catch((error: unknown) => {
      console.error(`answering ${req.method} ${req.url}:`, error);
      if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' });
      res.end();
    });
  });
  server.requestTimeout = 30_000;
  // A large company keeps this process busy for longer than the usual five seconds: a caller would write into a connection just being closed.
  server.keepAliveTimeout = 600_000;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? '/', 'http://loopback').pathname;
    if (path.startsWith('/rehearsal/')) return control(req, res, path);
    if (path === '/world/company-report' && isFromHere(req)) return showRemarks(res);
    if (/^\/(healthz|readyz|api\/messages|files\/)/.test(path)) return forward(req, res);
    if ((await world.handle(req, res)) || (await room.handle(req, res))) return;
    res.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here.');
  }

  /** For the page: what of the company's files was not taken as written. */
  function showRemarks(res: ServerResponse): void {
    const remarks = companyRemarks(folder);
    res
      .writeHead(remarks === null ? 204 : 200, { 'content-type': 'application/json; charset=utf-8' })
      .end(
        remarks === null
          ? ''
          : JSON.stringify({ count: remarks.count, from: remarks.report.from, lines: remarks.lines }),
      );
  }

  async function control(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    if (req.headers['x-control-token'] !== controlToken) {
      res.writeHead(403).end();
      return;
    }
    if (path === '/rehearsal/bot' && req.method === 'PUT') {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      botEndpoint = (JSON.parse(Buffer.concat(chunks).toString('utf8')) as { endpoint: string }).endpoint;
      lastSeen = Date.now();
      res.writeHead(204).end();
      await room.botArrived();
    } else if (path === '/rehearsal/bot' && req.method === 'GET') {
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ endpoint: botEndpoint }));
    } else if (path === '/rehearsal/stop' && req.method === 'POST') {
      res.writeHead(204).end();
      stop();
    } else {
      res.writeHead(404).end();
    }
  }

  /** The bot's own doors under the room's address, so that a person needs to know one address only. */
  function forward(req: IncomingMessage, res: ServerResponse): void {
    const away = (): void => {
      if (!res.headersSent) res.writeHead(503, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ status: 'the bot is not running' }));
    };
    if (botEndpoint === null) return away();
    const outgoing = httpRequest(
      `${botEndpoint}${req.url}`,
      { method: req.method ?? 'GET', headers: req.headers },
      (answered) => {
        lastSeen = Date.now();
        res.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(res);
      },
    );
    outgoing.on('error', away);
    req.pipe(outgoing);
  }

  const lonely = setInterval(() => {
    if (botEndpoint !== null) {
      fetch(`${botEndpoint}/healthz`).then(
        () => (lastSeen = Date.now()),
        () => undefined,
      );
    }
    if (Date.now() - lastSeen > lonelyLimitMs) stop();
  }, 20_000);

  function stop(): void {
    clearInterval(lonely);
    server.close();
    server.closeAllConnections();
    room.close();
    world.close();
    rmSync(join(folder, 'rehearsal.pid'), { force: true });
    process.exit(0);
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  server.on('error', (error: NodeJS.ErrnoException) => {
    writeFileSync(
      join(folder, 'rehearsal.problem'),
      error.code === 'EADDRINUSE' ? `port-in-use ${values.port}` : `cannot-listen ${error.message}`,
    );
    process.exit(1);
  });
  server.listen(Number(values.port), '127.0.0.1', () => {
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const address: RehearsalAddress = {
      url: base,
      pid: process.pid,
      controlToken,
      bot: room.bot(),
      hostTenantId: world.discovery().destination.tenantId,
    };
    writeFileSync(`${addressFile}.new`, JSON.stringify(address), { mode: 0o600 });
    chmodSync(`${addressFile}.new`, 0o600);
    renameSync(`${addressFile}.new`, addressFile);
  });
}

main().catch((fault: unknown) => {
  if (fault instanceof CompanyUnreadable)
    writeFileSync(join(values.state as string, 'rehearsal.problem'), `company-unreadable ${fault.message}`);
  console.error(fault);
  process.exit(1);
});
