// Builds, then runs one entry in this very process, so that a signal sent to `npm start` reaches it.
// With install scripts off npm runs no `pre*` hooks either: the build therefore belongs here. Types are the gate's business
// (`npm test`): here they are only taken off, which takes a second and not a quarter of a minute.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, copyFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [entry, ...rest] = process.argv.slice(2);
const require = createRequire(import.meta.url);

build();
if (process.env.npm_lifecycle_event !== undefined) endWithNpm();
if (entry !== 'build') {
  process.argv = [process.argv[0], join(root, 'dist', 'main', `${entry}.js`), ...rest];
  require(join(root, 'dist', 'main', `${entry}.js`));
}

function build() {
  const source = join(root, 'src');
  const target = join(root, 'dist');
  const wanted = new Set();
  let transformSync;
  for (const file of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const path = relative(source, join(file.parentPath, file.name));
    if (!file.isFile() || !/\.(ts|mjs|ps1)$/.test(path) || path === join('main', 'launch.mjs')) continue;
    const output = join(target, path.replace(/\.ts$/, '.js'));
    wanted.add(output);
    if (isNewer(output, join(source, path))) continue;
    mkdirSync(dirname(output), { recursive: true });
    // The worker's script is handed out as it stands.
    if (!path.endsWith('.ts')) {
      copyFileSync(join(source, path), output);
      continue;
    }
    transformSync ??= require('@swc/core').transformSync;
    const { code, map } = transformSync(readFileSync(join(source, path), 'utf8'), {
      filename: join(source, path),
      sourceMaps: true,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      // Libraries that exist as ES modules only are reached by `import()`, which must stay what it is.
      module: { type: 'commonjs', ignoreDynamic: true },
    });
    writeFileSync(`${output}.map`, map);
    writeFileSync(output, `${code}\n//# sourceMappingURL=${output.split(/[\\/]/).at(-1)}.map\n`);
  }
  removeOthers(target, wanted);
  prepareDatabase(target);
}

/** Once, and again when what it is made by or made of is newer: a database that every first start and every test can copy. */
function prepareDatabase(target) {
  const made = join(target, 'prepared-database', 'PG_VERSION');
  const store = readdirSync(join(target, 'store'), { recursive: true }).map((path) => join(target, 'store', path));
  const maker = join(target, 'main', 'prepare-database.js');
  const packages = ['@electric-sql/pglite', '@dbos-inc/dbos-sdk'].map((name) => join(root, 'node_modules', name));
  const parts = [...store, ...packages.map((path) => join(path, 'package.json')), join(target, 'engine', 'schema.js')];
  if ([...parts, maker].every((part) => isNewer(made, part))) return;
  process.stderr.write('Preparing an empty database, once...\n');
  execFileSync(process.execPath, [maker], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/**
 * npm hands a SIGTERM to the shell between us, which dies of it without a word to us. The end of that shell is therefore taken for the
 * signal. (A Ctrl-C reaches everybody at the terminal by itself.)
 */
function endWithNpm() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}

function isNewer(output, input) {
  const made = statSync(output, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs > statSync(input).mtimeMs;
}

/** A file whose source is gone must not go on living in `dist`. */
function removeOthers(target, wanted) {
  for (const file of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile() && /\.(js|mjs|ps1)$/.test(path) && !wanted.has(path)) rmSync(path);
  }
}
