import { exchangeService } from './exchange/service.js';
import { graphService } from './graph/service.js';
import { loginService } from './login/service.js';
import type { Service } from './service.js';

/** The simulated services, one line each. DNS is none of them: it answers on sockets of its own (`dns/`). */
export const services: readonly Service[] = [loginService, graphService, exchangeService];

/** Whose requests a fault may strike, by name. */
export const struckOf = (all: readonly Service[]): readonly string[] =>
  all.filter(({ isStruck }) => isStruck).map(({ name }) => name);
