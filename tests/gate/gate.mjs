/**
 * What `npm test` runs after the build: the tests, and types, lint and layout beside them, behind everything else that wants the processor.
 * What those found is said after the tests, so that neither hides the other.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const jest = join(dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');

const checks = start(join('tests', 'gate', 'checks.mjs'), 'pipe');
setPriority(checks.process.pid, constants.priority.PRIORITY_LOW);
// Of a test under several conditions the hardest (`tests/support/hardest-first.ts`).
process.env['CHANGEOVER_GATE'] = 'yes';
// Each test file loads half of the house: with the usual 16 MB the collector copies what stays anyway, again and again.
const tests = start(
  jest,
  'inherit',
  ['--max-semi-space-size=32'],
  ['--config', join('tests', 'gate', 'jest.gate.cjs')],
);
const [checked, tested] = [await checks.ended, await tests.ended];
process.stdout.write(checked.said);
if (checked.status !== 0) process.stdout.write('Types, lint or layout do not hold.\n');
process.exit(checked.status === 0 && tested.status === 0 ? 0 : 1);

function start(program, output, flags = [], given = []) {
  const child = spawn(process.execPath, [...flags, program, ...given], {
    cwd: root,
    stdio: ['ignore', output, output],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
  const ended = new Promise((resolve) =>
    child.once('close', (status) => resolve({ status, said: Buffer.concat(said).toString('utf8') })),
  );
  return { process: child, ended };
}
