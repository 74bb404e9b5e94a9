/** Guide 4: long before the night, so that MX can be turned within minutes then. What it was is kept with the records asked for. */
import type { Remark } from '../../contract/finding.js';
import { defineTask, type RecordToSet } from '../../contract/task.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { asFound, type FoundSet } from './as-found.js';
import { lowTtl } from './mx-ttl.js';
import { putBackEverywhere } from './nothing-beside.js';
import { presentRecords } from './present-records.js';
import { recordsEverywhere } from './records-everywhere.js';

export const mxTtlLowering = ({ dns }: Systems) => {
  const look = async (domain: string) => {
    const records = await presentRecords(dns, domain, 'MX');
    const long = records
      .filter(({ ttl }) => ttl > lowTtl)
      .map(({ value, ttl: was }): RecordToSet => ({
        action: 'publish',
        name: domain,
        type: 'MX',
        value,
        ttl: lowTtl,
        was,
      }));
    return { long, found: asFound({ name: domain, type: 'MX', records }) };
  };

  return defineTask({
    name: 'mx-ttl-lowering',
    watchWithin: 72 * 3600,
    // Nobody is in a hurry weeks before T.
    watchEvery: 600,

    async applies({ migration }) {
      for (const domain of migration.movingDomains) if ((await look(domain)).long.length > 0) return { applies: true };
      return { applies: false, because: { code: 'mx-ttl-low-already', facts: { wanted: lowTtl } } };
    },

    async brief({ migration }) {
      const records: RecordToSet[] = [];
      const remarks: Remark[] = [];
      const allFound: FoundSet[] = [];
      for (const domain of migration.movingDomains) {
        const { long, found } = await look(domain);
        if (long.length === 0) continue;
        records.push(...long);
        allFound.push(found);
        const minutes = Math.ceil(Math.max(...long.map(({ was = 0 }) => was)) / 60);
        remarks.push({ code: 'mx-remembered-for', facts: { domain, minutes }, object: domainRef(domain) });
      }
      return { records, remarks, found: allFound };
    },

    watch: (ctx, brief) =>
      ctx.direction === 'undo'
        ? putBackEverywhere(dns, brief, ctx.now())
        : recordsEverywhere(dns, brief.records, ctx.now()),
  });
};
