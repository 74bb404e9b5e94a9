/** The simulated tenants by themselves, as `npm run world` serves them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { World } from '../rehearsal/world/world.js';

export function createWorldDoors(world: Pick<World, 'handle'>): Server {
  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (await world.handle(req, res)) return;
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    res.end(
      'Nothing is here. The doors are under /world; a service is under its host, such as /graph.microsoft.com/.\n',
    );
  }
  return createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      console.error(`answering ${req.method} ${req.url}:`, error);
      if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      res.end();
    });
  });
}
