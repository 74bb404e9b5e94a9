/** What receivers make of SPF records, by RFC 7208, over a table of names. */
import { evaluateSpf, type SpfLookUp, type SpfResult } from '../../src/steps/dns/spf-evaluation.js';
import { expandMacros } from '../../src/steps/dns/spf-macros.js';
import { letsSendOf, type LetsSend } from '../../src/steps/dns/spf-lets-send.js';
import type { Dns } from '../../src/systems/dns/dns.js';

const domain = 'contoso.com';
const service = 'v=spf1 ip4:40.92.0.0/15 ip4:52.100.0.0/14 ip6:2a01:111:f400::/48 -all';
const names: Readonly<Record<string, readonly string[]>> = {
  'spf.protection.outlook.com TXT': [service],
  '_spf.filter.example TXT': ['other text', 'v=spf1 include:spf.protection.outlook.com ip4:198.51.100.0/24 -all'],
  'flat.filter.example TXT': ['v=spf1 ip4:40.92.0.0/15 ip4:52.100.0.0/14 ip6:2a01:111:f400::/47 ~all'],
  'half.filter.example TXT': ['v=spf1 ip4:40.92.0.0/15 ~all'],
  'soft.filter.example TXT': ['v=spf1 ~include:spf.protection.outlook.com -all'],
  'twice.filter.example TXT': ['v=spf1 -all', 'v=spf1 +all'],
  'circle.example TXT': ['v=spf1 include:circle.example -all'],
  '0.0.92.40.in-addr.contoso.com.spf.filter.example A': ['127.0.0.2'],
  '0.0.100.52.in-addr.contoso.com.spf.filter.example A': ['127.0.0.2'],
  'mx.contoso.com A': ['40.92.7.7'],
  'contoso.com MX': ['10 mx.contoso.com'],
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}.example TXT`, ['v=spf1 ip4:192.0.2.1 -all']])),
};
const silent = 'silent.example';
const lookUp: SpfLookUp = (name, type) => Promise.resolve(name === silent ? null : (names[`${name} ${type}`] ?? []));
const includes = (count: number): string => Array.from({ length: count }, (_, i) => `include:s${i}.example`).join(' ');

test.each<[string, string, SpfResult]>([
  ['v=spf1 ip4:40.92.0.0/15 -all', '40.93.1.1', 'pass'],
  ['v=spf1 ip4:40.92.0.0/15 -all', '40.94.1.1', 'fail'],
  ['v=spf1 ip6:2a01:111:f400::/48 ~all', '2a01:111:f400:7c00::1', 'pass'],
  ['v=spf1 ip6:2a01:111:f400::/48 ~all', '40.92.0.1', 'softfail'],
  ['v=spf1 +Include:SPF.protection.outlook.com. -all', '52.101.0.1', 'pass'],
  ['v=spf1 redirect=_spf.filter.example', '52.101.0.1', 'pass'],
  ['v=spf1 redirect=_spf.filter.example ?all', '52.101.0.1', 'neutral'],
  ['v=spf1 -all include:spf.protection.outlook.com', '52.101.0.1', 'fail'],
  ['v=spf1 include:soft.filter.example', '52.101.0.1', 'neutral'],
  ['v=spf1 mx -all', '40.92.7.7', 'pass'],
  ['v=spf1 mx/16 -all', '40.92.9.9', 'pass'],
  ['v=spf1 a:mx.contoso.com//64 -all', '2a01:111:f400::1', 'fail'],
  ['v=spf1 exists:%{ir}.%{v}.%{d}.spf.filter.example -all', '40.92.0.0', 'pass'],
  ['v=spf1 exists:%{ir}.%{v}.%{d}.spf.filter.example -all', '40.92.0.9', 'fail'],
  ['v=spf1 include:nowhere.example -all', '40.92.0.1', 'permerror'],
  ['v=spf1 include:twice.filter.example -all', '40.92.0.1', 'permerror'],
  ['v=spf1 include:circle.example', '40.92.0.1', 'permerror'],
  ['v=spf1 ipv4:40.92.0.0/15 +all', '40.92.0.1', 'permerror'],
  ['v=spf1 ip4:40.92.0.0/99 +all', '40.92.0.1', 'permerror'],
  ['v=spf1 a:n1.example a:n2.example a:n3.example ip4:40.92.0.0/15', '40.92.0.1', 'permerror'],
  [`v=spf1 include:${silent} ip4:40.92.0.0/15`, '40.92.0.1', 'temperror'],
  [`v=spf1 ${includes(9)} include:spf.protection.outlook.com -all`, '40.92.0.1', 'pass'],
  [`v=spf1 ${includes(10)} include:spf.protection.outlook.com -all`, '40.92.0.1', 'permerror'],
  // What matches ends it: what stands behind costs nobody anything.
  [`v=spf1 include:spf.protection.outlook.com ${includes(11)} -all`, '40.92.0.1', 'pass'],
])('a receiver makes of %s for %s: %s', async (text, ip, wanted) => {
  expect(await evaluateSpf(text, domain, ip, lookUp)).toBe(wanted);
});

test('macros are expanded as the RFC shows it', () => {
  const facts = { ip: '192.0.2.3', domain: 'email.example.com', sender: 'email.example.com' };
  const said = ['%{d4}', '%{d3}', '%{d2}', '%{d1}', '%{dr}', '%{d2r}', '%{l-}', '%{ir}.%{v}._spf.%{d2}', '%%x', '%x'];
  expect(said.map((text) => expandMacros(text, facts))).toEqual([
    'email.example.com',
    'email.example.com',
    'example.com',
    'com',
    'com.example.email',
    'example.email',
    'postmaster',
    '3.2.0.192.in-addr._spf.example.com',
    '%x',
    null,
  ]);
  expect(expandMacros('%{ir}.%{v}.x', { ...facts, ip: '2001:db8::cb01' })).toBe(
    '1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.x',
  );
});

const server = { name: 'r', host: '127.0.0.1', port: 53 };
const dns: Dns = {
  authoritative: () => Promise.resolve([]),
  resolvers: async (name, type) => {
    const found = await lookUp(name, type as 'TXT');
    return [
      found === null
        ? { server, seen: false, why: 'silent' }
        : { server, seen: true, authoritative: false, records: found.map((value) => ({ value, ttl: 60 })) },
    ];
  },
};
const asked = 'v=spf1 include:spf.protection.outlook.com -all';

test.each<[string, string, LetsSend]>([
  ['it is written out', asked, 'yes'],
  ['a provider keeps it', 'v=spf1 include:_spf.filter.example ~all', 'yes'],
  ['the whole record is the provider’s', 'v=spf1 redirect=_spf.filter.example', 'yes'],
  ['its networks stand there', 'v=spf1 include:flat.filter.example -all', 'yes'],
  ['some of its networks are missing', 'v=spf1 include:half.filter.example -all', 'no'],
  ['it is let send by half', 'v=spf1 include:soft.filter.example -all', 'no'],
  ['nobody names it', 'v=spf1 include:s1.example -all', 'no'],
  ['it is written out behind ten others', `v=spf1 ${includes(10)} include:spf.protection.outlook.com -all`, 'broken'],
  ['a name before it is not there', 'v=spf1 include:nowhere.example include:spf.protection.outlook.com', 'broken'],
  ['who keeps it does not answer', `v=spf1 include:${silent} -all`, 'unseen'],
  ['another does not answer', `v=spf1 include:${silent} include:spf.protection.outlook.com -all`, 'yes'],
])('whether a record lets the destination send: %s', async (_, present, wanted) => {
  expect(await letsSendOf(dns, domain, asked)(present)).toBe(wanted);
});

test('what the destination sends by cannot be looked up: then the letters decide, and nothing is refused', async () => {
  const unseen = letsSendOf(dns, domain, `v=spf1 include:${silent} -all`);
  expect(await unseen(`v=spf1 include:${silent} ~all`)).toBe('yes');
  expect(await unseen('v=spf1 redirect=_spf.filter.example')).toBe('unseen');
});
