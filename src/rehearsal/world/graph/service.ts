import { appRolesHeld } from '../rights/grants.js';
import type { Service } from '../service.js';
import { graphCoverage } from './coverage.js';
import { graphRoutes, GraphService } from './graph.js';
import { graphAudience, graphHost } from './host.js';

export const graphService: Service = {
  name: 'graph',
  hosts: [graphHost],
  coverage: graphCoverage,
  isStruck: true,
  served: [...graphRoutes.map(({ method, pattern }) => `${method} ${pattern}`), 'POST /$batch'],
  isWrite({ method, url, body }) {
    if (method === 'GET') return false;
    // A batch writes when one of its items does.
    return url.pathname.endsWith('/$batch') ? /"method"\s*:\s*"(?!get)/i.test(body) : true;
  },
  tokens: { audience: graphAudience, roles: (world, app) => appRolesHeld(world, app, 'graph') },
  open(world) {
    const service = new GraphService(world);
    return (request, part) => service.answer(request, part);
  },
};
