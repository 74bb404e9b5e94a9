/** The zone of a domain that has changed hands already: the rest is DNS. */
import type { RecordToSet } from '../../../src/contract/task.js';
import type { Attempt } from '../../../src/engine/state.js';
import type { Company, DnsRecord } from '../../../src/rehearsal/world/entities.js';
import type { DnsType } from '../../../src/systems/dns/dns.js';
import { domain, initial, recipient, tenant, user, type rehearsal } from './small-world.js';

type Run = Awaited<ReturnType<typeof rehearsal>>;

export const name = 'contoso.com';
export const servers = ['ns1.dns-host.example', 'ns2.dns-host.example'];
export const zone: readonly DnsRecord[] = [
  { name, type: 'MX', ttl: 3600, data: '10 mx.parking.example.' },
  { name, type: 'TXT', ttl: 3600, data: 'v=spf1 include:mailer.example ~all' },
  { name: `autodiscover.${name}`, type: 'CNAME', ttl: 3600, data: 'mail.old.example.' },
];

export const companyWith = (records: readonly DnsRecord[]): Company => ({
  format: 'changeover-company-1',
  movingDomains: [name],
  dns: { records },
  tenants: {
    source: tenant('source', { domains: [domain(initial.source, true)] }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true), domain(name)],
      users: [user(1, `ivan@${name}`, [`SMTP:ivan@${name}`])],
      recipients: [recipient(1, 'UserMailbox', [`SMTP:ivan@${name}`], `ivan@${name}`)],
    }),
  },
});

export async function setRecords(run: Run, records: readonly RecordToSet[]): Promise<void> {
  for (const { action, name: at, type, value, ttl } of records) {
    if (action === 'publish') await run.post('/world/dns', { name: at, type, value, ttl });
    else await run.takeAway('/world/dns', { name: at, type, value });
  }
}

/** As a person does it who has a card before them: what it wants gone and is not there needs no hand. */
export async function followCard(run: Run, records: readonly RecordToSet[]): Promise<void> {
  for (const record of records) {
    const [view] = await run.dns.authoritative(record.name, record.type as DnsType);
    const isThere = view?.seen === true && view.records.some(({ value }) => value === record.value);
    if (record.action === 'publish' || isThere) await setRecords(run, [record]);
  }
}

export const zoneNow = async (run: Run): Promise<readonly string[]> =>
  (await run.state()).dns.records.map(({ name: at, type, ttl, data }) => `${at} ${type} ${ttl} ${data}`).sort();

/** What is not green, by its code, where it was seen, and of what. */
export const said = ({ findings }: Pick<Attempt, 'findings'>): readonly string[] =>
  findings
    .filter(({ status }) => status !== 'passed')
    .map(({ code, facts }) => [code, facts['server'] ?? facts['resolvers'], facts['type']].filter(Boolean).join(' '));
