/** What becomes of a body when its sender does not wait for the answer. */
import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAll } from '../../src/http/read-body.js';

test('a sender who goes away before the body is asked for is not waited for', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = ask({ port: (server.address() as AddressInfo).port, method: 'PUT', headers: { 'content-length': 9 } });
  client.on('error', () => undefined);
  client.write('half');
  const [request] = (await once(server, 'request')) as [IncomingMessage];
  const left = new Promise((resolve) => request.once('close', resolve).once('error', resolve));
  client.destroy();
  await left;
  await expect(readAll(request, 1_000)).rejects.toMatchObject({ status: 400 });
  await new Promise((resolve) => server.close(resolve));
});
