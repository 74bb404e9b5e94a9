import { askedRecords, signingRecords } from '../../src/steps/dns/asked-by-destination.js';
import { switchRecords, type PresentSet } from '../../src/steps/dns/switch-records.js';
import { oppositeOf } from '../../src/engine/kinds/handwork/task-plan.js';
import type { RecordToSet } from '../../src/contract/task.js';

const domain = 'contoso.com';
const common = { supportedService: 'Email', isOptional: false, ttl: 3600 };
const spf = 'v=spf1 include:spf.protection.outlook.com -all';
const asked = askedRecords(domain, [
  { ...common, recordType: 'Mx', label: domain, mailExchange: 'Contoso-com.q-v1.mx.microsoft.', preference: 0 },
  { ...common, recordType: 'Txt', label: '@', text: spf },
  { ...common, recordType: 'CName', label: 'autodiscover', canonicalName: 'autodiscover.outlook.com' },
  {
    ...common,
    recordType: 'Srv',
    label: domain,
    service: '_sipfederationtls',
    protocol: '_tcp',
    nameTarget: 'sipfed.online.lync.com',
    port: 5061,
    priority: 100,
    weight: 1,
  },
  { ...common, recordType: 'CName', label: 'optional', canonicalName: 'x.example', isOptional: true },
  { ...common, recordType: 'Unavailable', label: domain },
]);
const auto = `autodiscover.${domain}`;
const set = (name: string, type: PresentSet['type'], ...values: readonly string[]): PresentSet => ({
  name,
  type,
  records: values.map((value) => ({ value, ttl: 900 })),
});
const line = ({ action, name, type, value, ttl, was }: RecordToSet): string =>
  [action, name === domain ? '@' : name.replace(`.${domain}`, ''), type, value, ttl, was ?? ''].join(' ').trim();
const briefed = (...present: readonly PresentSet[]): readonly string[] =>
  switchRecords(domain, asked, present).records.map(line);

const newMx = 'publish @ MX 0 contoso-com.q-v1.mx.microsoft 300';
const federation = 'publish _sipfederationtls._tcp SRV 100 1 5061 sipfed.online.lync.com 3600';

test('everything that the destination asks for is briefed, old records go, and MX comes last', () => {
  expect(
    briefed(
      set(domain, 'MX', '10 mx.parking.example', '0 contoso-com.mail.protection.outlook.com'),
      set(domain, 'TXT', 'MS=ms1', 'v=spf1 include:mailer.example -all'),
      set(auto, 'CNAME', 'mail.old.example'),
    ),
  ).toEqual([
    'remove @ TXT v=spf1 include:mailer.example -all 900',
    'publish @ TXT v=spf1 include:mailer.example include:spf.protection.outlook.com -all 3600',
    'remove autodiscover CNAME mail.old.example 900',
    'publish autodiscover CNAME autodiscover.outlook.com 3600',
    federation,
    newMx,
    'remove @ MX 10 mx.parking.example 900',
    'remove @ MX 0 contoso-com.mail.protection.outlook.com 900',
  ]);
});

test('what is right already stays, and addresses make room for an alias', () => {
  expect(briefed(set(domain, 'TXT', spf), set(auto, 'A', '203.0.113.7'))).toEqual([
    'remove autodiscover A 203.0.113.7 900',
    'publish autodiscover CNAME autodiscover.outlook.com 3600',
    federation,
    newMx,
    `publish @ TXT ${spf} 900 900`,
  ]);
});

test('an empty zone is filled, and several SPF records become one', () => {
  expect(briefed()).toEqual([
    `publish @ TXT ${spf} 3600`,
    'publish autodiscover CNAME autodiscover.outlook.com 3600',
    federation,
    newMx,
  ]);
  const twice = switchRecords(domain, asked, [set(domain, 'TXT', spf, 'v=spf1 -all')]);
  expect(twice.records.map(line)).toContain('remove @ TXT v=spf1 -all 900');
  expect(twice.remarks.map(({ code }) => code)).toEqual(['spf-several']);
});

test('of two SPF records the senders of both are in the one to be published, and both make room for it', () => {
  const [first, second] = [spf, 'v=spf1 ip4:203.0.113.9 include:sendgrid.example ~all'];
  const both = switchRecords(domain, asked, [set(domain, 'TXT', first, second)]);
  expect(both.records.map(line).filter((one) => one.includes('TXT'))).toEqual([
    `remove @ TXT ${first} 900`,
    `remove @ TXT ${second} 900`,
    'publish @ TXT v=spf1 include:spf.protection.outlook.com ip4:203.0.113.9 include:sendgrid.example ~all 3600',
  ]);
  expect(both.remarks).toMatchObject([{ code: 'spf-several', facts: { domain, count: 2 } }]);
});

