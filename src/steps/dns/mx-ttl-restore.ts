/** Guide 84: the TTL that MX had before it was lowered. From then on nobody can turn MX back quickly. */
import { defineTask, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { StepContext } from '../../contract/context.js';
import type { Systems } from '../systems.js';
import { askedByDestination, askedCalls } from './asked-by-destination.js';
import { gatewayOf, mailComesIn } from './mail-comes-in.js';
import { presentRecords } from './present-records.js';
import { recordsEverywhere } from './records-everywhere.js';

const lowering = 'mx-ttl-lowering';

export const mxTtlRestore = (systems: Systems) => {
  const { dns } = systems;
  const brief = async (ctx: StepContext): Promise<TaskBrief> => {
    const lowered = await ctx.worked(lowering);
    const records: RecordToSet[] = [];
    for (const domain of ctx.migration.movingDomains) {
      const ttl = recorded(lowered, domain) ?? (await askedTtl(systems, ctx, domain));
      if (ttl === null) continue;
      for (const { value, ttl: was } of await presentRecords(dns, domain, 'MX'))
        if (was !== ttl) records.push({ action: 'publish', name: domain, type: 'MX', value, ttl, was });
    }
    return { records, remarks: [] };
  };

  return defineTask({
    name: 'mx-ttl-restore',
    calls: { destination: askedCalls },
    watchWithin: 24 * 3600,
    watchEvery: 300,
    reads: [mailComesIn],
    async applies(ctx) {
      if ((await brief(ctx)).records.length > 0) return { applies: true };
      return { applies: false, because: { code: 'mx-ttl-as-before', facts: {} } };
    },
    brief,
    watch: (ctx, { records }) => recordsEverywhere(dns, records, ctx.now()),
  });
};

/** As it was before anybody lowered it: of several times, the first. */
function recorded(briefs: readonly TaskBrief[], domain: string): number | null {
  const found = briefs.flatMap(({ records }) => records).find(({ name, was }) => name === domain && was !== undefined);
  return found?.was ?? null;
}

/** It was never high: the destination says what it finds right of its own host, and of a gateway's nobody does. */
async function askedTtl(systems: Systems, ctx: StepContext, domain: string): Promise<number | null> {
  if ((await gatewayOf(ctx, domain)).length > 0) return null;
  const asked = await askedByDestination(systems, domain);
  return Math.max(...asked.filter(({ type }) => type === 'MX').map(({ ttl }) => ttl));
}
