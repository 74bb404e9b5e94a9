/** How long the world may remember where the mail of a domain goes: what the zone's servers say, and what resolvers were told before. */
import type { Finding } from '../../contract/finding.js';
import type { ServerView } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import { isSeen, memoryOf, withoutAnswer, type SeenView } from './memory.js';

/** Seconds within which MX can be turned. */
export const lowTtl = 300;

export interface MxTtl {
  readonly domain: string;
  /** Seconds. */
  readonly wanted: number;
  /** Less is as good, and who remembers longer is waited for. Otherwise it is this very number, and a shorter memory ends by itself. */
  readonly atMost: boolean;
  readonly authoritative: readonly ServerView[];
  readonly resolvers: readonly ServerView[];
  readonly now: Date;
}

export function ttlFindings(mx: MxTtl): readonly Finding[] {
  const { domain, wanted, authoritative, resolvers, now } = mx;
  const object = domainRef(domain);
  if (authoritative.length === 0)
    return [{ status: 'unknown', code: 'name-servers-unknown', facts: { name: domain }, object }];
  const wrong = authoritative.flatMap((view) => ofServer(view, mx));
  if (wrong.length > 0) return wrong;
  const asked = resolvers.filter(isSeen);
  const unanswered = withoutAnswer(domain, resolvers).map((finding) => ({ ...finding, object }));
  const remembered = (code: 'mx-remembered' | 'mx-ttl-remembered', views: readonly SeenView[]): readonly Finding[] => [
    ...unanswered,
    { status: 'failed', code, facts: { domain, ...memoryOf(views, now) }, object },
  ];
  const old = asked.filter((view) => valuesOf(view) !== valuesOf(authoritative.find(isSeen)));
  if (old.length > 0) return remembered('mx-remembered', old);
  const longer = mx.atMost ? asked.filter(({ records }) => records.some(({ ttl }) => ttl > wanted)) : [];
  if (longer.length > 0) return remembered('mx-ttl-remembered', longer);
  if (unanswered.length > 0) return unanswered;
  const facts = { domain, wanted, servers: authoritative.length, seen: asked.length, resolvers: resolvers.length };
  return [{ status: 'passed', code: mx.atMost ? 'mx-ttl-low' : 'mx-ttl-everywhere', facts, object }];
}

function ofServer(view: ServerView, { domain, wanted, atMost }: MxTtl): readonly Finding[] {
  const object = domainRef(domain);
  const server = view.server.name;
  if (!view.seen)
    return [{ status: 'unknown', code: 'name-server-unseen', facts: { name: domain, server, why: view.why }, object }];
  if (view.records.length === 0) return [{ status: 'failed', code: 'mx-none-today', facts: { domain }, object }];
  // The records of a set share one TTL; a server that gives several means the longest.
  const present = Math.max(...view.records.map(({ ttl }) => ttl));
  if (atMost ? present <= wanted : present === wanted) return [];
  return [{ status: 'failed', code: 'mx-ttl-not-as-asked', facts: { domain, server, present, wanted }, object }];
}

const valuesOf = (view: ServerView | undefined): string =>
  view?.seen === true
    ? view.records
        .map(({ value }) => value)
        .sort()
        .join()
    : '';
