/** A real PowerShell: `pwsh` where it is found, else the host beside it, built once of PowerShell's own packages; null where neither can be had. */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const hostSource = join(__dirname, '../host');
const parts = ['host.csproj', 'Program.cs'] as const;

export interface PowerShell {
  readonly command: string;
  readonly before: readonly string[];
}

const works = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;

export function findPowerShell(): PowerShell | null {
  if (works('pwsh', '-NoProfile', '-Command', 'exit 0')) return { command: 'pwsh', before: [] };
  const host = works('dotnet', '--version') ? builtHost() : null;
  if (host === null)
    process.stderr.write(
      'no PowerShell here (neither pwsh nor dotnet with its packages): the worker script itself is NOT tried\n',
    );
  return host === null ? null : { command: 'dotnet', before: [host] };
}

function builtHost(): string | null {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(readFileSync(join(hostSource, part)));
  const folder = join(root, 'node_modules', '.cache', 'powershell-host', hash.digest('hex').slice(0, 16));
  const program = join(folder, 'host.dll');
  if (existsSync(program)) return program;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const part of parts) cpSync(join(hostSource, part), join(making, part));
  process.stderr.write('Building the PowerShell host, once...\n');
  const built = spawnSync('dotnet', ['build', making, '-c', 'Release', '-o', join(making, 'out'), '-v', 'q'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 200_000,
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
  });
  if (built.status === 0 && !existsSync(program)) renameSync(join(making, 'out'), folder);
  rmSync(making, { recursive: true, force: true });
  return existsSync(program) ? program : null;
}

const argumentsFor = ({ before }: PowerShell, script: string, args: readonly string[]): string[] => [
  ...before,
  ...['-NoProfile', '-NonInteractive', '-File', script],
  ...args,
];

export const runScript = (shell: PowerShell, script: string, args: readonly string[]): Promise<string> =>
  new Promise((done, failed) =>
    execFile(
      shell.command,
      argumentsFor(shell, script, args),
      { maxBuffer: 64 * 1024 * 1024 },
      (fault, stdout, stderr) =>
        fault === null ? done(stdout) : failed(new Error(`${fault.message}\n${stdout}\n${stderr}`)),
    ),
  );

export const startScript = (
  shell: PowerShell,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess =>
  spawn(shell.command, argumentsFor(shell, script, args), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
