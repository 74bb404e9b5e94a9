import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

async function run(entry: string, ...args: string[]): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(process.execPath, ['src/main/launch.mjs', entry, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, said };
}

test.each(['start', 'rehearse', 'world', 'proof', 'bench', 'walk'])(
  'an option that %s does not know is said in one sentence, with those it has, and nothing is begun',
  async (entry) => {
    const { code, said } = await run(entry, '--nonsense');

    expect(code).toBe(2);
    const [sentence, usage, ...more] = said.trimEnd().split('\n');
    expect(sentence).toBe("Unknown option '--nonsense'.");
    expect(usage).toMatch(/^Usage: npm (start|run \w+) -- \[--\w+/);
    expect(more).toEqual([]);
  },
);

test.each([
  ['start', ['--mailboxes', '20']],
  ['rehearse', ['--mailboxes', '20']],
  ['proof', ['--mailboxes', '20']],
  ['bench', ['--small', '20']],
  ['walk', ['--mailboxes', '20']],
  ['world', ['--mailboxes', '20']],
] as const)('a company too small to be made up is refused by %s before anything starts', async (entry, args) => {
  const { code, said } = await run(entry, ...args);

  expect(code).toBe(2);
  expect(said).toContain(`${args[0]} is "20"; it must be a whole number from 24 to 20000.`);
});
