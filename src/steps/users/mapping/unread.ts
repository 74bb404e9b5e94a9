/** What of a table that was handed in nobody reads: a wave under “Batch” would be no wave, and nobody would know. */
import type { Remark } from '../../../contract/finding.js';
import type { Unread } from '../../../documents/incoming/rows.js';

const mostListed = 6;

const listed = (names: readonly string[]): string =>
  [
    ...names.slice(0, mostListed).map((name) => (name.length > 30 ? `${name.slice(0, 29)}…` : name)),
    ...(names.length > mostListed ? ['…'] : []),
  ].join(', ');

/** `ours`: names of the columns and sheets that the bot itself lays beside the rows. */
export function unreadRemarks({ columns, sheets }: Unread, ours: ReadonlySet<string>): readonly Remark[] {
  const [others, rows] = [columns, sheets].map((names) => names.filter((name) => !ours.has(name)));
  return [
    ...(others === undefined || others.length === 0
      ? []
      : [{ code: 'mapping-columns-unread', facts: { count: others.length, columns: listed(others) } } as const]),
    ...(rows === undefined || rows.length === 0
      ? []
      : [{ code: 'mapping-sheets-unread', facts: { count: rows.length, sheets: listed(rows) } } as const]),
  ];
}
