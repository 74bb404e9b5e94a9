/** Letters that people write, and what the tenants they pass through tell of them afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryGroup, domain, recipient, tenant, user } from '../steps/support/small-world.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { openBench, type Bench } from './harness.js';

const asked = 'contoso-com.mail.protection.outlook.com';
const start = Date.parse('2026-11-30T08:00:00.000Z');
const day = 24 * 3600;
const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
const outside = 'somebody@outside.example';

const company: Company = {
  format: 'changeover-company-1',
  movingDomains: ['contoso.com'],
  dns: { records: [{ name: 'contoso.com', type: 'MX', ttl: 300, data: '10 mx.parking.example' }] },
  tenants: {
    source: tenant('source', {}),
    destination: tenant('destination', {
      domains: [...tenant('destination', {}).domains, domain('fabrikam.com'), domain('contoso.com')],
      users: [user(1, 'ivan@fabrikam.com', ['SMTP:ivan@contoso.com', 'smtp:ivan@fabrikam.com'])],
      groups: [directoryGroup(2, 'MailUniversalDistributionGroup', ['SMTP:team@contoso.com'])],
      recipients: [
        recipient(1, 'UserMailbox', ['SMTP:ivan@contoso.com', 'smtp:ivan@fabrikam.com'], 'ivan@fabrikam.com'),
        recipient(2, 'MailUniversalDistributionGroup', ['SMTP:team@contoso.com'], null),
      ],
    }),
  },
};

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ company });
});
afterEach(() => bench.close());

const letter = (from: string, to: string) => bench.call('POST', '/world/letters', { from, to, subject: 'probe' });
const traces = (query = '') => bench.graph('destination', 'GET', `/admin/exchange/tracing/messageTraces${query}`);
const within = (from: number, until: number, more = '') =>
  traces(
    `?$filter=${encodeURIComponent(`receivedDateTime ge ${at(from)} and receivedDateTime le ${at(until)}`)}${more}`,
  );
interface Row {
  readonly senderAddress: string;
  readonly recipientAddress: string;
  readonly status: string;
}
const told = (rows: readonly Row[]) =>
  rows.map(({ senderAddress, recipientAddress, status }) => `${senderAddress} ${recipientAddress} ${status}`).sort();

test('a letter comes in only by the MX that the tenant asks for, to an address that somebody holds, and is traced minutes later', async () => {
  expect((await letter(outside, 'ivan@contoso.com')).body).toMatchObject({ delivered: false, where: 'nowhere' });
  await bench.call('DELETE', '/world/dns', { name: 'contoso.com', type: 'MX' });
  await bench.call('POST', '/world/dns', { name: 'contoso.com', type: 'MX', value: `0 ${asked}`, ttl: 300 });
  await bench.advance(60);
  expect((await letter(outside, 'ivan@contoso.com')).body).toMatchObject({ delivered: true, where: 'destination' });
  expect((await letter(outside, 'team@contoso.com')).body).toMatchObject({ delivered: true });
  expect((await letter(outside, 'nobody@contoso.com')).body).toMatchObject({ delivered: false });

  expect((await within(0, 60)).body.value).toEqual([]);
  await bench.advance(300);
  const { value } = (await within(0, 360)).body;
  expect(told(value)).toEqual([`${outside} ivan@contoso.com delivered`, `${outside} team@contoso.com expanded`]);
  expect(value[0]).toMatchObject({
    receivedDateTime: at(60),
    messageId: expect.stringMatching(/^<.+@outside\.example>$/),
  });
  expect((await bench.graph('source', 'GET', '/admin/exchange/tracing/messageTraces')).body.value).toEqual([]);
});

test('an answer leaves under the primary address of its mailbox, and nobody writes from an address that is not theirs', async () => {
  expect((await letter('ivan@fabrikam.com', outside)).body).toMatchObject({ delivered: true, where: 'outside' });
  expect((await letter('nobody@contoso.com', outside)).status).toBe(400);
  expect((await letter('team@contoso.com', outside)).status).toBe(400);
  await bench.advance(300);
  expect(told((await within(0, 300)).body.value)).toEqual([`ivan@contoso.com ${outside} delivered`]);
});

test('at most ten days are asked for at once, of the last ninety, with both ends, by whoever may', async () => {
  await bench.advance(100 * day);
  const answers = [
    await within(90 * day, 100 * day),
    await within(89 * day, 100 * day),
    await within(5 * day, 15 * day),
    await within(95 * day, 101 * day),
    await traces(`?$filter=${encodeURIComponent(`receivedDateTime ge ${at(95 * day)}`)}`),
    await within(90 * day, 100 * day, '&$top=5000'),
    await within(90 * day, 100 * day, '&$top=5001'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400, 200, 400]);
  const nobody = await bench.token('destination', 'none');
  expect(
    (
      await bench.graph('destination', 'GET', '/admin/exchange/tracing/messageTraces', undefined, {
        authorization: `Bearer ${nobody}`,
      })
    ).status,
  ).toBe(403);
});

test('what was traced outlives the process, and is no part of how the tenants are', async () => {
  await bench.close();
  const stateFolder = mkdtempSync(join(tmpdir(), 'letters-'));
  bench = await openBench({ company, stateFolder });
  const before = (await bench.call('GET', '/world/state')).body;
  await letter('ivan@fabrikam.com', outside);
  await bench.call('POST', '/world/gateway', { domain: 'contoso.com', host: 'parked.dns-host.example' });
  expect((await bench.call('GET', '/world/state')).body).toEqual(before);
  await bench.close();
  bench = await openBench({ company, stateFolder });
  await bench.advance(300);
  expect(told((await traces()).body.value)).toEqual([`ivan@contoso.com ${outside} delivered`]);
  const atGateway = { name: 'contoso.com', type: 'MX', value: '0 mx.gateway.example', replace: true };
  await bench.call('POST', '/world/dns', atGateway);
  expect((await letter(outside, 'ivan@contoso.com')).body).toMatchObject({ delivered: false });
  rmSync(stateFolder, { recursive: true });
});

test('a gateway that MX leads to hands letters on to the host it was told, and to no other: not by MX, and not by who owns the domain', async () => {
  await bench.call('DELETE', '/world/dns', { name: 'contoso.com', type: 'MX' });
  for (const value of ['20 mx2.gateway.example', '5 mx.gateway.example'])
    await bench.call('POST', '/world/dns', { name: 'contoso.com', type: 'MX', value, ttl: 300 });
  await bench.advance(60);
  const tell = (host: string) => bench.call('POST', '/world/gateway', { domain: 'contoso.com', host });
  expect((await tell('parked.dns-host.example')).status).toBe(200);
  expect((await letter(outside, 'ivan@contoso.com')).body).toMatchObject({ delivered: false, where: 'nowhere' });
  expect((await tell(asked)).body).toMatchObject({ domain: 'contoso.com', host: asked });
  expect((await letter(outside, 'ivan@contoso.com')).body).toMatchObject({ delivered: true, where: 'destination' });
  expect((await tell('')).status).toBe(400);
  expect((await bench.call('POST', '/world/gateway', { domain: 'elsewhere.example', host: asked })).status).toBe(400);
  await bench.advance(300);
  expect((await within(0, 360)).body.value).toMatchObject([
    { recipientAddress: 'ivan@contoso.com', status: 'delivered', fromIP: '198.51.100.26' },
  ]);
});
