/** One file of an export, as somebody's console or browser wrote it. */
import { encode } from '../support/encode.js';

export type Row = Readonly<Record<string, string>>;

export interface Dialect {
  readonly separator: ',' | ';' | '\t';
  /** `utf-8-bom`, `utf-16le` or a code page. */
  readonly page: string;
  /** Export-Csv quotes every cell, a browser and a spreadsheet only those that need it. */
  readonly quoted: boolean;
  /** The line of Windows PowerShell before the heading. */
  readonly typeLine?: boolean;
}

/** The columns are those of the first row. */
export function table(rows: readonly Row[], { separator, page, quoted, typeLine }: Dialect): Buffer {
  const heading = Object.keys(rows[0] ?? {});
  const cell = (value: string): string =>
    quoted || /["\n\r\t;,]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = [heading, ...rows.map((row) => heading.map((name) => row[name] ?? ''))];
  const text = [
    ...(typeLine === true ? ['#TYPE Selected.Microsoft.Exchange.Data.Directory.Management.Mailbox'] : []),
    ...lines.map((cells) => cells.map(cell).join(separator)),
    '',
  ].join('\r\n');
  if (page === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`);
  if (page === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encode(page, text);
}
