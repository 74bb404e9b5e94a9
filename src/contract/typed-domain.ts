/** What a `final` step asks for besides the press. One rule for the card that asks and the engine that checks. */
import type { Change } from './change.js';

/** The moving domains that the plan is about; without a plan of domains, all that move. */
export function domainsMeant(moving: readonly string[], sample: readonly Change[]): readonly string[] {
  const planned = sample.filter(({ object }) => object.kind === 'domain');
  const meant = moving.filter((domain) => planned.some(({ object }) => object.label === domain));
  return meant.length > 0 ? meant : moving;
}

/** The one to be typed, however many go together. */
export const domainToType = (moving: readonly string[], sample: readonly Change[]): string =>
  domainsMeant(moving, sample)[0] ?? '';

export const isTyped = (typed: string, domain: string): boolean => typed.trim().toLowerCase() === domain.toLowerCase();
