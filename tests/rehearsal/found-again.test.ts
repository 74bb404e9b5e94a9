import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrStartRehearsal } from '../../src/main/rehearsal/find-or-start.js';

describe('a rehearsal that stands', () => {
  let server: Server;
  let dataDir: string;
  let asked = 0;
  let url = '';

  beforeAll(async () => {
    // Too busy for the first who asks.
    server = createServer((_request, response) => {
      asked += 1;
      if (asked > 1) response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    dataDir = mkdtempSync(join(tmpdir(), 'changeover-found-'));
    mkdirSync(join(dataDir, 'rehearsal'));
    const address = { url, pid: process.pid, controlToken: 'token', bot: {}, hostTenantId: 'tenant' };
    writeFileSync(join(dataDir, 'rehearsal', 'rehearsal.json'), JSON.stringify(address));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('and is too busy to answer at once is waited for: no second world begins over the same folder', async () => {
    const found = await findOrStartRehearsal({
      ...{ dataDir, port: 0, mailboxes: 1, seed: 1, rate: 60, company: null, faults: null, channelLimits: false },
      answerWithinMs: 50,
    });
    expect(found).toMatchObject({ adopted: true, address: { url } });
    expect(asked).toBe(2);
  });
});
