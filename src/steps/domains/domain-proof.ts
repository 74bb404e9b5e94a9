/** The TXT record by which a tenant recognises that a domain is its own. Each tenant, and each adding, wants another one. */
import type { Remark } from '../../contract/finding.js';
import type { StepContext } from '../../contract/context.js';
import { defineTask, type RecordToSet } from '../../contract/task.js';
import type { Side } from '../../contract/step.js';
import { publicationFindings } from '../dns/publication.js';
import type { Systems, TenantClients } from '../systems.js';
import { domainRef, plainValue } from './domain-value.js';

export async function proofRecord({ graph }: TenantClients, domain: string): Promise<RecordToSet | null> {
  const records = await graph.verificationDnsRecords(domain);
  const txt = records.find(({ recordType, text }) => recordType === 'Txt' && text !== undefined);
  if (txt?.text === undefined) return null;
  return { action: 'publish', name: txt.label.toLowerCase(), type: 'TXT', value: txt.text, ttl: txt.ttl };
}

export interface Proof {
  readonly name: string;
  domains(ctx: StepContext): Promise<readonly string[]>;
}

export const proveDomain = (systems: Systems, side: Side, proof: Proof) => {
  const clients = systems[side];
  const unproved = async (ctx: StepContext): Promise<readonly string[]> => {
    const open: string[] = [];
    for (const domain of await proof.domains(ctx)) {
      const { state } = plainValue(await clients.graph.domain(domain));
      if (state !== 'verified') open.push(domain);
    }
    return open;
  };
  return defineTask({
    name: proof.name,
    calls: { [side]: ['graph.domain', 'graph.verificationDnsRecords'] },
    watchWithin: 24 * 3600,
    watchEvery: 60,

    async applies(ctx) {
      const domains = await unproved(ctx);
      return domains.length > 0
        ? { applies: true }
        : { applies: false, because: { code: 'domains-proved-already', facts: { side } } };
    },

    async brief(ctx) {
      const records: RecordToSet[] = [];
      const remarks: Remark[] = [];
      for (const domain of await unproved(ctx)) {
        const there = (await clients.graph.domain(domain)) !== null;
        const record = there ? await proofRecord(clients, domain) : null;
        if (record !== null) records.push(record);
        else remarks.push({ code: 'domain-not-added', facts: { domain, side }, object: domainRef(domain) });
      }
      return { records, remarks };
    },

    watch: (_ctx, brief) => publicationFindings(systems.dns, brief.records),
  });
};
