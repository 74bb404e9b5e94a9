import type { Service } from '../service.js';
import { loginCoverage } from './coverage.js';
import { loginHost } from './host.js';
import { answerLogin, loginRoutes } from './routes.js';

export const loginService: Service = {
  name: 'login',
  hosts: [loginHost],
  coverage: loginCoverage,
  isStruck: false,
  served: loginRoutes().map(({ method, pattern }) => `${method} ${pattern}`),
  // Tokens are posted for, and nothing of the tenant changes.
  isWrite: () => false,
  open: (world, services) => (request) => answerLogin(world, request, services),
};
