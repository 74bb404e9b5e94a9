import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode, RECURSION_DESIRED, type DecodedPacket, type RecordType } from 'dns-packet';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { openBench, type Bench } from './harness.js';

const domain = 'contoso.com';
let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const ports = (kind: 'authoritative' | 'resolvers'): number[] => bench.discovery.dns[kind].map(({ port }) => port);
const [first, second] = [() => ports('authoritative')[0] as number, () => ports('authoritative')[1] as number];
const resolver = (i: number): number => ports('resolvers')[i] as number;

interface Asked extends DecodedPacket {
  readonly rcode: string;
}
async function overUdp(port: number, message: Buffer): Promise<Buffer> {
  const socket = createSocket('udp4');
  socket.send(message, port, '127.0.0.1');
  const [answer] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  return answer;
}
const question = (name: string, type: string, recursion = true): Buffer =>
  encode({
    type: 'query',
    id: 4711,
    flags: recursion ? RECURSION_DESIRED : 0,
    questions: [{ name, type: type as RecordType }],
  });
const ask = async (port: number, name: string, type: string, recursion = true): Promise<Asked> =>
  decode(await overUdp(port, question(name, type, recursion))) as Asked;
async function overTcp(port: number, ...messages: Buffer[]): Promise<Asked[]> {
  const socket = connect(port, '127.0.0.1');
  for (const message of messages) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    // In pieces, as a network may deliver it.
    socket.write(length);
    socket.write(message.subarray(0, 5));
    socket.write(message.subarray(5));
  }
  let bytes = Buffer.alloc(0);
  const answers: Asked[] = [];
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    while (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) {
      answers.push(decode(bytes.subarray(2, 2 + bytes.readUInt16BE(0))) as Asked);
      bytes = bytes.subarray(2 + bytes.readUInt16BE(0));
    }
    if (answers.length === messages.length) break;
  }
  return answers;
}
const publish = async (order: object): Promise<void> => {
  const answer = await bench.call('POST', '/world/dns', order);
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
};
const values = ({ answers = [] }: Asked): unknown[] =>
  answers.map((one) =>
    one.type === 'TXT' ? Buffer.concat(one.data as Buffer[]).toString() : 'data' in one ? one.data : null,
  );
const ttlOf = ({ answers = [] }: Asked): number | undefined => (answers[0] as { ttl?: number } | undefined)?.ttl;
const mailOf = (host: string, preference = 10) => [{ preference, exchange: host }];

test('a generated company has the zone that a domain at Microsoft 365 has', async () => {
  const expected: [string, string, unknown[]][] = [
    [domain, 'NS', ['ns1.dns-host.example', 'ns2.dns-host.example']],
    [domain, 'MX', mailOf('contoso-com.mail.protection.outlook.com', 0)],
    [domain, 'TXT', [expect.stringMatching(/^v=spf1 .* -all$/), expect.stringMatching(/^MS=ms\d{8}$/)]],
    [`autodiscover.${domain}`, 'CNAME', ['autodiscover.outlook.com']],
    [`selector2._domainkey.${domain}`, 'CNAME', ['selector2-contoso-com._domainkey.contosogroup.onmicrosoft.com']],
    [`_dmarc.${domain}`, 'TXT', [expect.stringMatching(/^v=DMARC1; p=/)]],
    [`www.${domain}`, 'A', ['203.0.113.80']],
  ];
  for (const [name, type, data] of expected) {
    const answer = await ask(first(), name, type);
    expect(values(answer)).toEqual(data);
    expect(answer).toMatchObject({ rcode: 'NOERROR', flag_aa: true, flag_ra: false, flag_rd: true, id: 4711 });
    if (type !== 'NS') expect(ttlOf(answer)).toBe(3600);
  }
  const soa = await ask(first(), domain, 'SOA');
  expect(values(soa)).toEqual([expect.objectContaining({ mname: 'ns1.dns-host.example', minimum: 900 })]);
  expect(await ask(second(), 'contoso-retail.com', 'MX')).toMatchObject({ rcode: 'NOERROR', flag_aa: true });
});

test('a name that is not there, a type that is not there and a zone of others are three different answers', async () => {
  const absent = await ask(first(), `nobody.${domain}`, 'A');
  const noData = await ask(first(), `www.${domain}`, 'MX');
  const between = await ask(first(), `_domainkey.${domain}`, 'TXT');
  const foreign = await ask(first(), 'example.org', 'A');
  expect(absent).toMatchObject({ rcode: 'NXDOMAIN', flag_aa: true, answers: [] });
  expect(noData).toMatchObject({ rcode: 'NOERROR', flag_aa: true, answers: [] });
  expect(between).toMatchObject({ rcode: 'NOERROR', answers: [] });
  for (const one of [absent, noData, between])
    expect(one.authorities).toMatchObject([{ type: 'SOA', name: domain, ttl: 900 }]);
  expect(foreign).toMatchObject({ rcode: 'REFUSED', flag_aa: false, answers: [], authorities: [] });
});

