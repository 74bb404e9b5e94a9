import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playRound, type RoundResult } from '../../src/main/proof/round.js';
import { seededRandom } from '../../src/main/proof/seeded-random.js';
import { openEmbedded } from '../../src/store/embedded/open-embedded.js';

// More kills, and on the way back: `npm run proof`.
describe('a night in a storm, throttled, unanswered, late, with somebody who holds the domain at the last moment and a bot that is killed; and then everything back', () => {
  let dataDir: string;
  let logWhileItRan: { readonly status: number; readonly output: string };
  let round: RoundResult;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'changeover-there-and-back-'));
    round = await playRound({
      dataDir,
      seed: 8,
      mailboxes: 24,
      environment: {
        REHEARSAL_FAULTS: 'storm',
        // The services make the bot wait for minutes of their time at a time.
        REHEARSAL_RATE: '240',
      },
      until: 'verify-domain-destination',
      backOutAt: 'verify-domain-destination',
      provokeRefusal: 8,
      beforeTurningBack: async (url) => {
        // The way back is the same work in calm weather.
        await post(`${url}/world/faults`, { scenario: 'calm' });
        logWhileItRan = await checkLog(dataDir);
      },
      kills: 1,
      // In the night: on the first day a card may be on its way at that very moment, and one in doubt is not posted again.
      killsAfter: 'go-no-go',
      killsOnTheWayBack: false,
      quiet: new Map(),
      holdMs: 2_500,
      random: seededRandom(8),
      signal: AbortSignal.timeout(1_700_000),
      onKill: () => undefined,
      onEvent: () => undefined,
    });
  }, 1_800_000);

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test('the tenant refuses the removal for what the scans name, and both tenants end as the runbook promises', () => {
    // All here: what was promised where people turned back, what was to be there after the way back, no card twice, a log in one chain, and a
    // comparison that finds a single name changed by hand.
    expect(round.broken).toEqual([]);
    expect(round.rehearsal.refusedRemovals.length).toBeGreaterThan(0);
    expect(Object.keys(round.rehearsal.releaseSeconds).sort()).toEqual(['contoso-retail.com', 'contoso.com']);
  });

  test('the bot was killed while its write was unanswered, and everything was written once', () => {
    expect(round.kills).toHaveLength(1);
    expect(round.kills[0]?.unanswered).toBeGreaterThan(0);
    expect(round.rehearsal.writtenTwice).toEqual([]);
  });

  test('once taken back the company is as it was before the first change', () => {
    expect(round.rehearsal.ended).toBe('backed-out');
    expect(round.rehearsal.differences).toEqual([]);
    expect(round.rehearsal.undone).toEqual(
      expect.arrayContaining([
        'remove-domain-destination',
        'add-domain-source',
        'verify-domain-source',
        'mailbox-aliases-removed',
        'source-routing-address',
      ]),
    );
    expect(round.rehearsal.objectsChanged).toBeGreaterThan(50);
  });

  test('keeps an audit log that is not read while the bot runs, holds afterwards, and shows an entry somebody changed', async () => {
    expect(logWhileItRan).toMatchObject({
      status: 1,
      output: expect.stringMatching(/^Stop the bot first: .* is in use/),
    });
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
