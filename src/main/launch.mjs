// Builds, then runs one entry in this very process, so that a signal sent to `npm start` reaches it.
// With install scripts off npm runs no `pre*` hooks either: the build therefore belongs here.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [entry, ...rest] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const compiler = require.resolve('typescript/bin/tsc');
const built = spawnSync(
  process.execPath,
  [compiler, '-p', `${root}/tsconfig.json`, '--incremental', '--tsBuildInfoFile', `${root}/dist/.tsbuildinfo`],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
if (built.status !== 0) process.exit(built.status ?? 1);
if (entry !== 'build') {
  process.argv = [process.argv[0], `${root}/dist/main/${entry}.js`, ...rest];
  require(`${root}/dist/main/${entry}.js`);
}
