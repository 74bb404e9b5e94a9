/** One row for each address, and only a display name to tie them: rows of one name are one object, unless several people are called so. */
import type { Table } from '../tables/columns.js';
import type { TableRow } from '../text/csv-table.js';
import type { Findings } from '../told/findings.js';

export interface Joined {
  readonly rows: readonly TableRow[];
  /** Lines of rows that only added to an earlier one. */
  readonly merged: readonly number[];
}

const hasPrimary = /(?:^|[\s,;|+{"])SMTP:/;

export function joinedByName(table: Table, findings: Findings): Joined {
  const { columns, addressColumns, rows, file } = table;
  const name = columns.get('displayName');
  const tied = (['userPrincipalName', 'alias', 'primary', 'objectId'] as const).some((field) => columns.has(field));
  const smtp = addressColumns.filter(({ type }) => type === 'smtp').map(({ place }) => place);
  if (name === undefined || tied || smtp.length === 0 || table.kind === 'users') return { rows, merged: [] };
  const called = new Map<string, TableRow[]>();
  for (const row of rows) {
    const key = row.cells[name]?.toLowerCase() || ` ${row.line}`;
    const group = called.get(key);
    if (group === undefined) called.set(key, [row]);
    else group.push(row);
  }
  const places = new Set(addressColumns.map(({ place }) => place));
  const primaryOf = ({ cells }: TableRow): boolean => smtp.some((place) => hasPrimary.test(cells[place] ?? ''));
  const joined: TableRow[] = [];
  const merged: number[] = [];
  for (const group of called.values()) {
    const [first] = group as [TableRow, ...TableRow[]];
    const primaries = group.filter(primaryOf);
    if (primaries.length < 2) {
      joined.push({ line: first.line, cells: table.heading.map((_, place) => cellOf(group, place, places)) });
      merged.push(...group.slice(1).map(({ line }) => line));
      continue;
    }
    joined.push(...primaries);
    const doubtful = group.filter((row) => !primaryOf(row));
    if (doubtful.length > 0)
      findings.add(file, (doubtful[0] as TableRow).line, 'address-of-namesakes', {
        name: first.cells[name] as string,
        count: primaries.length,
        list: doubtful.flatMap(({ cells }) => smtp.map((place) => cells[place] ?? '')).join(', '),
      });
  }
  return { rows: joined.sort((a, b) => a.line - b.line), merged };
}

function cellOf(group: readonly TableRow[], place: number, addresses: ReadonlySet<number>): string {
  const cells = group.map((row) => row.cells[place] ?? '').filter((cell) => cell !== '');
  return addresses.has(place) ? cells.join('\n') : (cells[0] ?? '');
}
