/** Whether records are put back as an order of the way back wants them, and nothing stands beside them that was not there before. */
import type { Finding } from '../../contract/finding.js';
import { changesItsTtl, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { Dns, ServerView } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import { isAmong, isLeftToOthers, ofSet, orderedIn, setsIn, viewsOf, type FoundSet } from './as-found.js';
import { listed } from './mail-exchangers.js';
import { isSeen } from './memory.js';
import { recordsEverywhere, rememberedFindings } from './records-everywhere.js';

export async function putBackEverywhere(
  dns: Dns,
  order: Pick<TaskBrief, 'records' | 'found'>,
  now: Date,
): Promise<readonly Finding[]> {
  const findings = [...(await recordsEverywhere(dns, order.records, now))];
  for (const set of setsIn(order)) {
    const own = orderedIn(set, order.records);
    if (set.type !== 'MX') findings.push(...(await besideFindings(dns, set, own, now)));
    // Otherwise the look at MX wants those alone that are to be there.
    else if (own.every(changesItsTtl)) findings.push(...movedFindings(set, await dns.authoritative(set.name, 'MX')));
  }
  return findings;
}

async function besideFindings(
  dns: Dns,
  set: FoundSet,
  own: readonly RecordToSet[],
  now: Date,
): Promise<readonly Finding[]> {
  const { name, type, records } = set;
  const isOthers = isLeftToOthers(set, own);
  const strangeIn = (view: ServerView): readonly string[] => {
    const there = view.seen ? ofSet(type, view.records) : [];
    // Whoever keeps it may have put another in its place.
    if (isOthers && there.length <= 1) return [];
    return there.filter((one) => !isAmong(records, one) && !isAmong(own, one)).map(({ value }) => value);
  };
  const views = await viewsOf(dns, set);
  const beside = views.flatMap((view): Finding[] =>
    strangeIn(view).map((value) => ({
      status: 'failed',
      code: 'record-beside',
      facts: { name, type, value, server: view.server.name },
    })),
  );
  // What resolvers say of an address may be that of an alias.
  if (beside.length > 0 || isOthers || type === 'A' || type === 'AAAA') return beside;
  const resolvers = (await dns.resolvers(name, type)).filter(isSeen);
  return [...new Set(resolvers.flatMap(strangeIn))].flatMap((value) =>
    rememberedFindings({ action: 'remove', name, type, value, ttl: 0 }, views.length, resolvers, now),
  );
}

/** Nobody was asked to move mail: whoever did so may have meant it. */
function movedFindings({ name, records }: FoundSet, views: readonly ServerView[]): readonly Finding[] {
  const wanted = listed(records.map(({ value }) => value));
  return views.filter(isSeen).flatMap((view): Finding[] => {
    const present = listed(view.records.map(({ value }) => value));
    const facts = { domain: name, server: view.server.name, present, wanted };
    return present === wanted ? [] : [{ status: 'failed', code: 'mx-moved-since', facts, object: domainRef(name) }];
  });
}