test('upper and lower case are the same name, and it comes back as it was asked', async () => {
  const answer = await ask(first(), 'WwW.ConToso.com', 'A');
  expect(values(answer)).toEqual(['203.0.113.80']);
  expect(answer.answers?.[0]?.name).toBe('WwW.ConToso.com');
  await publish({ name: 'Upper.CONTOSO.com.', type: 'a', value: '203.0.113.9' });
  expect(values(await ask(first(), `upper.${domain}`, 'A'))).toEqual(['203.0.113.9']);
});

test('an alias is followed inside the zones and named where it leaves them', async () => {
  await publish({ name: `shop.${domain}`, type: 'CNAME', value: 'www.contoso-retail.com' });
  const inside = await ask(first(), `shop.${domain}`, 'A');
  expect(values(inside)).toEqual(['www.contoso-retail.com', '203.0.113.80']);
  const outside = await ask(first(), `autodiscover.${domain}`, 'A');
  expect(values(outside)).toEqual(['autodiscover.outlook.com']);
  await publish({ name: `round.${domain}`, type: 'CNAME', value: `about.${domain}` });
  await publish({ name: `about.${domain}`, type: 'CNAME', value: `round.${domain}` });
  expect((await ask(first(), `round.${domain}`, 'A')).rcode).toBe('SERVFAIL');
});

test('a star answers for names that are not there, and a part given away is referred', async () => {
  await publish({ name: `*.${domain}`, type: 'TXT', value: 'any' });
  expect(values(await ask(first(), `whatever.${domain}`, 'TXT'))).toEqual(['any']);
  expect(values(await ask(first(), `www.${domain}`, 'TXT'))).toEqual([]);
  await publish({ name: `lab.${domain}`, type: 'NS', value: 'ns.elsewhere.example' });
  const referral = await ask(first(), `host.lab.${domain}`, 'A');
  expect(referral).toMatchObject({ rcode: 'NOERROR', flag_aa: false, answers: [] });
  expect(referral.authorities).toMatchObject([{ type: 'NS', name: `lab.${domain}` }]);
});

