/** A table of text cells with the line each row begins at. No cell is ever computed and no heading becomes a property name. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Findings } from '../told/findings.js';
import { limits } from './read-folder.js';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly file: string;
  readonly separator: string;
  readonly heading: readonly string[];
  readonly headingLine: number;
  readonly rows: readonly TableRow[];
}

/** Null when nothing of it can be used; why is in the findings. */
export function readTable(file: string, text: string, findings: Findings): CsvTable | null {
  const lines = text.split(/\r\n|\n|\r/);
  let skip = 0;
  let separator: string | null = null;
  for (; skip < lines.length; skip += 1) {
    const line = (lines[skip] as string).trim();
    // Before anything is trimmed: the separator may be a tab.
    const named = /^\s*"?sep=([^"])"?\s*$/i.exec(lines[skip] as string)?.[1];
    if (named !== undefined) separator = named;
    else if (/^"?#TYPE\s/.test(line)) findings.add(file, skip + 1, 'type-line');
    else if (line !== '') break;
  }
  if (skip === lines.length) {
    findings.add(file, null, 'empty-file');
    return null;
  }
  let body = lines.slice(skip).join('\n');
  if (/^\s*[“”„]/.test(lines[skip] as string)) {
    findings.add(file, skip + 1, 'curly-quotes');
    body = body.replace(/[“”„]/g, '"');
  }
  separator ??= likelySeparator(body.split('\n', 1)[0] as string);
  const rows = unpacked(file, records(file, body, separator, skip, findings), separator, findings);
  const heading = rows?.[0];
  if (rows === null || heading === undefined) {
    findings.add(file, null, 'empty-file');
    return null;
  }
  if (heading.cells.length > limits.columns || rows.length > limits.rows) {
    findings.add(file, null, 'too-wide-or-long', { columns: limits.columns, rows: limits.rows });
    return null;
  }
  return {
    file,
    separator,
    heading: heading.cells,
    headingLine: heading.line,
    rows: fitting(file, heading, rows.slice(1), findings),
  };
}

function records(
  file: string,
  body: string,
  separator: string,
  skipped: number,
  findings: Findings,
): TableRow[] | null {
  const rows: TableRow[] = [];
  let line = 1;
  const take = (text: string, blanksBehind: boolean): void => {
    rows.length = 0;
    line = 1;
    parse(text, {
      delimiter: separator,
      // A blank between a separator and a quotation mark is part of neither.
      ltrim: true,
      rtrim: blanksBehind,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: limits.row,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        rows.push({ line: skipped + line, cells: cells.map((cell) => cell.trim()) });
        line = lines + 1;
        // Kept here already: what was read before a broken quote is not lost with it.
        return null;
      },
    });
  };
  try {
    try {
      take(body, true);
    } catch (fault) {
      // A quotation mark inside a cell is read as what it is only where nothing may stand behind the last one.
      if (!(fault instanceof CsvError) || fault.code !== 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE') throw fault;
      take(body, false);
    }
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    if (fault.code === 'CSV_MAX_RECORD_SIZE')
      findings.add(file, skipped + line, 'row-too-long', { limit: limits.row / 1024 / 1024 });
    else findings.add(file, skipped + line, 'broken-quotes');
  }
  return rows.length === 0 ? null : rows;
}

/**
 * A spreadsheet that splits at another separator keeps a row in one cell, and quotes it as a whole when it saves it: one cell, and in it
 * as many as there are headings.
 */
function unpacked(
  file: string,
  rows: readonly TableRow[] | null,
  separator: string,
  findings: Findings,
): readonly TableRow[] | null {
  const [first, ...others] = rows ?? [];
  if (first === undefined) return rows;
  const inside = ({ line, cells }: TableRow): TableRow | null => {
    const [cell = ''] = cells;
    if (cells.length > 1 || !cell.includes(separator)) return null;
    const [row] = records(file, cell, separator, line - 1, findings) ?? [];
    return row === undefined ? null : { line, cells: row.cells };
  };
  const heading = inside(first) ?? first;
  const width = heading.cells.length;
  const packed: number[] = [];
  const kept = others.map((row) => {
    const inner = width > 1 ? inside(row) : null;
    if (inner?.cells.length !== width) return row;
    packed.push(row.line);
    return inner;
  });
  // A heading alone in one cell is one where the rows are as wide as it says.
  if (packed.length === 0 && (heading === first || others.every(({ cells }) => cells.length !== width))) return rows;
  if (heading !== first) packed.unshift(heading.line);
  findings.add(file, packed[0] as number, 'rows-in-one-cell', { count: packed.length, lines: listed(packed) });
  return [heading, ...kept];
}

/** Rows as wide as the heading; what has more cells cannot be told apart any more. */
function fitting(file: string, heading: TableRow, rows: readonly TableRow[], findings: Findings): TableRow[] {
  const width = heading.cells.length;
  const same = new Map<string, number>();
  const empty: number[] = [];
  const kept: TableRow[] = [];
  for (const { line, cells } of rows) {
    const key = JSON.stringify(cells);
    const before = same.get(key);
    if (cells.every((cell) => cell === '')) empty.push(line);
    else if (key === JSON.stringify(heading.cells)) findings.add(file, line, 'heading-again');
    else if (before !== undefined) findings.add(file, line, 'row-again', { first: before });
    else if (cells.slice(width).some((cell) => cell !== ''))
      findings.add(file, line, 'row-too-wide', { cells: cells.length, columns: width });
    else {
      if (cells.length < width) findings.add(file, line, 'row-too-narrow', { cells: cells.length, columns: width });
      kept.push({ line, cells });
      same.set(key, line);
    }
  }
  // The last line of a file ends with a line break: no row, and no remark.
  const inside = empty.filter((line) => line < (rows.at(-1)?.line ?? 0) || kept.some((row) => row.line > line));
  if (inside.length > 0)
    findings.add(file, inside[0] as number, 'empty-rows', { count: inside.length, lines: listed(inside) });
  return kept;
}

export const listed = (lines: readonly number[]): string =>
  lines.length <= 12 ? lines.join(', ') : `${lines.slice(0, 12).join(', ')} …`;

function likelySeparator(heading: string): string {
  const outside = heading.replace(/"[^"]*"/g, '');
  // All of it in one quoted cell: its separator is the one inside.
  const shown = /[^\s]/.test(outside) ? outside : heading;
  const count = (separator: string): number => shown.split(separator).length;
  return [',', ';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
