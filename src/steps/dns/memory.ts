/** What resolvers still answer that the zone's own servers no longer say, and until when. */
import type { ServerView } from '../../systems/dns/dns.js';

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

/** The next full minute: the time does not change with every look. */
const minuteOf = (at: number): string => `${new Date(Math.ceil(at / 60_000) * 60_000).toISOString().slice(0, 16)}Z`;
