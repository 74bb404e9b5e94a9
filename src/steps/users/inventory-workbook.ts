/**
 * The one workbook that people keep. Each review of the source keeps its own tables, and writes the workbook anew with those of the others
 * beside them: whichever comes last has all that is known, and each is called after the review and the minute that wrote it.
 */
import { z } from 'zod';
import type { StepContext } from '../../contract/context.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { defineFile, type OutputFile } from '../../contract/output.js';
import { datedName } from '../../contract/dated-name.js';
import { csv } from '../../documents/csv.js';
import { summarySheet, type Part } from '../../documents/summary-sheet.js';
import { columnsOf, type CellValue, type Table } from '../../documents/table.js';
import { excelContentType, workbook } from '../../documents/workbook.js';

/** In the order of the sheets. */
const reviews = ['inventory', 'mailbox-sizes', 'mailbox-settings', 'mail-flow-review'] as const;
type Review = (typeof reviews)[number];

const workbookNames: Readonly<Record<Review, string>> = {
  inventory: 'inventory.xlsx',
  'mailbox-sizes': 'inventory-with-mailbox-sizes.xlsx',
  'mailbox-settings': 'inventory-with-mailbox-settings.xlsx',
  'mail-flow-review': 'inventory-with-mail-flow-review.xlsx',
};

const keptTables = z.array(
  z.object({
    name: z.string(),
    takenAt: z.string().optional(),
    columns: z.array(z.object({ heading: z.string(), width: z.number().optional() })),
    // A hundred thousand rows of a large company are not copied to be looked at: what is here was written by `reviewFiles`.
    rows: z.custom<Table['rows']>((rows) => Array.isArray(rows)),
  }),
);

/** The tables of a review, for whoever works from them later. */
export const tablesFile = (review: Review): OutputFile => defineFile(review, `${review}-tables.json`);

/** What a review has to say that it reads, to put the others' tables beside its own. */
export const tablesBeside = (review: Review): readonly OutputFile[] =>
  reviews.filter((other) => other !== review).map(tablesFile);

export const tablesOf = (name: string, headings: readonly string[]): Pick<Table, 'name' | 'columns'> => ({
  name,
  columns: headings.map((heading) => ({ heading })),
});

type Context = Pick<StepContext, 'file' | 'lang' | 'now'>;
/** When its review came to its end; the first of its rows may be hours older. */
type Taken = Table & { readonly takenAt?: string | undefined };

/** The workbook of all reviews, this one's tables as CSV, and as the next review will read them. */
export async function reviewFiles(ctx: Context, review: Review, own: readonly Table[]): Promise<EvidenceFile[]> {
  const taken = own.map((table): Taken => ({ ...table, takenAt: ctx.now().toISOString() }));
  const known = new Map<Review, readonly Taken[] | null>();
  for (const one of reviews) known.set(one, one === review ? taken : await tablesFrom(ctx, one));
  const summary = summarySheet([...known].map(partOf), ctx.lang);
  const content = await workbook([summary, ...[...known.values()].flatMap((tables) => tables ?? [])]);
  const { file } = tablesFile(review);
  return [
    { name: datedName(workbookNames[review], ctx.now()), contentType: excelContentType, content },
    { name: file, contentType: 'application/json', content: Buffer.from(JSON.stringify(taken)) },
    ...own.map((table) => ({
      name: csvName(review, table),
      contentType: 'text/csv; charset=utf-8',
      content: csv(table),
    })),
  ];
}

const csvName = (review: Review, { name }: Pick<Table, 'name'>): string =>
  `${review}-${name.toLowerCase().replaceAll(' ', '-')}.csv`;

const partOf = ([step, tables]: readonly [Review, readonly Taken[] | null]): Part => ({
  step,
  sheets:
    tables?.map((table) => ({
      name: table.name,
      rows: table.rows,
      file: csvName(step, table),
      readAt: table.takenAt,
    })) ?? null,
});

/** A table of an earlier version that cannot be read is left out: it is in that version's own file. */
async function tablesFrom(ctx: Context, review: Review): Promise<readonly Taken[] | null> {
  const file = await ctx.file(tablesFile(review));
  const read = file === null ? null : keptTables.safeParse(JSON.parse(file.toString('utf8')));
  return read?.success === true ? (read.data as unknown as readonly Taken[]) : null;
}

/** Of a review's table its rows, each cell by its heading; null: it was not read, or by a version that kept it otherwise. */
export async function keptRows(
  ctx: Context,
  review: Review,
  name: string,
): Promise<readonly Readonly<Record<string, CellValue>>[] | null> {
  const table = (await tablesFrom(ctx, review))?.find((one) => one.name === name);
  if (table === undefined) return null;
  const headings = columnsOf(table);
  return table.rows.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? null])));
}
