/** What only a table as a whole shows: that its names were concealed, that it ends where a command stops by itself, how it was joined. */
import type { Table, TableKind } from '../tables/columns.js';
import type { CsvTable } from './csv-table.js';
import type { Findings } from '../told/findings.js';

const hash = /^[0-9A-F]{32}$/i;

/** The usage reports of the admin center conceal who is meant until somebody switches that off: then no row is about anybody. */
export function isConcealed(table: Table, findings: Findings): boolean {
  const place = table.columns.get('userPrincipalName') ?? table.columns.get('primary');
  const given =
    place === undefined ? [] : table.rows.map(({ cells }) => cells[place] ?? '').filter((name) => name !== '');
  if (given.length === 0 || !given.every((name) => hash.test(name))) return false;
  findings.add(table.file, table.headingLine, 'names-concealed', { count: table.rows.length });
  return true;
}

/** How many rows the commands give that were not asked for all. https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox */
const unasked: Readonly<Partial<Record<TableKind, readonly number[]>>> = {
  users: [100, 500, 1000],
  mailboxes: [1000],
  recipients: [1000],
  groups: [1000],
  addresses: [1000],
  contacts: [1000],
};

export function remarkOnLength({ file, headingLine, kind, rows }: Table, findings: Findings): void {
  if (unasked[kind]?.includes(rows.length)) findings.add(file, headingLine, 'rows-all-asked', { count: rows.length });
}

/** The heading is one cell, and several known headings stand in it: it is joined by something that nobody here splits at. */
export function remarkOnSeparator(table: CsvTable, isKnown: (heading: string) => boolean, findings: Findings): boolean {
  const [heading = '', ...more] = table.heading;
  if (more.length > 0) return false;
  const known = heading.split(/[^\p{L}\p{N} _-]+/u).filter((one) => isKnown(one));
  if (known.length < 2) return false;
  findings.add(table.file, table.headingLine, 'separator-unknown', { heading, count: known.length });
  return true;
}
