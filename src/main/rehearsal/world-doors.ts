/** The simulated tenants by themselves, as `npm run world` serves them. */
import type { Server } from 'node:http';
import { openDoor } from '../../http/door.js';
import type { World } from '../../rehearsal/world/world.js';

export function createWorldDoors(
  world: Pick<World, 'handle'>,
  timing: { readonly requestWithinMs?: number } = {},
): Server {
  return openDoor({
    ...timing,
    async answer(req, res) {
      if (await world.handle(req, res)) return;
      res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      res.end(
        'Nothing is here. The doors are under /world; a service is under its host, such as /graph.microsoft.com/.\n',
      );
    },
    onFault: (fault, { method, url }) => console.error(`answering ${method} ${url}:`, fault),
  });
}
