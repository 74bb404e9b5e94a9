import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressIn } from '../../src/main/bench/migration.js';
import { endRehearsal } from '../../src/main/rehearsal/bot-process.js';

let dataDir: string;
const write = (content: string): void => writeFileSync(join(dataDir, 'rehearsal', 'rehearsal.json'), content);

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'torn-'));
  mkdirSync(join(dataDir, 'rehearsal'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

test.each(['', '{"url":"http://127.0.0.1:9","pi', 'null', '{"url":1}'])(
  'a torn address of a rehearsal (%s) ends no run, and a measurement names the file',
  async (content) => {
    write(content);
    await expect(endRehearsal(dataDir)).resolves.toBeUndefined();
    expect(() => addressIn(dataDir)).toThrow(/rehearsal\.json: it is missing or torn/);
  },
);
