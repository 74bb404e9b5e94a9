import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Step } from '../../src/contract/step';
import { runbook, stepById } from '../../src/runbook/index';
import { askedAt, exchangeRoleFor, exchangeRoles, leastPermissions, type Caller } from '../../src/steps/rights/asked';
import { adminOf, byHand } from '../../src/steps/rights/by-hand';
import { createActions, type Systems } from '../../src/steps/index';

const readme = resolve(__dirname, '../../README.md');
const marks = /( *<!-- rights:begin -->\n)[\s\S]*?( *<!-- rights:end -->)/;
const sides = ['source', 'destination'] as const;

/** What the bot looks at and people put right. */
const lookedAt = ['federated-to-managed', 'source-admin-rights'];

/** Code that nobody calls: only what it says of itself is read. */
const anything: unknown = new Proxy(() => anything, { get: () => anything });
const actions = createActions(anything as Systems);
const callers: readonly Caller[] = [...actions.values()];

/** Carried out at a portal: nothing of the bot's writes, or it only watches what people write. */
const isPeoples = ({ kind, action }: Step): boolean =>
  action === undefined ? kind !== 'check' : actions.get(action)?.kind === 'task';

function table(): string {
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  const rows = sides.map((side) => {
    const asked = askedAt(side, callers);
    const group = exchangeRoles(asked).join(', ');
    return `| ${side} | ${code(leastPermissions(asked))} | \`Exchange.ManageAsApp\` | ${exchangeRoleFor(asked)}, or a role group of your own with ${group} |`;
  });
  return [
    '| tenant | Microsoft Graph (application) | Office 365 Exchange Online | Entra role of the app |',
    '|---|---|---|---|',
    ...rows,
  ]
    .map((line) => `   ${line}\n`)
    .join('');
}

test('the README asks for the rights that the steps say they need, and for no other', () => {
  const current = readFileSync(readme, 'utf8').replace(marks, `$1${table()}$2`);
  // `UPDATE_COVERAGE=1 npx jest tests/guards/rights` writes it.
  if (process.env['UPDATE_COVERAGE'] === '1') writeFileSync(readme, current);

  expect(readFileSync(readme, 'utf8')).toMatch(marks);
  expect(readFileSync(readme, 'utf8')).toBe(current);
});

test('what people do at a portal names the role it takes there, and nothing that the bot does itself', () => {
  const wrong = byHand.filter(({ step, side }) => {
    const row = stepById(step);
    const isTheirs = row !== undefined && (isPeoples(row) || lookedAt.includes(step));
    return !isTheirs || (side !== 'both' && row.side !== side && row.side !== 'both');
  });
  const named = new Set(byHand.map(({ step }) => step));
  const unnamed = runbook.filter(
    (row) =>
      row.side !== 'none' &&
      row.phase !== 'back-out' &&
      isPeoples(row) &&
      sides.some((side) => row.roles.includes(adminOf[side])) &&
      !named.has(row.id),
  );

  expect(wrong.map(({ step }) => step)).toEqual([]);
  expect(unnamed.map(({ id }) => id)).toEqual([]);
});
