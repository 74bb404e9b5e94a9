import { zoneAsDecided } from '../../src/rehearsal/witness/zone.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { DnsRecord } from '../../src/rehearsal/world/entities.js';

const company = generateCompany({ mailboxes: 24, seed: 3 });
const name = 'contoso.com';
const record = (at: string, type: DnsRecord['type'], data: string, ttl = 3600): DnsRecord => ({
  name: at,
  type,
  ttl,
  data,
});
const signing = (n: number): DnsRecord =>
  record(
    `selector${n}._domainkey.${name}`,
    'CNAME',
    `selector${n}-contoso-com._domainkey.fabrikamworld.k-v1.dkim.mail.microsoft.`,
  );
const moved = [
  record(name, 'MX', '0 contoso-com.q-v1.mx.microsoft.', 300),
  record(name, 'TXT', 'v=spf1 include:spf.protection.outlook.com -all'),
  record(`autodiscover.${name}`, 'CNAME', 'autodiscover.outlook.com.'),
  record(`_sipfederationtls._tcp.${name}`, 'SRV', '100 1 5061 sipfed.online.lync.com.'),
  signing(1),
  signing(2),
];
const said = (records: readonly DnsRecord[], ...verified: readonly string[]): readonly string[] =>
  zoneAsDecided({ ...company, movingDomains: [name], dns: { records } }, verified, company);

test('the witness finds every record that does not lead to the destination after the switch, and no other', () => {
  const through = ['mx-ttl-lowering', 'mx-parked', 'dns-switch'];
  expect(said(moved, ...through)).toEqual([]);
  for (const one of moved) {
    const without = moved.filter((other) => other !== one);
    expect([one.type, said(without, ...through).length]).toEqual([one.type, 1]);
  }
  expect(said([...moved, record(name, 'MX', '10 mx.parking.example.', 300)], ...through)).toHaveLength(1);
});

test('the witness looks at the TTL of MX: low until it is restored, and then what it was', () => {
  const raised = moved.map((one) => (one.type === 'MX' ? { ...one, ttl: 3600 } : one));
  expect(said(raised, 'mx-ttl-lowering', 'dns-switch')).toEqual([expect.stringContaining('3600 s')]);
  expect(said(raised, 'mx-ttl-lowering', 'dns-switch', 'mx-ttl-restore')).toEqual([]);
  expect(said(moved, 'mx-ttl-lowering', 'dns-switch', 'mx-ttl-restore')).toEqual([expect.stringContaining('300 s')]);
});

test('the witness wants MX of a company with a mail filter at its filter, while mail waits and afterwards, and nowhere beside', () => {
  const mx = (data: string) => record(name, 'MX', data, 300);
  const filter = [mx('10 mx.gateway.example.'), mx('20 mx2.gateway.example.')];
  const others = moved.filter(({ type }) => type !== 'MX');
  const found = (exchangers: readonly DnsRecord[], ...verified: readonly string[]) =>
    zoneAsDecided(
      { ...company, movingDomains: [name], dns: { records: [...exchangers, ...others] } },
      ['mx-ttl-lowering', ...verified],
      { dns: { records: filter } },
    );
  for (const through of [['mx-parked'], ['mx-parked', 'dns-switch']]) {
    expect(found(filter, ...through)).toEqual([]);
    expect(found([...filter, mx('50 contoso-com.mail.protection.outlook.com.')], ...through)).toHaveLength(1);
    expect(found(filter.slice(0, 1), ...through)).toHaveLength(1);
  }
  const keptThere = record(name, 'TXT', 'v=spf1 redirect=_spf.gateway.example');
  const withSpfKept = [...filter, ...moved.filter(({ type }) => type !== 'MX' && type !== 'TXT'), keptThere];
  expect(
    zoneAsDecided({ ...company, movingDomains: [name], dns: { records: withSpfKept } }, ['dns-switch'], {
      dns: { records: filter },
    }),
  ).toEqual([]);
  expect(found([mx('0 contoso-com.q-v1.mx.microsoft.')], 'mx-parked', 'dns-switch')).toHaveLength(1);
});
