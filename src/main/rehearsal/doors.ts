/** Everything a rehearsal answers over HTTP: its keeper's orders, the world's and the room's doors, and the bot's own under one address. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { openDoor } from '../../http/door.js';
import type { Room } from '../../rehearsal/room/room.js';
import { isFromHere } from '../../rehearsal/world/http.js';
import type { World } from '../../rehearsal/world/world.js';
import { madeUpLine } from '../../rehearsal/world/company/from-files/told/report.js';
import type { Confirmation } from './confirmation.js';
import { handToBot } from './hand-to-bot.js';
import type { CompanyRemarks } from './company.js';

export interface RehearsalDoorsOptions {
  readonly world: Pick<World, 'handle'>;
  readonly room: Pick<Room, 'handle' | 'botArrived'>;
  /** Whoever brings it may say where the bot is, and end the rehearsal. */
  readonly controlToken: string;
  /** Where the bot listens, as far as is known. */
  readonly botEndpoint: () => string | null;
  readonly onBot: (endpoint: string) => void;
  /** The bot answered something. */
  readonly onBotSeen: () => void;
  readonly onStop: () => void;
  /** What of the company's files was not taken as written. */
  readonly remarks: () => CompanyRemarks | null;
  /** Whether somebody has said that the company read from files is theirs. */
  readonly confirmation: Confirmation;
  readonly requestWithinMs?: number;
}

/** Whoever waits for a word is answered by then and asks again: no connection stays open for hours. */
const askAgainWithinMs = 30_000;

export function createRehearsalDoors(options: RehearsalDoorsOptions): Server {
  const { world, room } = options;
  const server = openDoor({
    answer,
    onFault: (fault, { method, url }) => console.error(`answering ${method} ${url}:`, fault),
    ...(options.requestWithinMs === undefined ? {} : { requestWithinMs: options.requestWithinMs }),
  });
  // A large company keeps this process busy for longer than the usual five seconds: a caller would write into a connection just being closed.
  server.keepAliveTimeout = 600_000;
  return server;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(`http://loopback${req.url}`).pathname;
    if (path.startsWith('/rehearsal/')) return control(req, res, path);
    if (path === '/world/company-report' && isFromHere(req)) return showRemarks(res);
    if (path === '/world/company-report/confirmed' && req.method === 'POST' && isFromHere(req)) {
      options.confirmation.confirm();
      return end(res, 204);
    }
    if (path.startsWith('/room/') && req.method !== 'GET' && options.confirmation.awaited())
      return json(res, 409, {
        error: {
          code: 'CompanyNotConfirmed',
          message: 'Nothing runs before somebody has confirmed on this page that the company is theirs.',
        },
      });
    if (/^\/(healthz|readyz|api\/messages|files\/|uploads\/)/.test(path)) {
      return handToBot(options.botEndpoint(), req, res, options.onBotSeen);
    }
    if ((await world.handle(req, res)) || (await room.handle(req, res))) return;
    res.writeHead(404, { 'content-type': 'text/plain' });
    res.end('Nothing is here.');
  }

  /** For the page: what of the company's files was not taken as written. */
  function showRemarks(res: ServerResponse): void {
    const remarks = options.remarks();
    if (remarks === null) return end(res, 204);
    const { report, count, lines } = remarks;
    json(res, 200, {
      count,
      from: report.from,
      lines,
      confirmed: !options.confirmation.awaited(),
      domains: report.onDomains,
      initialDomain: report.initialDomain,
      counts: report.counts,
      kinds: report.kinds,
      added: report.added,
      madeUp: { en: madeUpLine(report, 'en'), ru: madeUpLine(report, 'ru') },
    });
  }

  async function control(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    if (req.headers['x-control-token'] !== options.controlToken) return end(res, 403);
    if (path === '/rehearsal/bot' && req.method === 'PUT') {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      options.onBot((JSON.parse(Buffer.concat(chunks).toString('utf8')) as { endpoint: string }).endpoint);
      end(res, 204);
      await room.botArrived();
    } else if (path === '/rehearsal/bot' && req.method === 'GET') {
      json(res, 200, { endpoint: options.botEndpoint() });
    } else if (path === '/rehearsal/confirmation' && req.method === 'GET') {
      // Somebody reads the list: that may take longer than a bot may be away.
      options.onBotSeen();
      end(res, (await options.confirmation.within(askAgainWithinMs)) ? 204 : 202);
    } else if (path === '/rehearsal/confirmation' && req.method === 'PUT') {
      options.confirmation.confirm();
      end(res, 204);
    } else if (path === '/rehearsal/stop' && req.method === 'POST') {
      end(res, 204);
      options.onStop();
    } else end(res, 404);
  }
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(body));
}

function end(res: ServerResponse, status: number): void {
  res.writeHead(status);
  res.end();
}
