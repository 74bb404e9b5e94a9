import type { CoverageLine, Service } from './service.js';
import { services } from './services.js';

export interface Coverage extends CoverageLine {
  readonly service: string;
}

/** What of the vendors' services is served, and where it differs: the lines of every service. */
export const coverageOf = (all: readonly Service[]): readonly Coverage[] =>
  all.flatMap(({ name: service, coverage: lines }) =>
    lines.map(({ name, state, differences, page }) => ({ name, service, state, differences, page })),
  );

export const coverage = coverageOf(services);
