import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { coverage } from '../../src/rehearsal/world/coverage';
import { runbook } from '../../src/runbook/index';

const file = resolve(__dirname, '../../README.md');
const coveragePage = resolve(__dirname, '../../src/rehearsal/world/COVERAGE.md');
const marks = /(<!-- coverage:begin -->\n)[\s\S]*?(<!-- coverage:end -->)/;

function table(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = coverage.map(
    ({ service, name, state, differences, page }) =>
      `| ${service} | [\`${cell(name)}\`](${page}) | ${state} | ${cell(differences)} |`,
  );
  return ['| service | endpoint or cmdlet | state | differences |', '|---|---|---|---|', ...rows, ''].join('\n');
}

test('a page beside the simulated tenants prints what they cover', () => {
  const current = readFileSync(coveragePage, 'utf8').replace(marks, `$1${table()}$2`);
  // `UPDATE_COVERAGE=1 npx jest tests/guards/readme` writes it.
  if (process.env['UPDATE_COVERAGE'] === '1') writeFileSync(coveragePage, current);

  expect(readFileSync(coveragePage, 'utf8')).toBe(current);
});

test('the README says how many steps there are, and of what the bot does itself every step has a line, and no other', () => {
  const readme = readFileSync(file, 'utf8');
  const named = [...readme.matchAll(/^\| (`[^|]+`) \| [^|]+ \| [^|]+ \|$/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id),
  );
  const own = runbook.filter(({ action, kind }) => action !== undefined && kind !== 'decision' && kind !== 'gate');

  expect([...readme.matchAll(/(\d+) steps/g)].map(([, count]) => count)).toEqual([`${runbook.length}`]);
  expect([...named].sort()).toEqual(own.map(({ id }) => id).sort());
});

test('every page that the README and CONTRIBUTING lead to is there', () => {
  const root = resolve(__dirname, '../..');
  const led = ['README.md', 'CONTRIBUTING.md', 'src/rehearsal/world/README.md'].flatMap((page) =>
    [...readFileSync(resolve(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, to = '']) => resolve(root, dirname(page), to),
    ),
  );

  expect(led.length).toBeGreaterThan(5);
  expect(led.filter((to) => !existsSync(to))).toEqual([]);
});

test('the README gives exactly two set-up commands', () => {
  const commands = [...readFileSync(file, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]?.trim());

  expect(commands).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});
