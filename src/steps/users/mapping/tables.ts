/** Rows of a mapping as the tables that people open, and rows that they hand in as rows of a mapping. */
import type { TableRows, TypedRow } from '../../../documents/incoming/rows.js';
import type { CellValue, Table } from '../../../documents/table.js';
import type { Lang } from '../../../contract/step.js';
import { sentenceIn } from '../../../documents/said.js';
import type { Deviation, Otherwise } from './against-proposal.js';
import type { Difference } from './difference.js';
import { columns, type Column, type MappedRow, type Row } from './row.js';

const widths: Readonly<Record<Column, number>> = {
  'Source Email': 40,
  'Destination Email': 44,
  Action: 10,
  Wave: 7,
  Licence: 22,
  Kind: 26,
  Name: 30,
  'How sure': 20,
  'Source Object Id': 38,
  'Destination Object Id': 38,
};

const cellsOf = (row: Row): Readonly<Record<Column, CellValue>> => ({
  'Source Email': row.source,
  'Destination Email': row.target,
  Action: row.action,
  Wave: /^\d{1,4}$/.test(row.wave) ? Number(row.wave) : row.wave,
  Licence: row.licence,
  Kind: row.kind,
  Name: row.name,
  'How sure': row.sure,
  'Source Object Id': row.sourceId,
  'Destination Object Id': row.targetId,
});

export function mappingTable(rows: readonly Row[]): Table {
  return {
    name: 'Mapping',
    columns: columns.map((heading) => ({ heading, width: widths[heading] })),
    rows: rows.map((row) => {
      const cells = cellsOf(row);
      return columns.map((column) => cells[column]);
    }),
  };
}

/** One row for everything that became otherwise. */
export function differenceTable({ added, removed, changed }: Difference): Table {
  const whole = (what: string, row: MappedRow): readonly CellValue[] => [
    what,
    row.source,
    row.name,
    '',
    what === 'removed' ? `${row.action} ${row.target}`.trim() : '',
    what === 'added' ? `${row.action} ${row.target}`.trim() : '',
  ];
  return {
    name: 'Difference',
    columns: ['What', 'Source Email', 'Name', 'Property', 'Before', 'Now'].map((heading) => ({ heading, width: 30 })),
    rows: [
      ...added.map((row) => whole('added', row)),
      ...removed.map((row) => whole('removed', row)),
      ...changed.flatMap(({ row, was, properties }) =>
        properties.map((property) => ['changed', row.source, row.name, property, was[property], row[property]]),
      ),
    ],
  };
}

/** Proposal beside table: whose target is otherwise first, each with its sentence. */
export function againstTable(deviating: readonly Deviation[], otherwise: readonly Otherwise[], lang: Lang): Table {
  const order = ['crossed', 'apart', 'otherwise'] as const;
  const found = new Map(deviating.map((one) => [one.row, one]));
  const rank = ({ row }: Otherwise): number => {
    const deviation = found.get(row);
    return deviation === undefined ? order.length : order.indexOf(deviation.deviance);
  };
  const headings: readonly (readonly [string, number])[] = [
    ['What', 12],
    ['Row', 7],
    ['Source Email', 40],
    ['Name', 30],
    ['Property', 20],
    ['Proposal', 44],
    ['Table', 44],
    ['Says', 90],
  ];
  return {
    name: 'Proposal and table',
    columns: headings.map(([heading, width]) => ({ heading, width })),
    rows: [...otherwise]
      .sort((a, b) => rank(a) - rank(b))
      .map((one): readonly CellValue[] => {
        const { row, source, property, proposal, table } = one;
        const deviation = found.get(row);
        const says = deviation === undefined ? '' : sentenceIn(lang, deviation);
        const [email, name] = [source?.address ?? row.source, source?.name ?? row.name];
        return [deviation?.deviance ?? '', row.number || null, email, name, property, proposal, table, says];
      }),
  };
}

export const rowsOfTable = ({ rows }: Pick<TableRows, 'rows'>): readonly Row[] => rows.map(rowOf);

/** As Outlook copies it (`Anna Berg <anna@…>`), as a link, as Exchange lists it: the address alone. Of several none is chosen. */
function addressIn(text: string): string {
  const [, named] = /^[^<>@]*<\s*([^<>\s]+)\s*>$/.exec(text) ?? [];
  return (named ?? text).replace(/^(?:mailto|smtp):\s*/i, '');
}

function rowOf({ number, cells }: TypedRow): Row {
  const text = (column: Column): string => (cells[column]?.text ?? '').trim();
  const wrong = columns.flatMap((column) => {
    const found = cells[column]?.wrong;
    return found === undefined ? [] : [{ column, wrong: found }];
  });
  return {
    number,
    source: addressIn(text('Source Email')),
    target: addressIn(text('Destination Email')),
    action: text('Action'),
    wave: text('Wave').replace(/^(\d+)\.0+$/, '$1'),
    licence: text('Licence'),
    kind: text('Kind'),
    name: text('Name'),
    sure: text('How sure'),
    sourceId: text('Source Object Id'),
    targetId: text('Destination Object Id'),
    ...(wrong.length === 0 ? {} : { cells: wrong }),
  };
}
