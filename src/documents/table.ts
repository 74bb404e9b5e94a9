export type CellValue = string | number | boolean | null;

/** One sheet or one CSV file. */
export interface Table {
  /** Name of the sheet: at most 31 characters, none of `\ / ? * [ ] :`. */
  readonly name: string;
  readonly columns: readonly { readonly heading: string; readonly width?: number }[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Of each row the sheet to which its first cell leads, in a workbook. */
  readonly leadsTo?: readonly (string | null)[];
}

export const columnsOf = (table: Pick<Table, 'columns'>): readonly string[] =>
  table.columns.map(({ heading }) => heading);

/** A table with the properties of its items as columns; lists are joined by a line break. */
export function tableOf<T extends object>(
  name: string,
  items: readonly T[],
  properties: readonly (keyof T & string)[],
): Table {
  return {
    name,
    columns: properties.map((heading) => ({ heading })),
    rows: items.map((item) => properties.map((property) => cell(item[property]))),
  };
}

function cell(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((one) => String(cell(one) ?? '')).join('\n');
  return JSON.stringify(value);
}
