/**
 * `npm run proof -- --exports 5000`: that many exports of companies whose truth is known are read, and each loaded company is held against it.
 * Who makes them is a test of the gate, which does the same with a few; it prints what was counted.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environment } from '../../config.js';

const root = join(__dirname, '..', '..', '..');

/** Returns the exit code. */
export function readExports(count: number, seed: number): number {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(
    process.execPath,
    [
      jest,
      '--rootDir',
      root,
      '--runInBand',
      '--testTimeout',
      `${60_000 + count * 1_000}`,
      'tests/world/generated-exports',
    ],
    { cwd: root, stdio: 'inherit', env: { ...environment('/dev/null'), EXPORTS: `${count}`, EXPORTS_SEED: `${seed}` } },
  );
  return status ?? 1;
}
