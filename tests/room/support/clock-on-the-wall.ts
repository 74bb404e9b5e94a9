/** The world's clock alone, behind the doors people know it by. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClock, type ClockOrder, type WorldClock } from '../../../src/rehearsal/world/clock';

export interface ClockOnTheWall {
  readonly clock: WorldClock;
  answer(req: IncomingMessage, res: ServerResponse): boolean;
}

export function clockOnTheWall(at: string): ClockOnTheWall {
  const clock = createClock(
    { at, wallAt: new Date().toISOString(), rate: 1, version: 1, nextDue: null, resting: false, told: 0 },
    () => undefined,
  );
  const doors = async (req: IncomingMessage, query: URLSearchParams): Promise<unknown> => {
    if (req.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      return clock.order(JSON.parse(Buffer.concat(chunks).toString('utf8')) as ClockOrder);
    }
    const [told, after] = [query.get('told'), query.get('after')];
    if (told !== null) return clock.toldSince(Number(told), 20_000, after === null ? undefined : Number(after));
    return after === null ? clock.state() : clock.changedSince(Number(after), 20_000);
  };
  return {
    clock,
    answer(req, res) {
      const { pathname, searchParams } = new URL(`http://loopback${req.url}`);
      if (!pathname.startsWith('/world')) return false;
      const facts = { source: { movingDomains: ['contoso.com'], initialDomain: 'contoso.onmicrosoft.com' } };
      const empty = { initialDomain: 'contoso.onmicrosoft.com', domains: [], users: [], recipients: [], groups: [] };
      const stands: Readonly<Record<string, unknown>> = {
        '/world': facts,
        '/world/state': { tenants: { source: empty, destination: empty } },
      };
      // Not `writeHead(…)`, which gives nothing back once restify has been loaded into the process.
      res.setHeader('content-type', 'application/json');
      void Promise.resolve(stands[pathname] ?? doors(req, searchParams)).then((body) => res.end(JSON.stringify(body)));
      return true;
    },
  };
}
