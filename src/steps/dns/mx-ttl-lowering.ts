/** Guide 4: long before the night, so that MX can be turned within minutes then. What it was is kept with the records asked for. */
import type { Remark } from '../../contract/finding.js';
import { defineTask, type RecordToSet } from '../../contract/task.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { lowTtl } from './mx-ttl.js';
import { presentRecords } from './present-records.js';
import { recordsEverywhere } from './records-everywhere.js';

export const mxTtlLowering = ({ dns }: Systems) => {
  const tooLong = async (domain: string): Promise<readonly RecordToSet[]> =>
    (await presentRecords(dns, domain, 'MX'))
      .filter(({ ttl }) => ttl > lowTtl)
      .map(({ value, ttl }) => ({ action: 'publish', name: domain, type: 'MX', value, ttl: lowTtl, was: ttl }));

  return defineTask({
    name: 'mx-ttl-lowering',
    watchWithin: 72 * 3600,
    // Nobody is in a hurry weeks before T.
    watchEvery: 600,

    async applies({ migration }) {
      for (const domain of migration.movingDomains) if ((await tooLong(domain)).length > 0) return { applies: true };
      return { applies: false, because: { code: 'mx-ttl-low-already', facts: { wanted: lowTtl } } };
    },

    async brief({ migration }) {
      const records: RecordToSet[] = [];
      const remarks: Remark[] = [];
      for (const domain of migration.movingDomains) {
        const long = await tooLong(domain);
        records.push(...long);
        if (long.length === 0) continue;
        const minutes = Math.ceil(Math.max(...long.map(({ was = 0 }) => was)) / 60);
        remarks.push({ code: 'mx-remembered-for', facts: { domain, minutes }, object: domainRef(domain) });
      }
      return { records, remarks };
    },

    watch: (ctx, { records }) => recordsEverywhere(dns, records, ctx.now()),
  });
};
