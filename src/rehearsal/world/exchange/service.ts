import { appRolesHeld } from '../rights/grants.js';
import type { Service } from '../service.js';
import { exchangeCoverage } from './coverage.js';
import { cmdlets, exchangePaths, ExchangeService } from './exchange.js';
import { exchangeAudience, exchangeHost } from './host.js';

export const exchangeService: Service = {
  name: 'exchange',
  hosts: [exchangeHost],
  coverage: exchangeCoverage,
  isStruck: true,
  served: [...exchangePaths, ...cmdlets.map(({ name }) => name)],
  // Every cmdlet is posted: its verb says whether it reads.
  isWrite: ({ method, body }) => method !== 'GET' && /"CmdletName"\s*:\s*"(?!Get-|Test-)/i.test(body),
  tokens: { audience: exchangeAudience, roles: (world, app) => appRolesHeld(world, app, 'exchange') },
  open(world) {
    const service = new ExchangeService(world);
    return (request, part) => service.answer(request, part);
  },
};
