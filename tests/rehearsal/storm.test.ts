import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, type BotProcess } from '../../src/main/rehearsal/bot-process.js';
import { rehearse } from '../../src/main/rehearsal/run.js';

describe('a night in a storm: throttled, unanswered, late, and somebody who holds the domain at the last moment', () => {
  let dataDir: string;
  let bot: BotProcess;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'changeover-storm-'));
    bot = await startBot({
      dataDir,
      environment: {
        DATABASE_URL: '',
        REHEARSAL_MAILBOXES: '40',
        REHEARSAL_SEED: '8',
        REHEARSAL_FAULTS: 'storm',
      },
    });
  }, 90_000);

  afterAll(async () => {
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('the tenant refuses the removal for what the scans name, and both tenants end as the runbook promises', async () => {
    const result = await rehearse({
      url: bot.url,
      until: 'verify-domain-destination',
      provokeRefusal: 8,
      signal: AbortSignal.timeout(420_000),
    });

    expect(result.broken).toEqual([]);
    expect(result.refusedRemovals.length).toBeGreaterThan(0);
    expect(Object.keys(result.releaseSeconds).sort()).toEqual(['contoso-retail.com', 'contoso.com']);
  }, 430_000);
});
