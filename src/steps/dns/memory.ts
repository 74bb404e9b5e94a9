/** What resolvers still answer that the zone's own servers no longer say, and until when; and which of them get no answer at all. */
import type { Finding } from '../../contract/finding.js';
import { serverFailed, type ServerView } from '../../systems/dns/dns.js';

export type SeenView = Extract<ServerView, { readonly seen: true }>;

export const isSeen = (view: ServerView): view is SeenView => view.seen;

/** `until`: when the last of them forgets what it answers. Who answers that there is nothing does not say for how long. */
export function memoryOf(remembering: readonly SeenView[], now: Date) {
  const seconds = remembering.flatMap(({ records }) => records.map(({ ttl }) => ttl));
  const until = now.getTime() + Math.max(0, ...seconds) * 1000;
  return {
    count: remembering.length,
    resolvers: remembering.map(({ server }) => server.name).join(', '),
    until: minuteOf(until),
  };
}

/**
 * Of resolvers that are asked for what every server of the zone answers: one that fails on it says something of the domain (a validating one
 * fails where signatures do not fit: https://www.rfc-editor.org/rfc/rfc4035#section-5.5); one that is silent, or serves nobody here, says nothing.
 */
export function withoutAnswer(domain: string, resolvers: readonly ServerView[]): readonly Finding[] {
  const failing = resolvers.filter((view) => !view.seen && view.refusedWith === serverFailed);
  if (failing.length > 0) {
    const names = failing.map(({ server }) => server.name).join(', ');
    const facts = { domain, count: failing.length, of: resolvers.length, resolvers: names };
    return [{ status: 'failed', code: 'resolvers-fail', facts }];
  }
  return resolvers.length > 0 && !resolvers.some(isSeen)
    ? [{ status: 'unknown', code: 'resolvers-unseen', facts: { domain, count: resolvers.length } }]
    : [];
}

/** The next full minute: the time does not change with every look. */
const minuteOf = (at: number): string => `${new Date(Math.ceil(at / 60_000) * 60_000).toISOString().slice(0, 16)}Z`;
