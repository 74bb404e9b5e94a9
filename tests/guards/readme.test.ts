import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coverage } from '../../src/rehearsal/world/coverage';

const file = resolve(__dirname, '../../README.md');
const marks = /(<!-- coverage:begin -->\n)[\s\S]*?(<!-- coverage:end -->)/;

function table(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = coverage.map(
    ({ service, name, state, differences, page }) =>
      `| ${service} | [\`${cell(name)}\`](${page}) | ${state} | ${cell(differences)} |`,
  );
  return ['| service | endpoint or cmdlet | state | differences |', '|---|---|---|---|', ...rows, ''].join('\n');
}

test('the README prints what the simulated tenants cover', () => {
  const readme = readFileSync(file, 'utf8');
  const current = readme.replace(marks, `$1${table()}$2`);
  // `UPDATE_README=1 npx jest tests/guards/readme` writes it.
  if (process.env['UPDATE_README'] === '1') writeFileSync(file, current);

  expect(readFileSync(file, 'utf8')).toBe(current);
});

test('the README gives exactly two set-up commands', () => {
  const commands = [...readFileSync(file, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]?.trim());

  expect(commands).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});
