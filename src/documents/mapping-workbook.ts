/** A mapping as people edit it: the rows, what the columns mean, and beside the rows what is wrong with them. */
import type { Remark } from '../contract/finding.js';
import { catalogs, translate, type Language } from '../locales/index.js';
import { sentenceIn } from './said.js';
import type { CellValue, Table } from './table.js';
import { workbook } from './workbook.js';

/** In the last column, which nobody reads when the same file is handed in again. */
export function faultsWorkbook(
  table: Table,
  faults: readonly (readonly Pick<Remark, 'code' | 'facts'>[])[],
  lang: Language,
): Promise<Buffer> {
  return mappingWorkbook(
    {
      name: table.name,
      columns: [...table.columns, { heading: translate(lang, 'mapping.fault'), width: 90 }],
      rows: table.rows.map((row, index): readonly CellValue[] => [
        ...row,
        (faults[index] ?? []).map((fault) => sentenceIn(lang, fault)).join('\n'),
      ]),
    },
    lang,
  );
}

export function mappingWorkbook(table: Table, lang: Language): Promise<Buffer> {
  return workbook([table, explanation(lang)]);
}

/** What stands in these workbooks besides the mapping, in any language: it comes back with the file, and is nothing to be read. */
export const besidesTheRows: ReadonlySet<string> = new Set(
  (Object.keys(catalogs) as Language[]).flatMap((lang) => [
    translate(lang, 'mapping.sheet'),
    translate(lang, 'mapping.fault'),
  ]),
);

const explained = [
  'Source Email',
  'Destination Email',
  'Action',
  'Action: same',
  'Action: create',
  'Action: replace',
  'Action: guest',
  'Action: leave',
  'Wave',
  'Licence',
  'Kind',
  'How sure',
  'Source Object Id',
  'Destination Object Id',
] as const;

const explanation = (lang: Language): Table => ({
  name: translate(lang, 'mapping.sheet'),
  columns: [
    { heading: translate(lang, 'mapping.column'), width: 26 },
    { heading: translate(lang, 'mapping.meaning'), width: 110 },
  ],
  rows: explained.map((name) => [name, translate(lang, `mapping.of.${name}`)]),
});
