/** The files of the page, from a fixed list of names: nothing in a request ever becomes a path. */
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { dirname, extname, join } from 'node:path';

/** Resolves to the same folder from `src` and from `dist`. */
const pageFolder = join(__dirname, '../../../src/rehearsal/room/page');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Cards may bring pictures as data only; nothing is loaded from anywhere else, and no script but ours runs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // Microsoft's renderer sets sizes and colours on the elements themselves.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export class PageFiles {
  private readonly files: ReadonlyMap<string, string>;

  constructor() {
    const own = readdirSync(pageFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => types[extname(name)] !== undefined)
      .map((name) => [`/room/page/${name.replaceAll('\\', '/')}`, join(pageFolder, name)] as const);
    const library = (name: string, ...path: string[]): string =>
      join(dirname(require.resolve(`${name}/package.json`)), ...path);
    this.files = new Map([
      ...own,
      ['/', join(pageFolder, 'index.html')],
      ['/room/vendor/adaptivecards.js', library('adaptivecards', 'dist', 'adaptivecards.min.js')],
      ['/room/vendor/markdown-it.js', library('markdown-it', 'dist', 'browser', 'markdown-it.umd.min.js')],
    ]);
  }

  /** False when there is no such file. */
  serve(res: ServerResponse, path: string): boolean {
    const file = this.files.get(path);
    if (file === undefined) return false;
    res.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': path.startsWith('/room/vendor/') ? 'max-age=3600' : 'no-cache',
    });
    res.end(readFileSync(file));
    return true;
  }
}
