/** The first sheet of a workbook of many: what is in it, how much of it, when it was read, and a way to each. */
import { stepWords, translate, type Language } from '../locales/index.js';
import type { CellValue, Table } from './table.js';

export interface Part {
  readonly step: string;
  /** Null: nobody has read it yet. */
  readonly sheets: readonly Sheet[] | null;
}

export interface Sheet extends Pick<Table, 'name' | 'rows'> {
  /** By what its sentence goes: the name of the file that says the same. */
  readonly file: string;
  /** Absent: an earlier version did not write it down. */
  readonly readAt?: string | undefined;
}

type Row = { readonly leadsTo: string | null; readonly cells: readonly CellValue[] };

export function summarySheet(parts: readonly Part[], lang: Language): Table {
  const word = (key: string): string => translate(lang, `files.cell.summary.${key}`);
  const rows = parts.flatMap(({ step, sheets }): readonly Row[] => {
    const { title } = stepWords(lang, step);
    if (sheets === null) return [{ leadsTo: null, cells: [null, word('unread'), title, null, null] }];
    return sheets.map(({ name, file, rows: { length }, readAt }) => ({
      leadsTo: name,
      cells: [name, translate(lang, `files.name.${file}`), title, minute(readAt), length],
    }));
  });
  return {
    name: word('sheet'),
    columns: [
      { heading: word('sheet-name'), width: 24 },
      { heading: word('what'), width: 44 },
      { heading: word('step'), width: 44 },
      { heading: word('read-at'), width: 22 },
      { heading: word('rows'), width: 12 },
    ],
    rows: rows.map(({ cells }) => cells),
    leadsTo: rows.map(({ leadsTo }) => leadsTo),
  };
}

const minute = (at: string | undefined): string | null => at?.slice(0, 16).replace('T', ' ') ?? null;
