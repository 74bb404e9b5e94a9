/**
 * Guide 78 to 80: MX to the destination, or to the gateway decided on, and SPF, autodiscover and whatever else it asks for, old records out; watched record by record until every
 * server of the zone says so and no resolver remembers otherwise. Its way back (103) takes the records back as they were, MX first.
 */
import type { StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import { defineTask, type RecordToSet } from '../../contract/task.js';
import type { DnsType } from '../../systems/dns/dns.js';
import type { Systems } from '../systems.js';
import { domainRef } from '../domains/domain-value.js';
import { asFound, backFromHere, type FoundSet } from './as-found.js';
import { askedCalls, signingName, type AskedRecord } from './asked-by-destination.js';
import { mailComesIn, recordsWanted } from './mail-comes-in.js';
import { hostOf } from './exchanger.js';
import { putBackEverywhere } from './nothing-beside.js';
import { presentRecords } from './present-records.js';
import { recordsEverywhere } from './records-everywhere.js';
import { isOfSpf, spfEverywhere } from './spf-everywhere.js';
import { letsSendOf } from './spf-lets-send.js';
import { inOrder, switchRecords, type PresentSet } from './switch-records.js';

export const dnsSwitch = (systems: Systems) => {
  const { dns } = systems;

  /** What stands where something is asked for. */
  const presentAt = async (asked: readonly AskedRecord[]): Promise<readonly PresentSet[]> => {
    const sets: PresentSet[] = [];
    const read = async (name: string, type: DnsType): Promise<number> => {
      const records = await presentRecords(dns, name, type);
      sets.push({ name, type, records });
      return records.length;
    };
    for (const key of new Set(asked.map(({ name, type }) => `${name} ${type}`))) {
      const [name = '', type] = key.split(' ') as [string, DnsType];
      // Behind an alias, addresses are those of another name.
      if ((await read(name, type)) === 0 && type === 'CNAME')
        for (const kind of ['A', 'AAAA'] as const) await read(name, kind);
    }
    return sets;
  };

  /** Of the SPF records that stand there, those that need no change. */
  const spfThatLetsSend = async (
    domain: string,
    asked: readonly AskedRecord[],
    present: readonly PresentSet[],
  ): Promise<ReadonlySet<string>> => {
    const letting = new Set<string>();
    const wanted = asked.find(isOfSpf);
    if (wanted === undefined) return letting;
    const judge = letsSendOf(dns, domain, wanted.value);
    for (const { name, type, records } of present)
      for (const { value } of records)
        if (name === wanted.name && isOfSpf({ type, value }) && (await judge(value)) === 'yes') letting.add(value);
    return letting;
  };

  /** To the letter of the card; where it is not, what it means decides: a provider rewrites its record whenever it likes. */
  const spfFound = async (
    ctx: StepContext,
    domain: string,
    records: readonly RecordToSet[],
  ): Promise<readonly Finding[]> => {
    const isPassed = ({ status }: Finding): boolean => status === 'passed';
    const own = records.filter((one) => one.name === domain && isOfSpf(one));
    const exact = await recordsEverywhere(dns, own, ctx.now());
    if (own.length > 0 && exact.every(isPassed)) return exact;
    const wanted = (await recordsWanted(systems, ctx, domain)).records.find(isOfSpf);
    if (wanted === undefined) return exact;
    const meant = await spfEverywhere(dns, wanted, ctx.now());
    return own.length === 0 || meant.every(isPassed) ? meant : exact;
  };

  return defineTask({
    name: 'dns-switch',
    calls: { destination: askedCalls },
    watchWithin: 24 * 3600,
    watchEvery: 60,
    reads: [mailComesIn],

    async brief(ctx) {
      const records: RecordToSet[] = [];
      const remarks: Remark[] = [];
      const found: FoundSet[] = [];
      for (const domain of ctx.migration.movingDomains) {
        const { records: asked, gateway } = await recordsWanted(systems, ctx, domain);
        const present = await presentAt(asked);
        found.push(...present.map(asFound));
        const letting = await spfThatLetsSend(domain, asked, present);
        const brief = switchRecords(domain, asked, present, {
          mayRest: gateway !== null,
          letsSend: (spf) => letting.has(spf),
        });
        records.push(...brief.records);
        if (gateway !== null) {
          const hosts = gateway.exchangers.map(hostOf).join(', ');
          const facts = { domain, hosts, tenant: gateway.tenantHost };
          remarks.push({ code: 'gateway-hands-on', facts, object: domainRef(domain) });
        }
        const signs = asked.some(({ name }) => name === signingName(domain, 1));
        const code = signs ? 'dkim-to-switch-on' : 'dkim-not-set-up';
        remarks.push(...brief.remarks, { code, facts: { domain }, object: domainRef(domain) });
      }
      return { records: inOrder(records), remarks, found };
    },

    back: (_ctx, order) => backFromHere(dns, order),

    async watch(ctx, brief) {
      const now = ctx.now();
      if (ctx.direction === 'undo') return putBackEverywhere(dns, brief, now);
      const { records } = brief;
      const findings = [
        ...(await recordsEverywhere(
          dns,
          records.filter((one) => !isOfSpf(one)),
          now,
        )),
      ];
      for (const domain of ctx.migration.movingDomains) findings.push(...(await spfFound(ctx, domain, records)));
      return findings;
    },
  });
};
