import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const steps = resolve(__dirname, '../../src/steps');

test('no step makes a name at a domain but by the one rule of what may stand before the at sign', () => {
  const making = readdirSync(steps, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file: relative(steps, file), text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.includes('@${'));
  const byTheRule = making.filter(({ text }) => text.includes('assignLocalParts('));

  expect(byTheRule.length).toBeGreaterThan(2);
  // The home address that stands in a guest's sign-in name is read, not made; in whose name SPF is asked is nobody's address; the test accounts' names are fixed; whether a name at the default domain is somebody's is asked.
  expect(making.filter((one) => !byTheRule.includes(one)).map(({ file }) => file)).toEqual([
    join('dns', 'spf-macros.ts'),
    join('objects', 'aliases.ts'),
    join('test-accounts', 'account.ts'),
    join('users', 'operators.ts'),
  ]);
});