test('an SPF record that a provider keeps stays as it is where it lets the destination send, alone, and is extended where it does not', () => {
  const kept = 'v=spf1 redirect=_spf.filter.example';
  const briefedWith = (letsSend: boolean, ...texts: readonly string[]) => {
    const { records, remarks } = switchRecords(domain, asked, [set(domain, 'TXT', ...texts)], {
      letsSend: () => letsSend,
    });
    const spfLines = records.map(line).filter((one) => one.includes('TXT'));
    return [...spfLines, ...remarks.map(({ code }) => code)];
  };
  expect(briefedWith(true, kept)).toEqual(['spf-lets-send']);
  expect(briefedWith(false, kept)).toContain(
    'publish @ TXT v=spf1 include:spf.protection.outlook.com redirect=_spf.filter.example 3600',
  );
  expect(briefedWith(true, kept, 'v=spf1 mx -all')).toContain('spf-several');
});

test('what receivers cannot read in SPF is left out and named, though the destination stands there already', () => {
  const own = 'v=spf1 ip4:192.0.2.1/ include:mailer.example redirect=x';
  const destination = 'include:spf.protection.outlook.com';
  for (const present of [`${own} ~all`, `${own} ${destination} ~all`]) {
    const brief = switchRecords(domain, asked, [set(domain, 'TXT', present)]);
    expect(brief.records.map(line).filter((one) => one.includes('TXT'))).toEqual([
      `remove @ TXT ${present} 900`,
      `publish @ TXT v=spf1 include:mailer.example ${destination} ~all 3600`,
    ]);
    expect(brief.remarks).toContainEqual(
      expect.objectContaining({ code: 'spf-terms-left-out', facts: { domain, terms: 'ip4:192.0.2.1/ redirect=x' } }),
    );
  }
});

test('MX of a gateway that is there already rests with its TTL; one that has to be set, or has another beside it, is set low', () => {
  const gateway = asked.map((one) => (one.type === 'MX' ? { ...one, value: '10 mx.filter.example' } : one));
  const mxLines = (...present: readonly string[]) =>
    switchRecords(domain, gateway, [set(domain, 'MX', ...present)], { mayRest: true })
      .records.map(line)
      .filter((one) => one.includes(' MX '));
  expect(mxLines('10 mx.filter.example')).toEqual(['publish @ MX 10 mx.filter.example 900 900']);
  expect(mxLines('10 mx.filter.example', '20 mx.other.example')).toEqual([
    'publish @ MX 10 mx.filter.example 300 900',
    'remove @ MX 20 mx.other.example 900',
  ]);
  expect(mxLines('10 mx.parking.example')[0]).toBe('publish @ MX 10 mx.filter.example 300');
});

test('an SPF record that costs a receiver ten look-ups or more is remarked on, with their number', () => {
  const includes = (count: number) => Array.from({ length: count }, (_, i) => `include:s${i}.example`).join(' ');
  const remarked = (count: number) =>
    switchRecords(domain, asked, [set(domain, 'TXT', `v=spf1 ${includes(count)} ~all`)]).remarks.map(
      ({ code, facts }) => `${code} ${String(facts['lookUps'] ?? '')}`,
    );
  expect([8, 9, 10].map(remarked)).toEqual([
    ['spf-extended '],
    ['spf-extended ', 'spf-many-look-ups 10'],
    ['spf-extended ', 'spf-many-look-ups 11'],
  ]);
});

test('on the way back MX is turned first, and every record becomes what it was', () => {
  const there = [
    set(domain, 'MX', '10 mx.parking.example'),
    set(domain, 'TXT', spf),
    set(auto, 'CNAME', 'mail.old.example'),
  ];
  expect(oppositeOf(switchRecords(domain, asked, there)).records.map(line)).toEqual([
    'publish @ MX 10 mx.parking.example 900',
    'remove @ MX 0 contoso-com.q-v1.mx.microsoft 300',
    'remove _sipfederationtls._tcp SRV 100 1 5061 sipfed.online.lync.com 3600',
    'remove autodiscover CNAME autodiscover.outlook.com 3600',
    'publish autodiscover CNAME mail.old.example 900',
    `publish @ TXT ${spf} 900 900`,
  ]);
});

test('DKIM is asked for as the tenant names it, and not at all where nobody has set it up', () => {
  const config = {
    Domain: 'Contoso.com',
    Enabled: false,
    Selector1CNAME: 'selector1-contoso-com._domainkey.fabrikamworld.n-v1.dkim.mail.microsoft.',
    Selector2CNAME: '',
  };
  expect(signingRecords(domain, [config])).toEqual([
    {
      name: 'selector1._domainkey.contoso.com',
      type: 'CNAME',
      value: 'selector1-contoso-com._domainkey.fabrikamworld.n-v1.dkim.mail.microsoft',
      ttl: 3600,
    },
  ]);
  expect(signingRecords('contoso-retail.com', [config])).toEqual([]);
});
