import { transformFileSync } from '@swc/core';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const src = resolve(__dirname, '../../../src');

/** The store as plain JavaScript in a folder of its own, so that another process can load it without a build. */
export function compiledStore(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'changeover-compiled-'));
  symlinkSync(resolve(src, '../node_modules'), join(folder, 'node_modules'));
  for (const entry of readdirSync(join(src, 'store'), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.endsWith('.md')) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(folder, relative(src, source));
    mkdirSync(dirname(target), { recursive: true });
    if (entry.name.endsWith('.ts')) writeFileSync(target.replace(/\.ts$/, '.js'), compile(source));
    else copyFileSync(source, target);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const compile = (source: string): string =>
  transformFileSync(source, {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }).code;

export interface OtherProcess {
  /** Resolves with the next line it prints. */
  line(): Promise<string>;
  kill(): Promise<void>;
}

/** Starts `child.cjs` with the compiled store and what it should do. */
export function startOther(folder: string, order: Record<string, unknown>): OtherProcess {
  const child = spawn(process.execPath, [join(__dirname, 'child.cjs'), folder, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const askers: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const asker = askers.shift();
      if (asker) asker(part);
      else lines.push(part);
    }
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    line: () => {
      const ready = lines.shift();
      return ready !== undefined ? Promise.resolve(ready) : new Promise((done) => askers.push(done));
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
