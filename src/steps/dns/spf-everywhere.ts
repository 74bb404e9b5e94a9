/** Whether the world finds one SPF record of a domain, by which the destination may send: at every server of the zone, then in the memory of the resolvers. */
import type { Finding } from '../../contract/finding.js';
import type { Dns, ServerView } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import type { AskedRecord } from './asked-by-destination.js';
import { isSeen, memoryOf, withoutAnswer } from './memory.js';
import { isSpf, missingIn } from './spf.js';
import { letsSendOf, type LetsSend } from './spf-lets-send.js';

export const isOfSpf = ({ type, value }: Pick<AskedRecord, 'value'> & { readonly type: string }): boolean =>
  type === 'TXT' && isSpf(value);

export async function spfEverywhere(dns: Dns, asked: AskedRecord, now: Date): Promise<readonly Finding[]> {
  const { name, value } = asked;
  const [authoritative, resolvers] = await Promise.all([dns.authoritative(name, 'TXT'), dns.resolvers(name, 'TXT')]);
  const judge = letsSendOf(dns, name, value);
  const judged = new Map<string, LetsSend>();
  for (const text of new Set([...authoritative, ...resolvers].flatMap(spfAt))) judged.set(text, await judge(text));
  const letsSend = (text: string): LetsSend => judged.get(text) ?? 'unseen';
  const own = spfFindings(asked, authoritative, letsSend);
  if (own.some(({ status }) => status !== 'passed')) return own;
  const object = domainRef(name);
  const unanswered = withoutAnswer(name, resolvers).map((finding) => ({ ...finding, object }));
  const old = resolvers.filter(isSeen).filter((view) => spfFindings(asked, [view], letsSend)[0]?.status === 'failed');
  if (old.length === 0) return unanswered.length > 0 ? unanswered : own;
  const dated = old.some(({ records }) => records.length > 0) ? 'yes' : 'no';
  const facts = { action: 'publish', name, type: 'TXT', value, ...memoryOf(old, now), dated };
  return [...unanswered, { status: 'failed', code: 'record-remembered', facts }];
}

const spfAt = (view: ServerView): readonly string[] =>
  view.seen ? view.records.map(({ value }) => value).filter(isSpf) : [];

/** One record, that lets send whom the asked one does, however it is written: other senders may stand beside it. */
export function spfFindings(
  { name, value }: AskedRecord,
  views: readonly ServerView[],
  letsSend: (text: string) => LetsSend = (text) => (missingIn(text, value).length === 0 ? 'yes' : 'no'),
): readonly Finding[] {
  const object = domainRef(name);
  if (views.length === 0) return [{ status: 'unknown', code: 'name-servers-unknown', facts: { name }, object }];
  const wrong = views.flatMap((view): Finding[] => {
    const server = view.server.name;
    if (!view.seen)
      return [{ status: 'unknown', code: 'name-server-unseen', facts: { name, server, why: view.why }, object }];
    const present = spfAt(view);
    const [first] = present;
    const lets = first === undefined || present.length > 1 ? 'no' : letsSend(first);
    if (lets === 'yes') return [];
    const facts = { domain: name, server, present: present.join(' · ') || '–', wanted: value };
    if (lets === 'unseen') return [{ status: 'unknown', code: 'spf-unseen', facts, object }];
    return [{ status: 'failed', code: lets === 'broken' ? 'spf-broken' : 'spf-not-as-asked', facts, object }];
  });
  if (wrong.length > 0) return wrong;
  return [{ status: 'passed', code: 'spf-as-asked', facts: { domain: name, servers: views.length }, object }];
}
