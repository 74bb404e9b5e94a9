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
  'typo.example TXT': ['v=spf1 ip4:40.92.0.0/15 ip4:192.0.2.1/ -all'],
  'deaf.example MX': ['0 .'],
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

/** https://www.rfc-editor.org/rfc/rfc7208#section-12: each stands before `ip4:40.92.0.0/15`, which lets the address send where the term is one. */
test.each<[string, readonly string[]]>([
  [
    'an address, with or without its network',
    ['ip4:192.0.2.1', '-ip4:192.0.2.0/32', 'ip6:2001:db8::/0', 'ip6:::ffff:192.0.2.1/128'],
  ],
  [
    'a name with or without networks of both kinds',
    [
      'a',
      'mx',
      '?a/24',
      '-mx//64',
      '-a/32//128',
      '-a:mx.contoso.com/32',
      '-mx:contoso.com.//0',
      'ptr',
      'ptr:x.example',
    ],
  ],
  ['any visible sign but % in a name', ['-a:foo:bar/baz.example.com', '-exists:a_b!c.example.com/x.example']],
  ['a top level with digits or a hyphen', ['-a:x.xn--p1ai', '-a:x.4a', '-a:x.a-4']],
  ['macros', ['-exists:%{i}.%{d}', '-exists:%{d2r.-+,/_=}.x.example', '-exists:%%%_%-x.example', '-exists:%{D}']],
  [
    'a modifier that nobody knows',
    ['x=', 'a=b', 'all=x', 'include=', 'ip4=1', 'x-1.y_z=%{d}/%%', 'x=1 x=2', 'op=auth'],
  ],
  ['an explanation', ['exp=why.contoso.com', 'EXP=%{d}']],
  ['a redirect, which stands anywhere and is not read before the end', ['redirect=nowhere.example']],
  ['large letters', ['-A', 'ReDirect=%{d}', '-IP4:192.0.2.1', '-Exists:X.Example']],
])('what the grammar allows is read: %s', async (_, said) => {
  for (const term of said)
    expect([term, await evaluateSpf(`v=spf1 ${term} ip4:40.92.0.0/15 -all`, domain, '40.92.0.1', lookUp)]).toEqual([
      term,
      'pass',
    ]);
});

/** Each stands behind the term that matches, and before an end that is fine. */
test.each<[string, readonly string[]]>([
  ['a network without its length', ['ip4:192.0.2.1/', 'ip6:2001:db8::/', 'a/', 'mx/', 'a//', 'mx:x.example/', 'a/24/']],
  [
    'a length that is none',
    [
      'ip4:192.0.2.1/1e1',
      'ip4:192.0.2.1/0x8',
      'ip4:192.0.2.1/08',
      'ip4:192.0.2.1/-1',
      'ip4:192.0.2.1/24/',
      'a/024',
    ].concat(['a//064', 'a/1e1']),
  ],
  [
    'a length beyond the address',
    ['ip4:192.0.2.1/33', 'ip6:2001:db8::/129', 'a/33', 'mx/33', 'a//129', 'mx//129', 'a/32//129', 'a/99//64', 'mx/999'],
  ],
  ['lengths the wrong way round', ['a//64/24', 'a/24/64', 'mx///64', 'ip4:192.0.2.1//32', 'ip6:2001:db8::/64/64']],
  [
    'an address that is none',
    [
      'ip4:192.0.2',
      'ip4:192.0.2.256',
      'ip4:192.0.2.01',
      'ip4:x.example',
      'ip4:2001:db8::1',
      'ip4:192.0.2.1:25',
      'ip4',
    ].concat(['ip4:', 'ip6:', 'ip6', 'ip6:192.0.2.1', 'ip6:2001:db8::g', 'ip6:fe80::1%eth0', 'ip6:1::2::3']),
  ],
  [
    'a name that is missing',
    ['include', 'include:', 'a:', 'mx:', 'ptr:', 'exists', 'exists:', 'a:/24', 'redirect=', 'exp='],
  ],
  [
    'a name that is none',
    ['a:example', 'a:example.', 'a:x.example:25', 'a:192.0.2.1', 'a:x.4', 'include:x.-a', 'include:x.a-'].concat([
      'include:x.example..',
      'include:x.ex_ample',
      'redirect=x',
      'exp=x',
      'exists:x.пример',
    ]),
  ],
  [
    'a network where there is none',
    ['include:x.example/24', 'exists:x.example/24', 'ptr/24', 'all/8', 'redirect=x.example/24'],
  ],
  ['an end with more to it', ['all:x', 'all.', 'all:', '-all/0', 'alle', 'v=spf1 all:']],
  [
    'a macro that is none',
    [
      'exists:%x.example',
      'exists:%{x}.example',
      'exists:%{d',
      'exists:%{}.example',
      'exists:%{d0}.example',
      'a:%',
      'a:x%.com',
    ].concat([
      'exists:%{dr2}.example',
      'exists:%{d;}.example',
      'exists:%(d).example',
      'exp=%{d}.%{x}',
      'x=%',
      'x=%{z}',
    ]),
  ],
  // They are of explanations alone: section 7.2.
  ['a macro of an explanation in a name', ['exists:%{c}.example', 'exists:%{r}.example', 'exists:%{t}.example']],
  ['a modifier twice', ['redirect=x.example redirect=x.example', 'exp=x.example EXP=y.example']],
  ['a modifier without its name', ['=x', '1x=y', '-redirect=x.example', '_x=y']],
  ['a sign alone, or twice', ['-', '--all', '+-all', '!all', '-~a']],
  ['another blank than that', ['\tip4:192.0.2.1', 'a\t', '\u00a0']],
  ['a word that is none', ['ipv4:192.0.2.1', 'ip', 'spf', 'MS=ms1 spf2.0/pra', 'inlude:x.example', '"']],
  ['signs that nobody can type', ['a:x\u00e9.example', 'x=\u00e9', 'a\ta', 'x=\u0001']],
])('a fault of the grammar anywhere spoils the record, also behind the term that matches: %s', async (_, said) => {
  for (const term of said)
    for (const text of [`v=spf1 ip4:40.92.0.0/15 ${term} ~all`, `v=spf1 +all ${term}`])
      expect([text, await evaluateSpf(text, domain, '40.92.0.1', lookUp)]).toEqual([text, 'permerror']);
});

