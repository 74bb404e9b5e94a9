import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, type BotProcess } from '../../src/main/rehearsal/bot-process.js';
import { openEmbedded } from '../../src/store/embedded/open-embedded.js';
import { differencesOf, dumpOf, rehearse, type RehearsalResult } from '../../src/main/rehearsal/run.js';

describe('a night in a storm, throttled, unanswered, late, with somebody who holds the domain at the last moment; and then everything back', () => {
  let dataDir: string;
  let bot: BotProcess;
  let result: RehearsalResult;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'changeover-there-and-back-'));
    bot = await startBot({
      dataDir,
      environment: {
        DATABASE_URL: '',
        REHEARSAL_MAILBOXES: '40',
        REHEARSAL_SEED: '8',
        REHEARSAL_FAULTS: 'storm',
        // The services make the bot wait for minutes of their time at a time.
        REHEARSAL_RATE: '240',
      },
    });
    result = await rehearse({
      url: bot.url,
      until: 'verify-domain-destination',
      backOutAt: 'verify-domain-destination',
      provokeRefusal: 8,
      // The way back is the same work in calm weather.
      beforeTurningBack: () => post(`${bot.url}/world/faults`, { scenario: 'calm' }),
      signal: AbortSignal.timeout(1_700_000),
    });
  }, 1_800_000);

  afterAll(async () => {
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('the tenant refuses the removal for what the scans name, and both tenants end as the runbook promises', () => {
    // Both here: what was promised where people turned back, and what was to be there after the way back.
    expect(result.broken).toEqual([]);
    expect(result.refusedRemovals.length).toBeGreaterThan(0);
    expect(Object.keys(result.releaseSeconds).sort()).toEqual(['contoso-retail.com', 'contoso.com']);
  });

  test('once taken back the company is as it was before the first change, and the comparison finds a single name changed by hand', async () => {
    expect(result.ended).toBe('backed-out');
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
    await post(`${bot.url}/world/admin/source/users/${user?.id}`, { displayName: 'Changed by hand' });
    expect(differencesOf(result.wanted, await dumpOf(bot.url)).map(({ path }) => path)).toContain(
      `tenants.source.users[${user?.id}].displayName`,
    );
  });

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

async function post(address: string, body: object): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
}

const checkLog = (dataDir: string): Promise<{ status: number; output: string }> =>
  new Promise((resolve) => {
    const program = join(__dirname, '../../dist/main/check-log.js');
    const env = { ...process.env, MODE: 'rehearsal', DATABASE_URL: '', DATA_DIR: dataDir };
    execFile(process.execPath, [program], { env }, (fault, stdout, stderr) =>
      resolve({ status: fault === null ? 0 : Number(fault.code), output: `${stdout}${stderr}` }),
    );
  });
