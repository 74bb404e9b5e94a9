import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, type BotProcess } from '../../src/main/rehearsal/bot-process.js';
import { openEmbedded } from '../../src/store/embedded/open-embedded.js';
import { differencesOf, dumpOf, rehearse } from '../../src/main/rehearsal/run.js';

describe('a company whose domains have changed hands, taken back', () => {
  let dataDir: string;
  let bot: BotProcess;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'changeover-back-out-'));
    bot = await startBot({
      dataDir,
      environment: { DATABASE_URL: '', REHEARSAL_MAILBOXES: '40', REHEARSAL_SEED: '8' },
    });
  }, 90_000);

  afterAll(async () => {
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('is as it was before the first change, in both tenants, and the comparison finds a single name changed by hand', async () => {
    const result = await rehearse({
      url: bot.url,
      until: 'verify-domain-destination',
      backOutAt: 'verify-domain-destination',
      signal: AbortSignal.timeout(390_000),
    });

    expect(result.broken).toEqual([]);
    expect(result.undone).toEqual(
      expect.arrayContaining([
        'remove-domain-destination',
        'add-domain-source',
        'verify-domain-source',
        'mailbox-aliases-removed',
        'source-routing-address',
      ]),
    );
    expect(result.objectsChanged).toBeGreaterThan(60);

    const user = result.wanted.tenants.source.users.find(({ userType }) => userType === 'Member');
    await fetch(`${bot.url}/world/admin/source/users/${user?.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ displayName: 'Changed by hand' }),
    });
    expect(differencesOf(result.wanted, await dumpOf(bot.url)).map(({ path }) => path)).toContain(
      `tenants.source.users[${user?.id}].displayName`,
    );
  }, 900_000);

  test('keeps an audit log that is not read while the bot runs, holds afterwards, and shows an entry somebody changed', async () => {
    expect(await checkLog(dataDir)).toMatchObject({
      status: 1,
      output: expect.stringMatching(/^Stop the bot first: .* is in use/),
    });

    await bot.stop();
    expect(await checkLog(dataDir)).toMatchObject({ status: 0, output: expect.stringMatching(/holds: \d{3} entries/) });

    const database = await openEmbedded({ dataDir });
    await database.pool.query(`update engine.audit set what = 'approved' where number = 17`);
    await database.close();
    expect(await checkLog(dataDir)).toMatchObject({
      status: 1,
      output: expect.stringContaining('number 17 is the first'),
    });
  }, 60_000);
});

const checkLog = (dataDir: string): Promise<{ status: number; output: string }> =>
  new Promise((resolve) => {
    const program = join(__dirname, '../../dist/main/check-log.js');
    const env = { ...process.env, MODE: 'rehearsal', DATABASE_URL: '', DATA_DIR: dataDir };
    execFile(process.execPath, [program], { env }, (fault, stdout, stderr) =>
      resolve({ status: fault === null ? 0 : Number(fault.code), output: `${stdout}${stderr}` }),
    );
  });
