/** Who is told where the mail of a domain goes: the zone's own servers, and the resolvers that may still remember the old answer. */
import type { Finding } from '../../contract/finding.js';
import type { ServerView } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import { isSeen, memoryOf, withoutAnswer } from './memory.js';

export interface Exchangers {
  readonly domain: string;
  /** Values of the MX records that shall be there, and no others. */
  readonly wanted: readonly string[];
  readonly authoritative: readonly ServerView[];
  readonly resolvers: readonly ServerView[];
  readonly now: Date;
}

export function holdingFindings({ domain, wanted, authoritative, resolvers, now }: Exchangers): readonly Finding[] {
  const object = domainRef(domain);
  const expected = listed(wanted);
  if (authoritative.length === 0) {
    return [{ status: 'unknown', code: 'name-servers-unknown', facts: { name: domain }, object }];
  }
  const wrong = authoritative.flatMap((view): Finding[] => {
    const server = view.server.name;
    if (!view.seen) {
      return [
        { status: 'unknown', code: 'name-server-unseen', facts: { name: domain, server, why: view.why }, object },
      ];
    }
    const present = listed(view.records.map(({ value }) => value));
    if (present === expected) return [];
    return [
      { status: 'failed', code: 'mx-not-as-asked', facts: { domain, server, present, wanted: expected }, object },
    ];
  });
  if (wrong.length > 0) return wrong;
  const asked = resolvers.filter(isSeen);
  const unanswered = withoutAnswer(domain, resolvers).map((finding) => ({ ...finding, object }));
  const remembering = asked.filter((view) => listed(view.records.map(({ value }) => value)) !== expected);
  if (remembering.length > 0) {
    const facts = { domain, ...memoryOf(remembering, now) };
    return [...unanswered, { status: 'failed', code: 'mx-remembered', facts, object }];
  }
  if (unanswered.length > 0) return unanswered;
  const facts = {
    domain,
    value: expected,
    servers: authoritative.length,
    seen: asked.length,
    resolvers: resolvers.length,
  };
  return [{ status: 'passed', code: 'mx-everywhere', facts, object }];
}

export const listed = (values: readonly string[]): string => [...values].sort().join(', ') || '–';
