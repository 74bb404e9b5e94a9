/** Where in a file of text its table begins, and which sign stands between its cells. */

export interface TableInText {
  readonly table: string;
  readonly delimiter: string;
  readonly linesBefore: number;
}

/** The surest first: hardly anybody types a tab into a cell, and whose decimal sign is the comma has semicolons between cells. */
const delimiters = ['\t', ';', ',', '|'] as const;

/** Enough to tell one sign from another. */
const mostLooked = 64 * 1024;
const mostRows = 100;

/** Excel names the sign in a line of its own; Export-Csv of Windows PowerShell names there what its rows were made of. */
export function tableIn(text: string): TableInText {
  const [before = ''] = /^\ufeff?(?:sep=.|#TYPE[ \t][^\r\n]*)(?:\r\n|\r|\n)/i.exec(text) ?? [];
  const table = text.slice(before.length);
  const named = delimiters.find((one) => before.replace('\ufeff', '').toLowerCase().startsWith(`sep=${one}`));
  return { table, delimiter: named ?? guessed(table), linesBefore: before === '' ? 0 : 1 };
}

/**
 * The one under which the rows are even; where none is, the one under which no row has more cells than the head, and most rows have as many:
 * an address or a size in words brings the others in.
 */
function guessed(table: string): string {
  const rows = rowsOf(table);
  const [head] = rows;
  const judged = delimiters.flatMap((delimiter, index) => {
    const columns = head?.[index] ?? 0;
    if (columns === 0) return [];
    const longer = rows.filter((row) => (row[index] ?? 0) > columns).length;
    const even = rows.filter((row) => row[index] === columns).length;
    return [{ delimiter, longer, even }];
  });
  const [best] = judged.sort(
    (one, other) => Number(one.longer > 0) - Number(other.longer > 0) || other.even - one.even,
  );
  return best?.delimiter ?? ',';
}

/** Of each row, how often each sign stands outside quotes. */
function rowsOf(table: string): readonly (readonly number[])[] {
  const rows: number[][] = [];
  let row = delimiters.map(() => 0);
  let isQuoted = false;
  let isEmpty = true;
  for (const sign of table.slice(0, mostLooked)) {
    if (sign === '"') isQuoted = !isQuoted;
    if (!isQuoted && (sign === '\n' || sign === '\r')) {
      if (!isEmpty) rows.push(row);
      if (rows.length === mostRows) return rows;
      row = delimiters.map(() => 0);
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    const index = isQuoted ? -1 : delimiters.findIndex((one) => one === sign);
    if (index !== -1) row[index] = (row[index] ?? 0) + 1;
  }
  // What was cut off here is no whole row, unless it is all there is.
  return isEmpty || (rows.length > 1 && table.length > mostLooked) ? rows : [...rows, row];
}
