/**
 * While nobody owns the domain its mail must wait somewhere: MX leads to a relay that holds it, or to a host that nobody reaches, so that
 * senders try again. It begins to work when the last resolver has forgotten the old records, and not before. Where MX leads to the relay
 * already, a gateway that stands before the tenant, nothing changes in DNS: that it holds its mail is people's work, and nobody can read it.
 */
import type { StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { defineTask, staysAsItIs, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { Dns } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { asFound, backFromHere, type FoundSet } from './as-found.js';
import { hostOf } from './exchanger.js';
import { allExchangers, exchangersFor, exchangersTyped, type ExchangersTyped } from './exchangers-typed.js';
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
      const decided = await ctx.output(mailGap);
      const hosts = exchangersTyped(decided?.mxHost);
      const missing = await notToBeFound(dns, hosts, ctx);
      if (missing.length > 0) return { records: [], remarks: missing };
      const records: RecordToSet[] = [];
      const remarks: Remark[] = [];
      const found: FoundSet[] = [];
      for (const domain of ctx.migration.movingDomains) {
        const wanted = exchangersFor(hosts, domain);
        const present = await presentRecords(dns, domain, 'MX');
        found.push(asFound({ name: domain, type: 'MX', records: present }));
        const old = present.filter(({ value }) => !wanted.includes(value));
        const common = { action: 'publish', name: domain, type: 'MX' } as const;
        const object = domainRef(domain);
        if (decided?.gap === 'relay' && old.length === 0 && present.length === wanted.length) {
          for (const value of wanted) {
            const ttl = present.find((one) => one.value === value)?.ttl ?? lowTtl;
            records.push({ ...common, value, ttl, was: ttl });
          }
          remarks.push({ code: 'mail-held-at', facts: { domain, hosts: wanted.map(hostOf).join(', ') }, object });
          continue;
        }
        // The new records first: a domain without MX is delivered to its own address (RFC 5321, section 5.1).
        for (const value of wanted) records.push({ ...common, value, ttl: lowTtl });
        for (const { value, ttl } of old) records.push({ action: 'remove', name: domain, type: 'MX', value, ttl });
        const longest = Math.max(0, ...present.map(({ ttl }) => ttl));
        if (longest > lowTtl)
          remarks.push({ code: 'mx-remembered-for', facts: { domain, minutes: Math.ceil(longest / 60) }, object });
      }
      return { records, remarks, found };
    },

    back: (_ctx, order) => backFromHere(dns, order),

    async watch(ctx, { records, remarks }): Promise<readonly Finding[]> {
      if (records.length === 0) {
        const said = remarks.length > 0 ? remarks : [{ code: 'mx-host-missing' as const, facts: {} }];
        return said.map((remark) => ({ status: 'failed', ...remark }));
      }
      const findings: Finding[] = [];
      let isHeld = false;
      for (const domain of new Set(records.map(({ name }) => name))) {
        isHeld ||= records.every((record) => record.name !== domain || staysAsItIs(record));
        const wanted = records.filter(({ name, action }) => name === domain && action === 'publish');
        const [authoritative, resolvers] = await Promise.all([
          dns.authoritative(domain, 'MX'),
          dns.resolvers(domain, 'MX'),
        ]);
        const values = wanted.map(({ value }) => value);
        findings.push(...holdingFindings({ domain, wanted: values, authoritative, resolvers, now: ctx.now() }));
      }
      if (ctx.direction === 'do') {
        // Every server may have it to the letter, and no mail would wait there.
        const hosts = new Set(records.flatMap(({ action, value }) => (action === 'publish' ? [hostOf(value)] : [])));
        for (const host of hosts)
          if (await isUnknown(dns, host)) findings.push({ status: 'failed', ...unknownHost(host) });
      }
      // That MX is right proves nothing of mail that is held where MX led before: then it is somebody's word, and not seen.
      return isHeld ? findings.filter(({ status }) => status !== 'passed') : findings;
    },
  });

/** Hosts that nobody finds, and domains for which none was named: the form asks for them, and answers of an earlier version may lack them. */
async function notToBeFound(dns: Dns, hosts: ExchangersTyped, { migration }: StepContext): Promise<readonly Remark[]> {
  if (migration.movingDomains.some((domain) => exchangersFor(hosts, domain).length === 0))
    return [{ code: 'mx-host-missing', facts: {} }];
  const unknown: Remark[] = [];
  for (const host of new Set(allExchangers(hosts).map(hostOf)))
    if (await isUnknown(dns, host)) unknown.push(unknownHost(host));
  return unknown;
}

const isUnknown = async (dns: Dns, host: string): Promise<boolean> => (await addressOf(dns, host)) === 'none';

const unknownHost = (host: string) => ({ code: 'mx-host-unknown' as const, facts: { host } });