test('a long text is cut into strings, several strings stay several, and what is too long for UDP comes over TCP', async () => {
  const key = `v=DKIM1; k=rsa; p=${'A'.repeat(700)}`;
  await publish({ name: `long.${domain}`, type: 'TXT', value: key });
  await publish({ name: `two.${domain}`, type: 'TXT', value: '"one \\"string\\"" "another"' });
  const short = await ask(first(), `long.${domain}`, 'TXT');
  expect(short).toMatchObject({ flag_tc: true, answers: [] });
  const [whole, again] = await overTcp(first(), question(`long.${domain}`, 'TXT'), question(`two.${domain}`, 'TXT'));
  expect(whole?.flag_tc).toBe(false);
  expect(values(whole as Asked)).toEqual([key]);
  expect((again as Asked).answers).toMatchObject([{ data: [Buffer.from('one "string"'), Buffer.from('another')] }]);
  const withOptions = encode({
    type: 'query',
    id: 1,
    questions: [{ name: `long.${domain}`, type: 'TXT' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 4096,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
  const wide = decode(await overUdp(first(), withOptions)) as Asked;
  expect(wide.flag_tc).toBe(false);
  expect(wide.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
});

test('what is no question is told so, and what is an answer gets none', async () => {
  const twelve = (bytes: number[]): Buffer =>
    Buffer.from([0, 7, ...bytes, ...Array<number>(10 - bytes.length).fill(0)]);
  expect(decode(await overUdp(first(), twelve([0, 0])))).toMatchObject({ id: 7, rcode: 'FORMERR' });
  expect(decode(await overUdp(first(), twelve([0, 0, 0, 9])))).toMatchObject({ id: 7, rcode: 'FORMERR' });
  expect(decode(await overUdp(first(), twelve([0x28, 0])))).toMatchObject({ id: 7, rcode: 'NOTIMP' });
  expect((await ask(first(), domain, 'AXFR')).rcode).toBe('REFUSED');
  // Only the question behind these two is answered.
  const socket = createSocket('udp4');
  socket.send(Buffer.from([1]), first(), '127.0.0.1');
  socket.send(encode({ type: 'response', id: 8, questions: [] }), first(), '127.0.0.1');
  socket.send(question(domain, 'MX'), first(), '127.0.0.1');
  const [answer] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  expect(decode(answer).id).toBe(4711);
});

test('the second name server has a change and a new serial a while after the first', async () => {
  await bench.call('POST', '/world/faults', { dnsPropagationSeconds: 120 });
  const serial = async (port: number): Promise<number> =>
    (values(await ask(port, domain, 'SOA'))[0] as { serial: number }).serial;
  const before = await serial(first());
  await publish({ name: domain, type: 'MX', value: '10 mx.fabrikam.com', replace: true });
  expect(values(await ask(first(), domain, 'MX'))).toEqual(mailOf('mx.fabrikam.com'));
  expect(values(await ask(second(), domain, 'MX'))).toEqual(mailOf('contoso-com.mail.protection.outlook.com', 0));
  expect([await serial(first()), await serial(second())]).toEqual([before + 1, before]);
  await bench.advance(119);
  expect(await serial(second())).toBe(before);
  await bench.advance(1);
  expect(values(await ask(second(), domain, 'MX'))).toEqual(mailOf('mx.fabrikam.com'));
  expect(await serial(second())).toBe(before + 1);
});

test('a resolver counts the TTL down and keeps the old value until it has run out', async () => {
  await publish({ name: domain, type: 'MX', value: '0 contoso-com.mail.protection.outlook.com', ttl: 300 });
  const fresh = await ask(resolver(0), domain, 'MX');
  expect(fresh).toMatchObject({ rcode: 'NOERROR', flag_aa: false, flag_ra: true, flag_rd: true });
  expect(ttlOf(fresh)).toBe(300);
  await publish({ name: domain, type: 'MX', value: '10 mx.fabrikam.com', replace: true });
  await bench.advance(200);
  const old = await ask(resolver(0), domain.toUpperCase(), 'MX');
  expect(values(old)).toEqual(mailOf('contoso-com.mail.protection.outlook.com', 0));
  expect(ttlOf(old)).toBe(100);
  // Who had not asked before has nothing old to tell.
  expect(values(await ask(resolver(2), domain, 'MX'))).toEqual(mailOf('mx.fabrikam.com'));
  await bench.advance(100);
  expect(values(await ask(resolver(0), domain, 'MX'))).toEqual(mailOf('mx.fabrikam.com'));
});

test('a resolver remembers that there was nothing, as long as the SOA says', async () => {
  const name = `_proof.${domain}`;
  for (const [type, rcode] of [
    ['TXT', 'NXDOMAIN'],
    ['MX', 'NXDOMAIN'],
  ] as const)
    expect((await ask(resolver(0), name, type)).rcode).toBe(rcode);
  expect(await ask(resolver(0), `www.${domain}`, 'TXT')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  await publish({ name, type: 'TXT', value: 'MS=ms1' });
  await publish({ name: `www.${domain}`, type: 'TXT', value: 'here' });
  await bench.advance(899);
  const still = await ask(resolver(0), name, 'TXT');
  expect(still.rcode).toBe('NXDOMAIN');
  expect(still.authorities).toMatchObject([{ type: 'SOA', ttl: 1 }]);
  expect(values(await ask(resolver(0), `www.${domain}`, 'TXT'))).toEqual([]);
  await bench.advance(1);
  expect(values(await ask(resolver(0), name, 'TXT'))).toEqual(['MS=ms1']);
  expect(values(await ask(resolver(0), `www.${domain}`, 'TXT'))).toEqual(['here']);
});

test('a resolver remembers each link of a chain by itself, and a TTL of 0 not at all', async () => {
  await publish({ name: `web.${domain}`, type: 'CNAME', value: `www.${domain}`, ttl: 60 });
  expect(values(await ask(resolver(0), `web.${domain}`, 'A'))).toEqual([`www.${domain}`, '203.0.113.80']);
  await publish({ name: `www.${domain}`, type: 'A', value: '203.0.113.81', replace: true, ttl: 0 });
  await publish({ name: `web.${domain}`, type: 'CNAME', value: `home.${domain}`, replace: true });
  await publish({ name: `home.${domain}`, type: 'A', value: '203.0.113.1' });
  await bench.advance(60);
  expect(values(await ask(resolver(0), `web.${domain}`, 'A'))).toEqual([`home.${domain}`, '203.0.113.1']);
  expect(values(await ask(resolver(0), `www.${domain}`, 'A'))).toEqual(['203.0.113.80']);
  await bench.advance(3540);
  expect(values(await ask(resolver(0), `www.${domain}`, 'A'))).toEqual(['203.0.113.81']);
  await publish({ name: `www.${domain}`, type: 'A', value: '203.0.113.82', replace: true });
  expect(values(await ask(resolver(0), `www.${domain}`, 'A'))).toEqual(['203.0.113.82']);
});

test('without the wish for recursion a resolver tells what it remembers, and for names of others it has no answer', async () => {
  expect((await ask(resolver(1), domain, 'MX', false)).rcode).toBe('REFUSED');
  await ask(resolver(1), domain, 'MX');
  expect(values(await ask(resolver(1), domain, 'MX', false))).toHaveLength(1);
  expect((await ask(resolver(1), 'example.org', 'A')).rcode).toBe('SERVFAIL');
  // Nobody can ever have that one.
  expect((await ask(resolver(1), 'mx.nowhere.invalid', 'A')).rcode).toBe('NXDOMAIN');
});

test('of the hosts of third parties a resolver knows the addresses, and of any other name beside them that there is none', async () => {
  expect(values(await ask(resolver(0), 'mx.parking.example', 'A'))).toEqual(['192.0.2.26']);
  expect(await ask(resolver(0), 'mx.parking.example', 'AAAA')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  expect(await ask(resolver(1), 'mx.parkng.example', 'A')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
  // They are nobody's zone here.
  expect((await ask(first(), 'mx.parking.example', 'A')).rcode).toBe('REFUSED');
});

test('the resolver that is part of Node reads the zones, over TCP where it must', async () => {
  const node = new Resolver();
  const [{ host, port } = { host: '', port: 0 }] = bench.discovery.dns.authoritative;
  node.setServers([`${host}:${port}`]);
  expect(await node.resolveMx(domain)).toEqual([{ exchange: 'contoso-com.mail.protection.outlook.com', priority: 0 }]);
  expect(await node.resolveNs(domain)).toEqual(['ns1.dns-host.example', 'ns2.dns-host.example']);
  expect(await node.resolve4(`www.${domain}`, { ttl: true })).toEqual([{ address: '203.0.113.80', ttl: 3600 }]);
  const long = `${'long '.repeat(400)}end`;
  await publish({ name: `key.${domain}`, type: 'TXT', value: long });
  expect((await node.resolveTxt(`key.${domain}`)).map((strings) => strings.join(''))).toEqual([long]);
  await publish({ name: `_sip._tls.${domain}`, type: 'SRV', value: '100 1 443 sipdir.online.lync.com' });
  expect(await node.resolveSrv(`_sip._tls.${domain}`)).toEqual([
    { name: 'sipdir.online.lync.com', port: 443, priority: 100, weight: 1 },
  ]);
  expect((await node.resolveSoa(domain)).serial).toBe(2026110102);
  await expect(node.resolve4(`nobody.${domain}`)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(node.resolveMx(`www.${domain}`)).rejects.toMatchObject({ code: 'ENODATA' });
});

test('publishing adds, an equal record only gets its new TTL, and the records of a set share one', async () => {
  const mx = { name: domain, type: 'MX' };
  await publish({ ...mx, value: '20 backup.fabrikam.com', ttl: 60 });
  await publish({ ...mx, value: '20 BACKUP.fabrikam.com.', ttl: 120 });
  const answer = await ask(first(), domain, 'MX');
  expect(answer.answers).toHaveLength(2);
  expect(answer.answers).toMatchObject([{ ttl: 120 }, { ttl: 120 }]);
  const taken = await bench.call('DELETE', '/world/dns', { ...mx, value: '20 backup.fabrikam.com' });
  expect(taken.body).toEqual({ ...mx, ttl: 120, values: ['0 contoso-com.mail.protection.outlook.com.'] });
  expect((await bench.call('DELETE', `/world/dns?name=${domain}&type=mx`)).status).toBe(200);
  expect(await ask(first(), domain, 'MX')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  expect((await bench.call('DELETE', '/world/dns', mx)).status).toBe(404);
  await publish({ ...mx, value: '0 .' });
  expect(values(await ask(first(), domain, 'MX'))).toEqual(mailOf('.', 0));
});

test.each([
  [{ name: 'www.example.org', type: 'A', value: '203.0.113.1' }, 'none of the zones kept here: contoso.com'],
  [{ name: domain, type: 'MX', value: 'mx.fabrikam.com' }, "reads '10 mail.example.com'"],
  [{ name: domain, type: 'MX', value: '70000 mx.fabrikam.com' }, 'reads'],
  [{ name: domain, type: 'A', value: '203.0.113.256' }, 'reads'],
  [{ name: domain, type: 'SRV', value: '1 2 host.example.com' }, 'reads'],
  [{ name: `x.${domain}`, type: 'CNAME', value: 'localhost' }, 'reads'],
  [{ name: domain, type: 'TXT', value: '' }, 'reads'],
  [{ name: domain, type: 'TXT', value: '"open' }, 'reads'],
  [{ name: domain, type: 'TXT', value: 'x'.repeat(5000) }, '4096 bytes'],
  [{ name: domain, type: 'SOA', value: 'x' }, 'type is one of A, MX'],
  [{ name: domain, type: 'CNAME', value: 'host.example.com' }, 'top of its zone'],
  [{ name: `www.${domain}`, type: 'CNAME', value: 'host.example.com' }, 'has a record of type A'],
  [{ name: `autodiscover.${domain}`, type: 'A', value: '203.0.113.1' }, 'is an alias'],
  [{ name: `autodiscover.${domain}`, type: 'CNAME', value: 'other.example.com' }, "'replace': true"],
  [{ name: `a b.${domain}`, type: 'TXT', value: 'x' }, 'is no name'],
  [{ name: `www.${domain}`, type: 'A', value: '203.0.113.1', ttl: -1 }, 'ttl is'],
  [{ name: `www.${domain}`, type: 'A', value: '203.0.113.1', tll: 1 }, "'tll' is none of"],
  [{ type: 'A', value: '203.0.113.1' }, 'name is'],
])('a record that cannot be is refused with a sentence (case %#)', async (order, words) => {
  const answer = await bench.call('POST', '/world/dns', order);
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain(words);
  expect((await bench.call('GET', '/world/summary')).body.changes).toEqual([]);
});

test('the last name servers of a zone cannot be taken away', async () => {
  const answer = await bench.call('DELETE', '/world/dns', { name: domain, type: 'NS' });
  expect([answer.status, answer.body.error.message]).toEqual([400, `${domain} would be left without a name server.`]);
});

test('a change is among the last changes and in the log, survives a restart, and once undone leaves no trace in a dump', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'world-dns-'));
  const company = generateCompany({ mailboxes: 30, seed: 7 });
  const lasting = await openBench({ stateFolder, company });
  const before = (await lasting.call('GET', '/world/state')).body;
  const proof = { name: domain, type: 'TXT', value: 'MS=ms12345678', ttl: 300 };
  await lasting.call('POST', '/world/dns', { ...proof });
  // Nothing is closed: the next one reads what this one left on disk, as after a kill.
  const again = await openBench({ stateFolder, company });
  const [{ port } = { port: 0 }] = again.discovery.dns.authoritative;
  expect(values(await ask(port, domain, 'TXT'))).toContain('MS=ms12345678');
  expect((values(await ask(port, domain, 'SOA'))[0] as { serial: number }).serial).toBe(2026110101);
  const summary = (await again.call('GET', '/world/summary')).body;
  expect(summary.changes[0]).toMatchObject({
    system: 'dns',
    side: null,
    actor: 'administrator',
    what: 'TXT',
    object: { kind: 'record', label: domain },
    before: { ttl: 3600 },
    after: { ttl: 300, values: expect.arrayContaining(['MS=ms12345678']) },
  });
  expect((await again.call('GET', '/world/log')).body.entries).toMatchObject([
    { method: 'POST', url: '/world/dns', write: true, applied: true, status: 200, actor: 'administrator' },
  ]);
  const { value, ...whole } = proof;
  await again.call('DELETE', '/world/dns', { name: whole.name, type: whole.type, value });
  const [spf] = before.dns.records.filter(({ type, name }: typeof whole) => type === 'TXT' && name === domain);
  await again.call('POST', '/world/dns', { name: domain, type: 'TXT', value: spf.data, ttl: 3600 });
  expect((await again.call('GET', '/world/state')).body).toEqual(before);
  await again.close();
  await lasting.close();
  rmSync(stateFolder, { recursive: true, force: true });
});

test('the doors of the zones are closed to a foreign page', async () => {
  const order = { name: domain, type: 'TXT', value: 'stolen' };
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[]) {
    expect((await bench.call('POST', '/world/dns', order, headers)).status).toBe(403);
    expect((await bench.call('DELETE', '/world/dns', { name: domain, type: 'MX' }, headers)).status).toBe(403);
  }
  expect((await bench.call('GET', '/world/log')).body.entries).toEqual([]);
});
