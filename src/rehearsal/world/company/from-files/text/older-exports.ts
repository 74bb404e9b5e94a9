/** Two files with the same columns about the same people are one export at two times: the older one is not read where their names tell it. */
import type { FileText } from '../told/accounting.js';
import { isGuid } from '../cells/cells.js';
import { cellAt, cellOf, type Table, type TableKind } from '../tables/columns.js';
import type { TableRow } from './csv-table.js';
import type { Findings } from '../told/findings.js';

const kinds: readonly TableKind[] = ['users', 'mailboxes', 'recipients', 'groups', 'contacts'];

export function withoutOlder(texts: readonly FileText[], findings: Findings): FileText[] {
  const alike = new Map<string, Table[]>();
  for (const { table } of texts) {
    if (table === null || !kinds.includes(table.kind)) continue;
    const columns = table.heading.map((one) => one.toLowerCase()).sort();
    const key = JSON.stringify([table.kind, ...columns]);
    alike.set(key, [...(alike.get(key) ?? []), table]);
  }
  const aside = new Set<string>();
  for (const tables of alike.values()) {
    if (tables.length < 2) continue;
    // The newest first, then those that tell no date, as they come.
    const dated = tables.map((table) => ({ table, date: dateIn(table.file), objects: objectsOf(table) }));
    dated.sort((a, b) => (a.date === null || b.date === null ? 0 : a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
    dated.forEach((one, n) => {
      const other = dated
        .slice(0, n)
        .find(({ objects, table }) => !aside.has(table.file) && isSame(objects, one.objects));
      if (other === undefined) return;
      const alone = [...one.objects].filter(([key]) => !other.objects.has(key)).map(([, label]) => label);
      const same = one.objects.size - alone.length;
      const told = { same, alone: alone.length, list: alone.join(', ') || '–' };
      const { file, headingLine } = one.table;
      if (other.date !== null && one.date !== null && other.date > one.date) {
        aside.add(file);
        findings.add(file, headingLine, 'older-export', { newer: other.table.file, ...told });
      } else findings.add(file, headingLine, 'same-export-twice', { other: other.table.file, ...told });
    });
  }
  return texts.map((of) => (aside.has(of.file) ? { ...of, table: null } : of));
}

/** Most of the larger one: a list of a few people beside the list of all is no export of the same. */
function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  const same = [...a.keys()].filter((key) => b.has(key)).length;
  return same > 0 && same * 2 >= Math.max(a.size, b.size);
}

/** By what is the most certain to be the same at another time; deleted ones are not those who live. */
function objectsOf(table: Table): Map<string, string> {
  const objects = new Map<string, string>();
  for (const row of table.rows) {
    const id = cellOf(table, row, 'objectId').toLowerCase();
    const label = labelOf(table, row);
    const gone = (['deletedAt', 'mailboxDeletedAt'] as const).some((field) => cellOf(table, row, field) !== '');
    const key = isGuid(id) ? id : label.toLowerCase();
    if (key !== '') objects.set(gone ? `deleted ${key}` : key, label);
  }
  return objects;
}

const labelOf = (table: Table, row: TableRow): string =>
  cellOf(table, row, 'userPrincipalName') ||
  cellOf(table, row, 'primary') ||
  cellOf(table, row, 'externalAddress') ||
  table.addressColumns.map(({ place }) => cellAt(row, place)).find((cell) => cell !== '') ||
  cellOf(table, row, 'displayName');

/** As people write one into the name of a file: 2026-11-25, 20261125, 25.11.2026. Days and months that may be either tell nothing. */
export function dateIn(name: string): string | null {
  const iso = /(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/.exec(name);
  if (iso !== null) return `${iso[1]}-${iso[3]}-${iso[4]}`;
  const european = /(?<!\d)(0?[1-9]|[12]\d|3[01])([-_.])(0?[1-9]|1[0-2])\2(20\d\d)(?!\d)/.exec(name);
  if (european === null || (european[2] !== '.' && Number(european[1]) <= 12)) return null;
  return `${european[4]}-${(european[3] as string).padStart(2, '0')}-${(european[1] as string).padStart(2, '0')}`;
}
