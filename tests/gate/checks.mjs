/** Types, lint and layout in one go: the linter's rules look into the program whose types were checked, and prettier runs beside them. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

const layout = run(['prettier', '--check', '--log-level', 'warn', '.']);
const program = programOf(join(root, 'tests', 'tsconfig.json'));
const held = [typesHold(program), await lintHolds(program), await layout];
process.exit(held.every(Boolean) ? 0 : 1);

function programOf(configFile) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => tell([fault]) };
  const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, host);
  if (config === undefined) process.exit(1);
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
  });
}

function typesHold(program) {
  const faults = ts.getPreEmitDiagnostics(program);
  tell(faults);
  return faults.length === 0;
}

function tell(faults) {
  if (faults.length === 0) return;
  process.stdout.write(
    ts.formatDiagnosticsWithColorAndContext(faults, {
      getCurrentDirectory: () => root,
      getCanonicalFileName: (name) => name,
      getNewLine: () => '\n',
    }),
  );
}

/** As `eslint .` would, with the same configuration but for the program it is given. */
async function lintHolds(program) {
  const parserOptions = { project: null, programs: [program] };
  const eslint = new ESLint({ cwd: root, overrideConfig: { languageOptions: { parserOptions } } });
  const results = await eslint.lintFiles(['.']);
  process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results));
  return results.every(({ errorCount }) => errorCount === 0);
}

function run([name, ...args]) {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  const program = join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (status) => resolve(status === 0)));
}
