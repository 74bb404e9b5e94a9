import { execFile } from 'node:child_process';
import { join } from 'node:path';

const proof = join(__dirname, '../../dist/main/proof.js');

const run = (args: readonly string[]): Promise<{ status: number; output: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [proof, ...args], (fault, stdout, stderr) => {
      const status = typeof fault?.code === 'number' ? fault.code : fault === null ? 0 : 1;
      resolve({ status, output: `${stdout}${stderr}` });
    });
  });

// More kills, and on the way back: `npm run proof`.
test('a bot killed while its write was unanswered changes everything once, and comes to the expected end', async () => {
  const { status, output } = await run([
    ...['--kills', '1', '--mailboxes', '40', '--forward-only'],
    ...['--until', 'source-routing-address'],
  ]);

  expect(output).toMatch(/kill +moment +write unanswered +restart/);
  expect(output).toMatch(/1 of 1 kills hit a write that was received and not answered/);
  expect(output).toMatch(/finished: \d+ objects changed, 0 differences, 0 written twice/);
  expect({ status, output }).toMatchObject({ status: 0 });
}, 900_000);