test.each<[string, string, SpfResult]>([
  ['more than one blank stands between terms, and behind them', 'v=spf1  ip4:40.92.0.0/15   -all ', 'pass'],
  ['large letters begin it', 'V=SPF1 ip4:40.92.0.0/15', 'pass'],
  ['an explanation says nothing of who may send', 'v=spf1 exp=nowhere.example -all', 'fail'],
  ['a length of /0 is everybody', 'v=spf1 ip4:192.0.2.1/0 -all', 'pass'],
  ['a fault in a record that is included', 'v=spf1 include:typo.example ip4:40.92.0.0/15', 'permerror'],
  ['a fault in a record that is redirected to', 'v=spf1 redirect=typo.example', 'permerror'],
  [
    'a fault behind a term that matches, in a record that nobody comes to',
    'v=spf1 ip4:40.92.0.0/15 include:typo.example',
    'pass',
  ],
  ['nobody is named where nothing is', 'v=spf1', 'neutral'],
  ['a redirect to where there is no record', 'v=spf1 redirect=mx.contoso.com', 'permerror'],
  ['MX that says that no mail is taken', 'v=spf1 mx:deaf.example ip4:40.92.0.0/15', 'pass'],
])('of a record by RFC 7208: %s', async (_, text, wanted) => {
  expect(await evaluateSpf(text, domain, '40.92.0.1', lookUp)).toBe(wanted);
});

test('a name beyond 253 signs loses labels from its left: section 7.3', () => {
  const facts = { ip: '192.0.2.3', domain: 'contoso.com', sender: 'contoso.com' };
  const label = 'x'.repeat(60);
  const long = [label, label, label, label, '%{d}'].join('.');
  expect(expandMacros(long, facts)).toBe([label, label, label, label, 'contoso.com'].slice(1).join('.'));
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
  ['its network has no length', 'v=spf1 ip4:40.92.0.0/ ip4:52.100.0.0/14 ip6:2a01:111:f400::/48 -all', 'broken'],
  ['a term behind it is none', `${asked} ip4:192.0.2.1/`, 'broken'],
  ['another does not answer', `v=spf1 include:${silent} include:spf.protection.outlook.com -all`, 'yes'],
])('whether a record lets the destination send: %s', async (_, present, wanted) => {
  expect(await letsSendOf(dns, domain, asked)(present)).toBe(wanted);
});

test('what the destination sends by cannot be looked up: then the letters decide, and nothing is refused', async () => {
  const unseen = letsSendOf(dns, domain, `v=spf1 include:${silent} -all`);
  expect(await unseen(`v=spf1 include:${silent} ~all`)).toBe('yes');
  expect(await unseen('v=spf1 redirect=_spf.filter.example')).toBe('unseen');
  expect(await unseen(`v=spf1 include:${silent} ip4:192.0.2.1/ ~all`)).toBe('broken');
});
