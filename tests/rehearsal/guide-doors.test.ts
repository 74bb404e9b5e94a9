import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TenantDoors } from '../../src/rehearsal/guide/doors.js';

test.each([401, 429, 503])('a console that is answered %i and nothing else gives up and shows it', async (status) => {
  let asked = 0;
  const server = createServer((req, res) => {
    const isToken = req.url?.endsWith('/token') === true;
    if (!isToken) asked += 1;
    res.statusCode = isToken ? 200 : status;
    res.end(isToken ? '{"access_token":"t"}' : '{"error":{"message":"not now"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apps = { full: { clientId: 'c', clientSecret: 's' } };
  let waited = 0;
  // The wire stays busy for ever otherwise: whoever waits in vain for a thousandth time is a loop.
  const wait = async (): Promise<void> => {
    waited += 1;
    if (waited > 999) throw new Error('without end');
  };
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const doors = new TenantDoors(base, { tenantId: 't', initialDomain: 'x', apps }, wait);
  try {
    expect(await doors.graph('GET', '/users')).toMatchObject({ status });
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(400);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
