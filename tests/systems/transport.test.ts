import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asAttempt, openWireLog, rehearsalTransport, withWireLog, type Transport } from '../../src/transport.js';

const logged = (transport: Transport) => {
  const lines: Record<string, unknown>[] = [];
  const wired = withWireLog(transport, {
    system: 'graph',
    side: 'source',
    append: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
    now: () => new Date('2026-11-30T08:00:00Z'),
  });
  return { wired, lines };
};
const ok: Transport = async () => new Response('{}', { status: 200 });

test('a rehearsal sends the same request to the world, the real host first in the path', async () => {
  let seen = '';
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { authorization, 'content-length': length } = request.headers;
      seen = `${request.method} ${request.url} ${authorization} ${length} ${Buffer.concat(parts).toString()}`;
      response.end('yes');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const transport = rehearsalTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const request = new Request("https://graph.microsoft.com/v1.0/users?$filter=endsWith(mail,'@x')&$top=1", {
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body: 'Привет',
    });

    expect(await (await transport(request)).text()).toBe('yes');
    expect(decodeURIComponent(seen)).toBe(
      "POST /graph.microsoft.com/v1.0/users?$filter=endsWith(mail,'@x')&$top=1 Bearer t 12 Привет",
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('every request leaves one line with the real address, its number and no secret', async () => {
  const { wired, lines } = logged(ok);

  await wired(
    asAttempt(
      new Request('https://login.microsoftonline.com/t/oauth2/v2.0/token', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'client_id=app&client_secret=hush&client_assertion_type=jwt&client_assertion=eyJ',
      }),
      3,
    ),
  );
  await wired(
    new Request('https://graph.microsoft.com/v1.0/users/1', {
      method: 'PATCH',
      headers: { authorization: 'Bearer eyJ0', 'content-type': 'application/json', cookie: 'a=b' },
      body: JSON.stringify({ userPrincipalName: 'a@b', passwordProfile: { password: 'hush' } }),
    }),
  );

  expect(JSON.stringify(lines)).not.toMatch(/hush|eyJ/);
  expect(lines[0]).toMatchObject({
    t: '2026-11-30T08:00:00.000Z',
    system: 'graph',
    side: 'source',
    method: 'POST',
    url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token',
    status: 200,
    attempt: 3,
    body: 'client_id=app&client_secret=***&client_assertion_type=jwt&client_assertion=***',
  });
  expect(lines[1]).toMatchObject({ attempt: 1, headers: { authorization: 'Bearer ***', cookie: '***' } });
  expect(JSON.parse(lines[1]?.body as string)).toMatchObject({ userPrincipalName: 'a@b' });
});

test('a request without an answer is logged with status null, and its error goes on', async () => {
  const { wired, lines } = logged(async () => {
    throw new TypeError('fetch failed');
  });

  await expect(wired(new Request('https://graph.microsoft.com/v1.0/users'))).rejects.toThrow('fetch failed');
  expect(lines).toEqual([expect.objectContaining({ status: null, body: null, method: 'GET' })]);
});

test('the request that is logged is sent with its body whole', async () => {
  const { wired } = logged(async (request) => new Response(await request.text()));
  const request = new Request('https://graph.microsoft.com/', { method: 'POST', body: '{"a":1}' });

  expect(await (await wired(request)).text()).toBe('{"a":1}');
});

test('the wire log is a file of whole lines that goes on after a restart', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'wire-')), 'wire.log');
  for (const line of ['{"n":1}', '{"n":2}']) {
    const log = openWireLog(file);
    log.append(line);
    log.close();
  }

  expect(readFileSync(file, 'utf8')).toBe('{"n":1}\n{"n":2}\n');
});
