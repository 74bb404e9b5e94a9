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

test('a bot killed three times while its writes were unanswered changes everything once, and comes to the expected end', async () => {
  const { status, output } = await run([
    '--kills',
    '3',
    '--mailboxes',
    '40',
    '--forward-only',
    '--until',
    'upn-to-initial-domain',
  ]);

  expect(output).toMatch(/kill +moment +write unanswered +restart/);
  expect(output).toMatch(/3 of 3 kills hit a write that was received and not answered/);
  expect(output).toMatch(/finished: \d+ objects changed, 0 differences, 0 written twice/);
  expect({ status, output }).toMatchObject({ status: 0 });
}, 900_000);
