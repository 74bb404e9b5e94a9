/**
 * While nobody owns the domain its mail must wait somewhere: MX leads to a relay that holds it, or to a host that nobody reaches, so that
 * senders try again. It begins to work when the last resolver has forgotten the old records, and not before.
 */
import type { StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { defineTask, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { Dns } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { exchangerOf, hostOf } from './exchanger.js';
import { addressOf } from './host-address.js';
import { holdingFindings } from './mail-exchangers.js';
import { mailGap } from './mail-gap.js';
import { lowTtl } from './mx-ttl.js';
import { presentRecords } from './present-records.js';

export const mxParked = ({ dns }: Systems) =>
  defineTask({
    name: 'mx-parked',
    watchWithin: 24 * 3600,
    watchEvery: 60,
    reads: [mailGap],

    async applies(ctx) {
      const decided = await ctx.output(mailGap);
      return decided?.gap === 'bounce'
        ? { applies: false, because: { code: 'mail-gap-bounces', facts: {} } }
        : { applies: true };
    },

    async brief(ctx): Promise<TaskBrief> {
      const host = await parkingHost(ctx);
      if (host === null) return { records: [], remarks: [{ code: 'mx-host-missing', facts: {} }] };
      if (await isUnknown(dns, host)) return { records: [], remarks: [unknownHost(host)] };
      const records: RecordToSet[] = [];
      const remarks: Remark[] = [];
      for (const domain of ctx.migration.movingDomains) {
        const present = await presentRecords(dns, domain, 'MX');
        // The new record first: a domain without MX is delivered to its own address (RFC 5321, section 5.1).
        records.push({ action: 'publish', name: domain, type: 'MX', value: host, ttl: lowTtl });
        for (const { value, ttl } of present.filter((record) => record.value !== host)) {
          records.push({ action: 'remove', name: domain, type: 'MX', value, ttl });
        }
        const longest = Math.max(0, ...present.map(({ ttl }) => ttl));
        if (longest > lowTtl) {
          const facts = { domain, minutes: Math.ceil(longest / 60) };
          remarks.push({ code: 'mx-remembered-for', facts, object: domainRef(domain) });
        }
      }
      return { records, remarks };
    },

    async watch(ctx, { records }): Promise<readonly Finding[]> {
      if (records.length === 0) {
        const host = await parkingHost(ctx);
        return [
          {
            status: 'failed',
            ...(host === null ? { code: 'mx-host-missing' as const, facts: {} } : unknownHost(host)),
          },
        ];
      }
      const findings: Finding[] = [];
      for (const domain of new Set(records.map(({ name }) => name))) {
        const wanted = records.filter(({ name, action }) => name === domain && action === 'publish');
        const [authoritative, resolvers] = await Promise.all([
          dns.authoritative(domain, 'MX'),
          dns.resolvers(domain, 'MX'),
        ]);
        const values = wanted.map(({ value }) => value);
        findings.push(...holdingFindings({ domain, wanted: values, authoritative, resolvers, now: ctx.now() }));
      }
      if (ctx.direction === 'undo') return findings;
      // Every server may have it to the letter, and no mail would wait there.
      const hosts = new Set(records.flatMap(({ action, value }) => (action === 'publish' ? [value] : [])));
      for (const host of hosts)
        if (await isUnknown(dns, host)) findings.push({ status: 'failed', ...unknownHost(host) });
      return findings;
    },
  });

const isUnknown = async (dns: Dns, exchanger: string): Promise<boolean> =>
  (await addressOf(dns, hostOf(exchanger))) === 'none';

const unknownHost = (exchanger: string) => ({ code: 'mx-host-unknown' as const, facts: { host: hostOf(exchanger) } });

/** Null where none was named: the form asks for one, and answers of an earlier version may lack it. */
async function parkingHost(ctx: StepContext): Promise<string | null> {
  return exchangerOf((await ctx.output(mailGap))?.mxHost ?? '');
}
